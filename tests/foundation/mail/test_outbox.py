"""The outbox: a mail is a row first; it waits while the server is down, and nobody's text becomes a header."""

from datetime import timedelta
from io import StringIO
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from hypothesis import given
from hypothesis import strategies as st

from foundation.mail.domain import outbox
from foundation.mail.domain.outbox import RETRY_MINUTES, one_line, queue_mail, retry_mail, send_outbox
from foundation.models import OutboxMail
from tests.factories.foundation import UserFactory


@given(st.text(max_size=300))
def test_a_header_is_one_line(text: str) -> None:
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert len(line) <= 120


def put(**changes: str) -> OutboxMail:
    fields: dict[str, Any] = {"recipient": "reader@example.cn", "subject": "主题", "body": "正文", **changes}
    return queue_mail(purpose="test", **fields)


@pytest.mark.django_db
def test_user_text_makes_no_header() -> None:
    put(subject="答复\r\nBcc: all@example.cn", body="第一行\nBcc: all@example.cn\0")
    send_outbox()
    message = mail.outbox[0]
    assert message.subject == "答复 Bcc: all@example.cn"
    assert message.recipients() == ["reader@example.cn"]
    assert message.body == "第一行\nBcc: all@example.cn"
    assert message.content_subtype == "plain"


@pytest.mark.django_db
def test_a_rolled_back_transaction_sends_nothing() -> None:
    with transaction.atomic():
        put()
        transaction.set_rollback(True)
    assert OutboxMail.objects.count() == 0


@pytest.mark.django_db
def test_while_the_server_is_down_the_mail_waits_longer_and_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    def down(_self: EmailBackend, _messages: object) -> int:
        message = "reader@example.cn refused"
        raise SMTPServerDisconnected(message)

    put()
    monkeypatch.setattr(EmailBackend, "send_messages", down)
    now = timezone.now()
    waits = []
    for _ in range(len(RETRY_MINUTES) + 1):
        assert send_outbox(now=now).failed == 1
        row = OutboxMail.objects.get()
        waits.append(round((row.next_attempt_at - now).total_seconds() / 60))
        now = row.next_attempt_at
    assert waits == [*RETRY_MINUTES, RETRY_MINUTES[-1]]
    assert (row.state, row.error, row.attempts) == ("failed", "SMTPServerDisconnected", 6)
    assert send_outbox(now=now + timedelta(days=9)).failed == 0
    monkeypatch.undo()
    retry_mail(mail=row, actor=UserFactory.create())
    assert send_outbox().sent == 1
    row.refresh_from_db()
    assert (row.state, row.error, row.sent_at is not None) == ("sent", "", True)


@pytest.mark.django_db
def test_a_bad_address_waits_for_a_person() -> None:
    put(recipient="无效@@例子")
    assert send_outbox().failed in {0, 1}
    assert OutboxMail.objects.get().attempts == 1


@pytest.mark.django_db
def test_a_mail_that_another_worker_has_claimed_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    put()
    monkeypatch.setattr(outbox, "_claim", lambda _key, _at: False)
    assert (send_outbox().sent, mail.outbox) == (0, [])


@pytest.mark.django_db
def test_a_mail_is_claimed_once() -> None:
    row = put()
    now = timezone.now()
    assert (outbox._claim(row.pk, now), outbox._claim(row.pk, now)) == (True, False)  # noqa: SLF001 - the guard itself


@pytest.mark.django_db
def test_the_command_says_what_it_did() -> None:
    put()
    out = StringIO()
    call_command("send_outbox", stdout=out)
    assert out.getvalue() == "1 sent, 0 not sent\n"


@pytest.mark.django_db(transaction=True)
def test_mails_of_one_moment_are_one_task(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The task begins after the mails it is for; what is written later, or after a clock was set back, has another."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    monkeypatch.setattr(outbox, "_calling", outbox._Calling())  # noqa: SLF001 - as in a process that has just begun
    for _ in range(3):
        outbox.queue_mail(purpose="test", recipient="a@example.cn", subject="甲", body="乙")
    first = DBTaskResult.objects.get()
    written = OutboxMail.objects.order_by("-pk")[0].created_at

    assert first.run_after > written
    assert not outbox._calling.is_due(written)  # noqa: SLF001 - the same
    assert outbox._calling.is_due(written + outbox.GATHERING * 2)  # noqa: SLF001 - the same
    assert outbox._calling.is_due(written - timedelta(days=1))  # noqa: SLF001 - the same
