"""Nominations keep the contract of the intake machine."""

import pytest

from tests.exemplars.nominating import DEEDS
from tests.factories.exemplars import ProgrammeCategoryFactory, RoundFactory
from tests.foundation.intake.contract import IntakeContract


class TestNominationContract(IntakeContract):
    kind_slug = "nomination"
    good = {
        "category": "70001-70002",
        "subject": "person",
        "name": "样例龘",
        "place": "澄川市河东区",
        "unit": "澄川公交公司",
        "age": "adult",
        "deeds": DEEDS,
        "consent": "given",
    }
    required = "name"

    @pytest.fixture(autouse=True)
    def _round(self, db: None) -> None:  # noqa: ARG002 - the fixture opens the database
        opened = RoundFactory.create(pk=70001)
        ProgrammeCategoryFactory.create(pk=70002, programme=opened.programme)
