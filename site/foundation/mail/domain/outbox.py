"""Writing mails into the outbox and sending what waits there."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import Final

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from foundation.domain.audit import record
from foundation.intake.models import Submission
from foundation.mail.enums import MailState
from foundation.mail.models import OutboxMail
from foundation.models import User
from foundation.secrets.domain.erasure import erase_sealed

HEADER_BREAKS: Final = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
SUBJECT_CHARACTERS: Final = 120
BODY_CHARACTERS: Final = 20_000
GATHERING: Final = timedelta(seconds=2)
"""Mails written within this time go together: at a deadline one task for each would cost as much as the entries."""
RETRY_MINUTES: Final = (1, 5, 30, 120, 720)
"""Waiting time after each failed attempt; after the last the mail counts as failed and waits for a person."""


def one_line(text: str, limit: int = SUBJECT_CHARACTERS) -> str:
    """Return text that is safe in a mail header: no line ends or controls, at most ``limit`` characters."""
    return HEADER_BREAKS.sub(" ", text).strip()[:limit]


def queue_mail(
    *, purpose: str, recipient: str, subject: str, body: str, submission: Submission | None = None
) -> OutboxMail:
    """Write a mail into the outbox, in the caller's transaction; a worker sends it after the commit.

    Everything is plain text. Nothing is sent when the transaction is rolled back.
    """
    mail = OutboxMail.objects.create(
        purpose=purpose,
        recipient=one_line(recipient, 254),
        subject=one_line(subject),
        body=body.replace("\0", "")[:BODY_CHARACTERS],
        submission=submission,
    )
    transaction.on_commit(_call_sender, robust=True)
    return mail


def _call_sender() -> None:
    """Have what waits sent; the calls of one process within ``GATHERING`` are one task.

    A task that is still to begin will find the mail that has just been committed, so no second one is needed. Should
    it be lost, ``send_outbox`` finds the mail by the clock.
    """
    from foundation.mail.tasks import send_waiting  # noqa: PLC0415 - the task calls this module

    if not send_waiting.get_backend().supports_defer:
        send_waiting.enqueue()
        return
    now = timezone.now()
    if not _calling.is_due(now):
        return
    send_waiting.using(run_after=now + GATHERING).enqueue()
    _calling.until = now + GATHERING


@dataclass
class _Calling:
    """When the task begins that this process has asked for; None where it asked for none."""

    until: datetime | None = None

    def is_due(self, now: datetime) -> bool:
        """Tell whether no task waits to begin; a clock that was set back counts as one that does not wait."""
        return self.until is None or not now < self.until <= now + GATHERING


_calling = _Calling()


@dataclass
class Sending:
    """What one run did."""

    sent: int = 0
    failed: int = 0


def send_outbox(*, now: datetime | None = None, limit: int = 200) -> Sending:
    """Try every mail whose time has come, each in a transaction of its own; a mail that fails stays."""
    at = now or timezone.now()
    sending = Sending()
    waiting = OutboxMail.objects.filter(state=MailState.WAITING, next_attempt_at__lte=at)
    for key in list(waiting.order_by("next_attempt_at", "pk").values_list("pk", flat=True)[:limit]):
        result = _send_one(key, at)
        sending.sent += result is MailState.SENT
        sending.failed += result is MailState.WAITING or result is MailState.FAILED
    return sending


def _send_one(key: int, at: datetime) -> MailState | None:
    """Claim and send one mail; returns its state, or None when another worker has it."""
    if not _claim(key, at):
        return None
    mail = OutboxMail.objects.get(pk=key)
    message = EmailMessage(mail.subject.reveal(), mail.body.reveal(), to=[mail.recipient.reveal()])
    try:
        message.send()
    except (OSError, SMTPException, ValueError) as error:
        # The class alone: the server's words may repeat the recipient's address.
        mail.error = type(error).__name__
        mail.state = MailState.FAILED if mail.attempts > len(RETRY_MINUTES) else MailState.WAITING
        mail.save(update_fields=["error", "state"])
        return MailState(mail.state)
    mail.state, mail.sent_at, mail.error = MailState.SENT, timezone.now(), ""
    mail.save(update_fields=["state", "sent_at", "error"])
    return MailState.SENT


@transaction.atomic
def _claim(key: int, at: datetime) -> bool:
    """Count the attempt and push the next one away before sending, so that two workers do not send one mail."""
    mail = OutboxMail.objects.select_for_update().get(pk=key)
    if mail.state != MailState.WAITING or mail.next_attempt_at > at:
        return False
    wait = RETRY_MINUTES[min(mail.attempts, len(RETRY_MINUTES) - 1)]
    mail.attempts += 1
    mail.next_attempt_at = at + timedelta(minutes=wait)
    mail.save(update_fields=["attempts", "next_attempt_at"])
    return True


@transaction.atomic
def retry_mail(*, mail: OutboxMail, actor: User) -> None:
    """Send a failed or waiting mail again now."""
    row = OutboxMail.objects.select_for_update().get(pk=mail.pk)
    if row.state not in {MailState.FAILED, MailState.WAITING}:
        return
    row.state, row.attempts, row.next_attempt_at = MailState.WAITING, 0, timezone.now()
    row.save(update_fields=["state", "attempts", "next_attempt_at"])
    record(verb="retry_mail", subject=row, actor=actor)
    from foundation.mail.tasks import send_waiting  # noqa: PLC0415 - the task calls this module

    transaction.on_commit(send_waiting.enqueue, robust=True)


@transaction.atomic
def drop_mail(*, mail: OutboxMail, actor: User) -> None:
    """Give up a mail that was not sent."""
    row = OutboxMail.objects.select_for_update().get(pk=mail.pk)
    if row.state not in {MailState.FAILED, MailState.WAITING}:
        return
    row.state = MailState.DROPPED
    row.save(update_fields=["state"])
    record(verb="drop_mail", subject=row, actor=actor)


def erase_mails(*, submission: Submission) -> None:
    """Overwrite address and text of every mail about a submission; unsent ones are dropped."""
    erase_letters(mails=submission.mails.all())


def loose_mails(*, before: datetime) -> QuerySet[OutboxMail]:
    """Return mails older than that which belong to no submission and still tell of somebody."""
    return OutboxMail.objects.filter(submission__isnull=True, created_at__lt=before).exclude(recipient="")


@transaction.atomic
def erase_letters(*, mails: QuerySet[OutboxMail]) -> None:
    """Overwrite address and text of mails; unsent ones are dropped."""
    for mail in mails.select_for_update():
        touched = erase_sealed(mail)
        if mail.state != MailState.SENT:
            mail.state = MailState.DROPPED
        mail.save(update_fields=[*touched, "state"])
