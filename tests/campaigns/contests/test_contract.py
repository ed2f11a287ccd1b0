"""The entry keeps the contract of the intake machine."""

import pytest

from tests.factories.contests import make_contest
from tests.foundation.intake.contract import IntakeContract

FAR = 9001
"""A key that no submission of a test has: the contract asks the audit log by key."""


class TestEntryContract(IntakeContract):
    kind_slug = "entry"
    good = {
        "contest": "shili",
        "title": "巷口的灯",
        "text": "巷口新装了一盏灯，龘字也照得清。",
        "agree_original": "on",
        "agree_licence": "on",
        "ai_used": "no",
    }
    required = "text"

    @pytest.fixture(autouse=True)
    def _contest(self, request: pytest.FixtureRequest) -> None:
        if request.node.get_closest_marker("django_db"):
            request.getfixturevalue("transactional_db" if _commits(request) else "db")
            make_contest(pk=FAR)


def _commits(request: pytest.FixtureRequest) -> bool:
    marker = request.node.get_closest_marker("django_db")
    return bool(marker is not None and marker.kwargs.get("transaction"))
