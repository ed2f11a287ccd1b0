"""Nominations and objections keep the contract of the intake machine."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from foundation.models import Draft, Submission
from tests.exemplars.nominating import DEEDS, under_notice
from tests.factories.exemplars import ProgrammeCategoryFactory, RoundFactory
from tests.foundation.intake.contract import IntakeContract, text


class KeepsFiles(IntakeContract):
    """A form that comes back keeps the files that were chosen."""

    @pytest.mark.django_db
    def test_a_refused_form_keeps_its_files(self, client: Client) -> None:
        key = uuid.uuid4()
        proof = SimpleUploadedFile("证明.pdf", b"%PDF-1.4 sample")
        refused = client.post(self.url, {**self.data(key), self.required: "", "files": proof})
        assert (refused.status_code, "<span>证明.pdf</span>" in text(refused)) == (422, True)
        self.send(client, key, draft=Draft.objects.get().token.reveal())
        assert [file.name.reveal() for file in Submission.objects.get(submission_key=key).files.all()] == ["证明.pdf"]


class TestNominationContract(KeepsFiles):
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


class TestObjectionContract(KeepsFiles):
    kind_slug = "objection"
    good = {"about": "", "statement": "所述时间有误，当天他不在本市。"}
    required = "statement"

    @pytest.fixture(autouse=True)
    def _notice(self, db: None) -> None:  # noqa: ARG002 - the fixture opens the database
        type(self).good = {**self.good, "about": str(under_notice(name="公示样例").pk)}
