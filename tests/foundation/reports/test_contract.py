"""The error report keeps the contract of the intake machine."""

from tests.foundation.intake.contract import IntakeContract


class TestErrorReportContract(IntakeContract):
    kind_slug = "error-report"
    good = {"page": "/a/2020/12/", "place": "第二段", "wrong": "“启示”应为“启事”，龘字缺字。"}
    required = "wrong"
