"""What tests of the error report share."""

import uuid

from django.contrib.auth.models import Permission

from foundation.intake.domain.submitting import Receipt, submit
from foundation.models import ErrorReport, User
from foundation.reports.kind import ERROR_REPORT
from tests.factories.foundation import UserFactory

GOOD = {"page": "/a/2020/12/", "place": "第二段", "wrong": "“启示”应为“启事”。"}


def report_error(**changes: str) -> Receipt:
    """Take in one error report."""
    return submit(kind=ERROR_REPORT, key=uuid.uuid4(), cleaned={**GOOD, **changes})


def desk_user() -> User:
    """Return somebody who may log in to the admin and handle reports and mail."""
    user: User = UserFactory.create()
    names = ["access_admin", "change_errorreport", "change_outboxmail"]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return user


def made_report(**changes: str) -> ErrorReport:
    """Take in one error report and return its row."""
    return ErrorReport.objects.select_related("submission").get(submission=report_error(**changes).submission)
