"""Nominations and objections keep the contract of the intake machine."""

import pytest

from tests.exemplars.nominating import DEEDS, under_notice
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


class TestObjectionContract(IntakeContract):
    kind_slug = "objection"
    good = {"about": "", "statement": "所述时间有误，当天他不在本市。"}
    required = "statement"

    @pytest.fixture(autouse=True)
    def _notice(self, db: None) -> None:  # noqa: ARG002 - the fixture opens the database
        type(self).good = {**self.good, "about": str(under_notice(name="公示样例").pk)}
