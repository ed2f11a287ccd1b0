"""Old manuscripts through LibreOffice: the worker, the page that waits, and what is said when it cannot be."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from campaigns.contests.domain.manuscripts import read_manuscript
from campaigns.contests.enums import ReadingState
from campaigns.contests.models import FileReading
from campaigns.contests.receivers import leave_to_the_worker
from campaigns.contests.signals import reading_asked
from campaigns.contests.tasks import read_handed_in
from campaigns.contests.workshop import conversion
from foundation.models import Draft, IntakeFile
from tests.campaigns.contests.manuscripts import docx, paragraph
from tests.campaigns.contests.test_pages import FORM
from tests.factories.contests import make_contest
from tests.foundation.intake.contract import stamp, text

RTF = rb"{\rtf1\ansi\ansicpg936\uc1 \u24055?\u21475?\u26032?\u28783?{\deleted \u21024?}\par abc}"
CHANGED = (
    "<w:p><w:ins w:id='1' w:author='x' w:date='2026-05-28T10:00:00Z'><w:r><w:t>插入</w:t></w:r></w:ins>"
    "<w:del w:id='2' w:author='x' w:date='2026-05-28T10:00:00Z'><w:r><w:delText>删掉</w:delText></w:r></w:del></w:p>"
)


@pytest.fixture(scope="module")
def word97(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a .doc with a table, saved by LibreOffice itself."""
    from docx import Document  # noqa: PLC0415 - only this fixture writes a whole document

    folder = tmp_path_factory.mktemp("word")
    document = Document()
    document.add_paragraph("巷口新装了一盏灯𠮷。")
    document.add_table(1, 2).rows[0].cells[0].text = "甲"
    document.save(str(folder / "a.docx"))
    office = shutil.which("soffice")
    assert office is not None
    command = [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "doc"]
    subprocess.run([*command, "--outdir", str(folder), str(folder / "a.docx")], check=True, capture_output=True)  # noqa: S603 - the system's own program
    return Path(folder / "a.doc").read_bytes()


def test_a_doc_is_read_whole(word97: bytes) -> None:
    assert word97.startswith(b"\xd0\xcf\x11\xe0")
    assert read_manuscript(data=word97, convert=True).split("\n")[0] == "巷口新装了一盏灯𠮷。"


def test_rtf_without_what_was_deleted() -> None:
    assert read_manuscript(data=RTF, convert=True) == "巷口新灯\nabc"


@pytest.mark.parametrize("data", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, b"{\\rtf1 \\bin99999999"])
def test_what_makes_no_sense_ends_in_a_sentence(data: bytes) -> None:
    with pytest.raises(ValidationError) as refused:
        read_manuscript(data=data, convert=True)

    assert refused.value.messages[0].endswith("。")


def test_without_libreoffice_the_contributor_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    with pytest.raises(ValueError, match="no-office"):
        conversion.to_docx(RTF)


def test_an_office_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(*_args: object, **_kwargs: object) -> None:
        raise subprocess.TimeoutExpired(cmd=[], timeout=1)

    monkeypatch.setattr(subprocess, "run", hang)
    with pytest.raises(MemoryError):
        conversion.to_docx(RTF)


@pytest.mark.django_db
def test_the_page_waits_and_then_shows_the_text(client: Client) -> None:
    make_contest()
    reading_asked.disconnect(dispatch_uid="contests_read_handed_in", sender=FileReading)
    try:
        data = {**FORM, "text": "", "stamp": stamp("entry"), "action": "read"}
        sent = client.post(reverse("entry"), {**data, "files": SimpleUploadedFile("a.rtf", RTF)})
        waiting = client.get(sent["Location"])
        file = IntakeFile.objects.get()
        asked = client.get(reverse("entry-reading", args=[file.public_id]), headers={"X-Draft": _token()}).json()
    finally:
        reading_asked.connect(leave_to_the_worker, sender=FileReading, dispatch_uid="contests_read_handed_in")
    read_handed_in.call(file.pk)
    done = client.get(sent["Location"])
    page = text(client.get(done["Location"]))

    assert (sent.status_code, waiting["Refresh"], asked["state"]) == (302, "3", "waiting")
    assert "正在读取您的文件" in text(waiting)
    assert re.search(r"<textarea[^>]*>\s*巷口新灯\nabc</textarea>", page)
    assert "样例作者" in page
    assert FileReading.objects.get().state == ReadingState.DONE


def _token() -> str:
    return str(Draft.objects.get().token.reveal())


@pytest.mark.django_db
def test_the_script_is_told_the_text_or_the_reason(client: Client) -> None:
    make_contest()
    data = {**FORM, "text": "", "stamp": stamp("entry"), "action": "read"}
    client.post(reverse("entry"), {**data, "files": SimpleUploadedFile("a.docx", docx(paragraph("灯𠮷") + CHANGED))})
    file = IntakeFile.objects.get()
    address = reverse("entry-reading", args=[file.public_id])

    assert client.get(address, headers={"X-Draft": _token()}).json() == {
        "state": "done",
        "text": "灯𠮷\n插入",
        "sentence": "",
        "preview": "",
    }
    assert client.get(address, headers={"X-Draft": "A" * 32}).status_code == 404
    assert client.get(address).status_code == 404
