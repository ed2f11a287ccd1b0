"""Verbs of received mails: keep first, take apart after, decide by a person, forget in time."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from campaigns.contests.enums import InboundState, MailProblem
from campaigns.contests.models import Entry, InboundMail
from campaigns.contests.rules.inbound import INBOUND
from campaigns.contests.rules.mail_heads import MOST_HEAD, left_behind
from campaigns.contests.rules.signs import MANUSCRIPTS, PHOTOS
from foundation.domain.audit import record
from foundation.intake.states import ForbiddenMoveError, move
from foundation.limited import LimitedError, run_limited
from foundation.mail.domain.outbox import queue_mail
from foundation.mail.enums import MailState
from foundation.models import User
from foundation.secrets.domain.erasure import erase_sealed

MAILBOX_OF_FILES: Final = "files"
"""Stands for a mailbox with mails that were brought in as files."""
MEMORY: Final = 1024 * 1024 * 1024
"""Bytes of address space for taking a mail of the largest size apart."""


class NotAnswerableError(Exception):
    """Nobody waits for an answer: a machine wrote the mail, it has no sender, or it was asked before."""


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """Where a mail was found. ``uid`` and ``uid_validity`` are the IMAP server's; files have none."""

    mailbox: str
    at: datetime | None = None
    uid_validity: int | None = None
    uid: int | None = None


def digest(data: bytes) -> str:
    """Return the SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


@transaction.atomic
def keep_mail(*, raw: bytes, arrival: Arrival) -> tuple[InboundMail, bool]:
    """Store a mail as it arrived, sealed; returns its row and whether it is new.

    The same bytes from the same mailbox are one row, however often they are fetched.
    """
    row, is_new = InboundMail.objects.get_or_create(
        mailbox=arrival.mailbox,
        raw_sha256=digest(raw),
        defaults={
            "raw": raw,
            "arrived_at": arrival.at or timezone.now(),
            "uid_validity": arrival.uid_validity,
            "uid": arrival.uid,
        },
    )
    if is_new:
        record(verb="keep_inbound_mail", subject=row, actor=None)
    elif arrival.uid is not None:
        InboundMail.objects.filter(pk=row.pk).update(uid_validity=arrival.uid_validity, uid=arrival.uid)
    return row, is_new


def read_mail(*, mail: InboundMail, label: str = "") -> InboundMail:
    """Take a kept mail apart and put it before the right eyes; ``label`` is what the notice asks for.

    A mail that cannot be taken apart goes to a person, whole, with what its head says; so does the head of one that was
    too large to fetch. When another run read it meanwhile, that stands.
    """
    try:
        return _read(mail, label)
    except ForbiddenMoveError:
        mail.refresh_from_db()
        return mail


def _read(mail: InboundMail, label: str) -> InboundMail:
    raw = mail.raw.reveal()
    size = left_behind(raw)
    try:
        if size is not None:
            return _sort(mail, _head(raw, size, MailProblem.TOO_LARGE))
        parsed = run_limited(
            "campaigns.contests.rules.messages:parse", raw, options={"label": label}, wall_seconds=40, memory=MEMORY
        )
    except LimitedError:
        return _read_head(mail, raw)
    return _sort(mail, parsed)


def _read_head(mail: InboundMail, raw: bytes) -> InboundMail:
    """Put a mail that cannot be taken apart before a person, with what its head says where that can be read."""
    try:
        parsed = _head(raw[:MOST_HEAD], len(raw), MailProblem.UNREADABLE)
    except LimitedError:
        return _put_before_a_person(mail, InboundState.NEW, [MailProblem.UNREADABLE], "read_inbound_mail")
    return _sort(mail, parsed)


def _head(raw: bytes, size: int, problem: MailProblem) -> dict[str, Any]:
    options = {"size": size, "problem": problem.value}
    parsed: dict[str, Any] = run_limited("campaigns.contests.rules.mail_heads:parse_head", raw, options=options)
    return parsed


def _refuse_unless(mail: InboundMail, state: InboundState, to: InboundState) -> None:
    """Raise ``ForbiddenMoveError`` when another run or person has moved the mail on; locks its row."""
    found = InboundMail.objects.select_for_update().values_list("state", flat=True).get(pk=mail.pk)
    if found != state:
        raise ForbiddenMoveError(found, to)


@transaction.atomic
def _put_before_a_person(
    mail: InboundMail, state: InboundState, problems: Sequence[MailProblem], verb: str
) -> InboundMail:
    _refuse_unless(mail, state, InboundState.NEEDS_HUMAN)
    values = [problem.value for problem in problems]
    return move(row=mail, table=INBOUND, to=InboundState.NEEDS_HUMAN, verb=verb, actor=None, problems=values)


@transaction.atomic
def _sort(mail: InboundMail, parsed: dict[str, Any]) -> InboundMail:
    identifier = parsed["message_id"]
    message_sha256 = digest(identifier.encode()) if identifier else ""
    first = _first(mail, message_sha256)
    problems = list(parsed["problems"])
    is_same = first is not None and first.content_sha256 == parsed["content_sha256"]
    if first is not None:
        problems.append(MailProblem.REPEATED.value if is_same else MailProblem.SAME_ID.value)
    _refuse_unless(mail, InboundState.NEW, InboundState.PARSED)
    state = _state(problems, is_same=is_same, has_works=_has_works(parsed))
    return move(
        row=mail,
        table=INBOUND,
        to=state,
        verb="read_inbound_mail",
        actor=None,
        message_sha256=message_sha256,
        content_sha256=parsed["content_sha256"],
        sender=parsed["sender"],
        sender_index=None,
        subject=parsed["subject"],
        contents=json.dumps(parsed, ensure_ascii=False),
        sent_at=_time(parsed["sent_at"]),
        relayed_at=_time(parsed["relayed_at"]),
        files=len(parsed["attachments"]),
        is_automated=parsed["automated"],
        problems=problems,
        repeats=first,
        decided_at=timezone.now() if state == InboundState.IGNORED else None,
    )


def _first(mail: InboundMail, message_sha256: str) -> InboundMail | None:
    """Return the mail of the same identifier that was read first, in whichever mailbox."""
    if not message_sha256:
        return None
    others = InboundMail.objects.defer("raw").filter(message_sha256=message_sha256, repeats__isnull=True)
    return others.exclude(pk=mail.pk).order_by("pk").first()


def _state(problems: list[str], *, is_same: bool, has_works: bool) -> InboundState:
    if is_same:
        return InboundState.IGNORED
    if MailProblem.AUTOMATED in problems and not has_works:
        return InboundState.IGNORED
    return InboundState.NEEDS_HUMAN if problems else InboundState.PARSED


def _has_works(parsed: dict[str, Any]) -> bool:
    endings = {each["name"].rpartition(".")[2].lower() for each in parsed["attachments"] if not each["inline"]}
    return bool(endings & (MANUSCRIPTS | PHOTOS))


def _time(text: str | None) -> datetime | None:
    return parse_datetime(text) if text else None


def arrived_at(mail: InboundMail) -> datetime:
    """Return when a mail reached us: of one brought in as a file, when the last server took it."""
    if mail.mailbox == MAILBOX_OF_FILES and mail.relayed_at is not None:
        return min(mail.relayed_at, mail.arrived_at)
    return mail.arrived_at


def pass_on(*, mail: InboundMail, problems: Sequence[MailProblem]) -> InboundMail:
    """Put a complete mail that does not fit the rule before a person, with the reasons.

    Raises ``ForbiddenMoveError`` when somebody has decided about it meanwhile.
    """
    return _put_before_a_person(mail, InboundState.PARSED, problems, "pass_on_inbound_mail")


def ignore_mail(*, mail: InboundMail, note: str, actor: User) -> InboundMail:
    """Put a mail aside and say why; it stays, and can be taken up again."""
    at = timezone.now()
    return move(
        row=mail,
        table=INBOUND,
        to=InboundState.IGNORED,
        verb="ignore_inbound_mail",
        actor=actor,
        note=note,
        decided_at=at,
        decided_by=actor,
    )


def reopen_mail(*, mail: InboundMail, actor: User) -> InboundMail:
    """Bring a decided mail back before a person."""
    return move(
        row=mail,
        table=INBOUND,
        to=InboundState.NEEDS_HUMAN,
        verb="reopen_inbound_mail",
        actor=actor,
        decided_at=None,
        decided_by=None,
    )


@transaction.atomic
def ask_back(*, mail: InboundMail, text: str, actor: User) -> InboundMail:
    """Ask the sender, once; the mail stays where it is until the answer comes.

    Raises ``NotAnswerableError``: machines are never answered, lest two of them talk without end.
    """
    row = InboundMail.objects.select_for_update().get(pk=mail.pk)
    recipient = row.sender.reveal()
    if row.is_automated or not recipient or row.question_id is not None or row.erased_at is not None:
        raise NotAnswerableError
    subject = f"Re: {row.subject.reveal()}"
    row.question = queue_mail(purpose="ask_contest_mail", recipient=recipient, subject=subject, body=text)
    row.save(update_fields=["question"])
    record(verb="ask_back_inbound_mail", subject=row, actor=actor)
    return row


@transaction.atomic
def erase_mail(*, mail: InboundMail, actor: User | None) -> InboundMail:
    """Overwrite what a mail tells of a person, with the question sent back. Erasing again changes nothing."""
    row = InboundMail.objects.select_for_update().get(pk=mail.pk)
    if row.erased_at is not None:
        return row
    touched = erase_sealed(row)
    row.erased_at = timezone.now()
    if row.question is not None:
        question = row.question
        names = erase_sealed(question)
        question.state = MailState.SENT if question.state == MailState.SENT else MailState.DROPPED
        question.save(update_fields=[*names, "state"])
    row.save(update_fields=[*touched, "erased_at"])
    record(verb="erase_inbound_mail", subject=row, actor=actor)
    return row


def erase_mails_before(*, days: int, now: datetime | None = None, dry_run: bool = False) -> int:
    """Erase mails that arrived more than so many days ago; returns how many, or with ``dry_run`` how many would be.

    A mail of which an entry was made stays as long as the entry does, and goes with it (``erase_entry``).
    """
    held = Entry.objects.filter(submission__erased_at__isnull=True).values("pk")
    due = (
        InboundMail.objects.filter(
            erased_at__isnull=True, arrived_at__lt=(now or timezone.now()) - timedelta(days=days)
        )
        .exclude(entries__in=held)
        .defer("raw", "contents")
    )
    if dry_run:
        return due.count()
    return len([erase_mail(mail=mail, actor=None) for mail in due])
