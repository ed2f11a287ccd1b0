"""The form that opens again: nothing typed is lost, and new files come with it."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from exemplars.domain.nominations import ask_nominator
from exemplars.enums import NominationState
from exemplars.intake_kinds import EVIDENCE, NOMINATION
from exemplars.models import Nomination
from foundation.intake.domain.erasing import erase_due
from foundation.intake.domain.files import take_whole
from foundation.intake.enums import FileState
from foundation.models import Draft, IntakeFile
from tests.exemplars.nominating import DEEDS, GOOD, nominated, reviewer

pytestmark = pytest.mark.django_db
TYPED = DEEDS + "补充：二〇二一年春。"
PDF = b"%PDF-1.4 sample"


def again() -> tuple[Nomination, str]:
    """Return a nomination that was sent back, and where its form opens again."""
    made = ask_nominator(nomination=nominated(), question="哪一年？", link="", actor=reviewer())
    return made, reverse("nomination-answer", args=[made.submission.link_token.reveal()])


def proof(number: int = 0, content: bytes = PDF) -> SimpleUploadedFile:
    """Return a file to send."""
    return SimpleUploadedFile(f"证明{number}.pdf", content)


def kept(made: Nomination) -> list[str]:
    """Return the names of what stands with the nomination."""
    return [file.name.reveal() for file in made.submission.files.filter(state=FileState.COMPLETE)]


def test_new_files_come_with_the_answer_and_the_old_ones_stay(client: Client) -> None:
    made, address = again()
    take_whole(kind=NOMINATION, upload=proof())
    IntakeFile.objects.update(submission=made.submission)
    page = client.get(address).content.decode()
    assert ("证明0.pdf" in page, 'enctype="multipart/form-data"' in page) == (True, True)
    answer = client.post(address, {**GOOD, "deeds": TYPED, "files": [proof(1), proof(2)]})
    now = Nomination.objects.get()
    assert (answer.status_code, now.state, now.deeds) == (200, NominationState.NEW, TYPED)
    assert kept(made) == ["证明0.pdf", "证明1.pdf", "证明2.pdf"]


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ([proof(number) for number in range(EVIDENCE.max_count + 1)], "最多可附"),
        ([proof(content=b"MZ program")], "这里不收这类文件"),
    ],
)
def test_wrong_files_are_said_and_the_text_stays(client: Client, files: list[Any], sentence: str) -> None:
    made, address = again()
    answer = client.post(address, {**GOOD, "deeds": TYPED, "files": files})
    page = answer.content.decode()
    assert (answer.status_code, sentence in page, TYPED in page) == (422, True, True)
    assert (Nomination.objects.get().state, kept(made)) == (NominationState.NEEDS_INFO, [])


def test_an_answer_that_comes_back_keeps_its_files(client: Client) -> None:
    made, address = again()
    page = client.post(address, {**GOOD, "deeds": "短", "files": [proof(1), proof(2)]}).content.decode()
    draft = Draft.objects.get()
    sent = {**GOOD, "deeds": TYPED, "draft": draft.token.reveal()}
    assert [name in page for name in (sent["draft"], "证明1.pdf", "证明2.pdf")] == [True] * 3
    page = client.post(address, {**sent, "action": f"drop:{draft.files.earliest('pk').public_id}"}).content.decode()
    assert ["证明1.pdf" in page, "证明2.pdf" in page, TYPED in page] == [False, True, True]
    assert client.post(address, sent).status_code == 200
    erase_due(now=timezone.now() + timedelta(days=40))
    assert kept(made) == ["证明2.pdf"]


def test_an_old_page_loses_nothing_that_was_typed() -> None:
    _made, address = again()
    answer = Client(enforce_csrf_checks=True).post(address, {**GOOD, "deeds": TYPED})
    page = answer.content.decode()
    assert (answer.status_code, TYPED in page, "csrfmiddlewaretoken" in page) == (403, True, True)
    assert Nomination.objects.get().state == NominationState.NEEDS_INFO


def test_what_was_typed_too_late_is_given_back(client: Client) -> None:
    _made, address = again()
    Nomination.objects.update(state=NominationState.NEW, question="")
    answer = client.post(address, {**GOOD, "deeds": TYPED})
    assert (answer.status_code, TYPED in answer.content.decode()) == (404, True)
    assert Nomination.objects.get().deeds == DEEDS
    lost = client.post(reverse("nomination-answer", args=["A" * 32]), {"deeds": TYPED}, CONTENT_LENGTH="999999999")
    assert lost.status_code == 404


def test_a_request_that_is_too_large_shows_what_is_stored(client: Client) -> None:
    _made, address = again()
    answer = client.post(address, {**GOOD}, CONTENT_LENGTH="999999999")
    assert (answer.status_code, DEEDS in answer.content.decode()) == (413, True)


def test_pressing_too_often_rests_and_keeps_the_text(client: Client) -> None:
    _made, address = again()
    for _ in range(20):
        client.post(address, {**GOOD, "deeds": "短"})
    answer = client.post(address, {**GOOD, "deeds": TYPED})
    assert (answer.status_code, TYPED in answer.content.decode()) == (429, True)


def test_both_forms_tell_the_script_how_long_an_account_may_be(client: Client) -> None:
    made, address = again()
    pages = [client.get(reverse("nominate-form")).content.decode(), client.get(address).content.decode()]
    asked = [f"{{&quot;{made.round_id}&quot;: [10, 200]}}", "{&quot;&quot;: [10, 200]}"]
    assert [text in page for text, page in zip(asked, pages, strict=True)] == [True, True]
