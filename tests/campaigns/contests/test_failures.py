"""Parts that fail while somebody hands in: database, disk, mail, worker, clock. Nothing acknowledged is lost."""

import datetime as dt
import re
import uuid
from collections.abc import Callable
from typing import Any, NoReturn

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.mail.backends.base import BaseEmailBackend
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from campaigns.contests.domain import readings
from campaigns.contests.enums import ContestKind, ReadingState
from campaigns.contests.models import Entry, EntryFile, FileReading
from foundation.mail.domain.outbox import send_outbox
from foundation.mail.enums import MailState
from foundation.models import Draft, IntakeFile, OutboxMail, RawPost, Submission, Throttle
from tests.campaigns.contests.photographs import picture
from tests.campaigns.contests.test_pages import FORM
from tests.factories.contests import make_contest
from tests.foundation.intake.contract import stamp, text

RTF = rb"{\rtf1\ansi\ansicpg936 \'cf\'ef\'bf\'da abc}"
DATABASE_TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
MOST_STATEMENTS = 60
REASONS = ("server closed the connection unexpectedly", "database or disk is full")


class NoMailServer(BaseEmailBackend):
    """A mail server that refuses the connection."""

    def send_messages(self, _messages: Any) -> NoReturn:
        """Fail as a closed port does."""
        raise ConnectionRefusedError


def post(client: Client, key: uuid.UUID | None = None, **more: Any) -> tuple[int, str]:
    form = {**FORM, "stamp": stamp("entry", key), "contact_email": "author@example.cn", **more}
    page = client.post(reverse("entry"), form)
    return page.status_code, text(page)


def gone_after(statements: int, reason: str) -> Callable[..., Any]:
    """Return a wrapper of statements that lets so many pass; then there is no database any more."""
    asked = iter(range(statements))

    def ask(execute: Callable[..., Any], *arguments: Any) -> Any:
        if next(asked, None) is None:
            raise OperationalError(reason)
        return execute(*arguments)

    return ask


@pytest.mark.django_db(transaction=True)
def test_at_whichever_statement_the_database_goes_the_text_comes_back(client: Client) -> None:
    """There is a receipt with its entry, or a page with the text and nothing half-written; sending again makes one."""
    make_contest()
    seen = []
    for statements in range(MOST_STATEMENTS):
        key, words = uuid.uuid4(), f"第{statements}次辛苦写的字𠮷。"
        with connection.execute_wrapper(gone_after(statements, REASONS[statements % 2])):
            status, page = post(client, key, text=words)
        taken = Submission.objects.filter(submission_key=key).count()
        assert Entry.objects.filter(submission__submission_key=key, head__text=words).count() == taken
        assert (status, words in page, "暂时" in page or "没有保存" in page) == (503, True, True) or status == 200
        again, receipt = post(client, key, text=words)
        assert (again, Submission.objects.filter(submission_key=key).count()) == (200, 1)
        assert Entry.objects.get(submission__submission_key=key).submission.number in receipt
        seen.append(status)
        if status == 200:
            break
        Throttle.objects.all().delete()
    serials = sorted(int(number[-5:]) for number in Submission.objects.values_list("number", flat=True))

    assert seen == [*[503] * (len(seen) - 1), 200]
    assert len(seen) > 10, "it was tried in the middle of both transactions"
    assert serials == list(range(1, len(seen) + 1)), "no number twice, none left out"


@pytest.mark.django_db(transaction=True)
def test_with_mail_down_the_receipt_is_shown_and_its_copy_follows(client: Client, settings: Any) -> None:
    make_contest()
    settings.EMAIL_BACKEND = f"{__name__}.NoMailServer"
    status, page = post(client)
    mail = OutboxMail.objects.get()

    assert (status, Entry.objects.get().submission.number in page) == (200, True)
    assert (mail.state, mail.error, mail.attempts) == (MailState.WAITING, "ConnectionRefusedError", 1)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    send_outbox(now=mail.next_attempt_at)
    mail.refresh_from_db()
    assert mail.state == MailState.SENT


@pytest.mark.django_db
def test_with_the_worker_down_an_old_file_is_read_after_a_while(client: Client, settings: Any) -> None:
    """First the worker has its time; then the page reads the file itself, and the entry is handed in."""
    make_contest()
    settings.TASKS = DATABASE_TASKS
    read = {**FORM, "text": "", "stamp": stamp("entry"), "action": "read", "files": SimpleUploadedFile("a.rtf", RTF)}
    waiting = client.post(reverse("entry"), read)["Location"]
    first = client.get(waiting)
    FileReading.objects.update(asked_at=timezone.now() - readings.WORKER_LATE * 2)
    done = client.get(waiting)
    page = text(client.get(done["Location"]))
    status, _page = post(client, draft=Draft.objects.get().token.reveal(), text="巷口 abc")

    assert (first.status_code, "正在读取您的文件" in text(first)) == (200, True)
    assert re.search(r"<textarea[^>]*>\s*巷口 ?abc</textarea>", page)
    assert (status, FileReading.objects.get().state) == (200, ReadingState.DONE)


@pytest.mark.django_db
def test_with_the_worker_down_and_hands_full_the_text_box_is_the_way_on(client: Client, settings: Any) -> None:
    make_contest()
    settings.TASKS = DATABASE_TASKS
    read = {**FORM, "text": "", "stamp": stamp("entry"), "action": "read", "files": SimpleUploadedFile("a.rtf", RTF)}
    waiting = client.post(reverse("entry"), read)["Location"]
    FileReading.objects.update(asked_at=timezone.now() - dt.timedelta(minutes=1))
    token = Draft.objects.get().token.reveal()
    address = reverse("entry-reading", args=[IntakeFile.objects.get().public_id])
    with readings._hands:  # noqa: SLF001 - another thread reads a file
        page = text(client.get(waiting))
        asked = client.get(address, headers={"X-Draft": token}).json()
    status, _page = post(client, draft=token)

    assert ("粘贴" in page, asked["state"]) == (True, "waiting")
    assert "粘贴" in asked["sentence"]
    assert (status, EntryFile.objects.count()) == (200, 1), "the file goes with the entry all the same"


@pytest.mark.django_db
def test_with_the_worker_down_pictures_and_mails_wait_and_the_entry_is_taken(client: Client, settings: Any) -> None:
    make_contest(kind=ContestKind.PHOTO)
    settings.TASKS = DATABASE_TASKS
    bring = {**FORM, "stamp": stamp("entry"), "action": "read"}
    page = text(client.post(reverse("entry"), {**bring, "files": SimpleUploadedFile("a.heic", picture("HEIC"))}))
    token = Draft.objects.get().token.reveal()
    name = str(IntakeFile.objects.get().public_id)
    status, receipt = post(client, draft=token, text="", picture=name, caption="清早")

    assert (name in page, status, "单幅（1）" in receipt) == (True, 200, True)
    assert FileReading.objects.get().state == ReadingState.WAITING
    assert OutboxMail.objects.get().state == MailState.WAITING


@pytest.mark.django_db
def test_a_clock_that_jumps_back_locks_nobody_out_and_loses_nothing(client: Client) -> None:
    """What was written three hours "later" than now: stamp, counters, draft and the submission before."""
    make_contest()
    later = timezone.now() + dt.timedelta(hours=3)
    post(client)
    Submission.objects.update(received_at=later)
    Throttle.objects.update(window_start=later, count=100_000)
    RawPost.objects.update(received_at=later)
    key = uuid.uuid4()
    client.post(reverse("entry-autosave"), {**FORM, "stamp": stamp("entry", key)})
    Draft.objects.update(saved_at=later)
    token = Draft.objects.get().token.reveal()
    shown = text(client.get(reverse("entry-draft", args=[token])))
    status, page = post(client, key, draft=token, stamp=stamp("entry", key, age=-3 * 3600))
    numbers = list(Submission.objects.order_by("pk").values_list("number", flat=True))

    assert (FORM["text"] in shown, status) == (True, 200)
    assert (len(numbers), numbers[1] in page, int(numbers[1][-5:])) == (2, True, 2)
