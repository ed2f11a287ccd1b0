"""Taking in: one transaction makes number, receipt and the kind's own row, or nothing at all."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from foundation.domain.audit import record
from foundation.intake.codes import OFFICE_ZONE, counter_name, new_query_code, new_token, shown_code, shown_number
from foundation.intake.domain.raw_posts import judge_raw
from foundation.intake.domain.turns import in_turn
from foundation.intake.enums import Channel, FileState, Outcome
from foundation.intake.kinds import IntakeKind
from foundation.intake.models import Draft, IntakeFile, RawPost, Submission
from foundation.models import User

NUMBER_LENGTH: Final = 24
UNNUMBERED: Final = "~"
"""Begins what stands for the number within the transaction, before it is counted; nobody ever sees it."""
COUNTING: Final = (
    "INSERT INTO foundation_intakecounter (name, value) VALUES (%s, 1)"
    " ON CONFLICT (name) DO UPDATE SET value = foundation_intakecounter.value + 1 RETURNING value"
)


class KeyTakenError(Exception):
    """The submission key was used for something of another kind."""


@dataclass(frozen=True)
class Receipt:
    """What is shown after the commit: the only time that the query code and the private link are shown."""

    submission: Submission
    is_new: bool

    @property
    def number(self) -> str:
        """The receipt number."""
        return self.submission.number

    @property
    def query_code(self) -> str:
        """The query code in groups of four."""
        return shown_code(self.submission.query_code.reveal())

    @property
    def link_token(self) -> str:
        """The token of the private link."""
        return str(self.submission.link_token.reveal())


def submit(  # noqa: PLR0913 - everything a submission consists of
    *,
    kind: IntakeKind,
    key: uuid.UUID,
    cleaned: Mapping[str, Any],
    channel: Channel = Channel.WEB,
    raw: RawPost | None = None,
    draft: Draft | None = None,
    files: Sequence[IntakeFile] = (),
    actor: User | None = None,
) -> Receipt:
    """Take in one submission and return its receipt, after the commit.

    The same key again returns the same receipt and changes nothing; of two at once the second waits at the key, which
    is unique, until the first has committed. Raises ``KeyTakenError``; whatever ``kind.store`` raises leaves no trace,
    and no gap in the numbers; it finds the files under ``"files"``. Refuses to run inside another transaction, because
    a receipt must not be shown for what might yet be rolled back.
    """
    cleaned = {**cleaned, "files": _in_order(files, draft)}
    with in_turn():
        try:
            with transaction.atomic(durable=True):
                known = _repeated(kind, key, raw)
                return known or _take_in(kind, key, cleaned, _Arrival(channel, raw, draft, files, actor))
        except IntegrityError:
            with transaction.atomic(durable=True):
                known = _repeated(kind, key, raw)
            if known is None:
                raise
            return known


@dataclass(frozen=True)
class _Arrival:
    """What came with a submission and belongs to it afterwards."""

    channel: Channel
    raw: RawPost | None
    draft: Draft | None
    files: Sequence[IntakeFile]
    actor: User | None


def _in_order(files: Sequence[IntakeFile], draft: Draft | None) -> list[IntakeFile]:
    """Return the draft's files and then those that came with the form."""
    kept = draft.files.filter(state=FileState.COMPLETE) if draft is not None else ()
    return [*kept, *files]


def _repeated(kind: IntakeKind, key: uuid.UUID, raw: RawPost | None) -> Receipt | None:
    """Return the receipt of a key that is known, and note that its request came again; None for a new key."""
    known = Submission.objects.filter(submission_key=key).first()
    if known is None:
        return None
    if known.kind != kind.slug:
        raise KeyTakenError
    if raw is not None:
        judge_raw(raw=raw, outcome=Outcome.REPEATED, submission=known)
    return Receipt(known, is_new=False)


def _take_in(kind: IntakeKind, key: uuid.UUID, cleaned: Mapping[str, Any], arrival: _Arrival) -> Receipt:
    now = timezone.now()
    submission = Submission.objects.create(
        kind=kind.slug,
        number=f"{UNNUMBERED}{key.hex}"[:NUMBER_LENGTH],
        submission_key=key,
        channel=arrival.channel,
        received_at=now,
        query_code=new_query_code(),
        link_token=new_token(),
        contact_name=cleaned.get("contact_name") or "",
        contact_phone=cleaned.get("contact_phone") or "",
        contact_email=cleaned.get("contact_email") or "",
        erase_on=now.astimezone(OFFICE_ZONE).date() + timedelta(days=kind.retention_days),
    )
    kind.store(submission, cleaned)
    _keep_together(submission, arrival)
    verb = f"submit_{kind.slug.replace('-', '_')}"
    record(verb=verb, subject=submission, actor=arrival.actor, channel=str(arrival.channel))
    _give_number(submission, counter_name(kind.prefix, now))
    if kind.numbered is not None:
        kind.numbered(submission, cleaned)
    return Receipt(submission, is_new=True)


def _keep_together(submission: Submission, arrival: _Arrival) -> None:
    if arrival.files:
        IntakeFile.objects.filter(pk__in=[file.pk for file in arrival.files]).update(submission=submission)
    if arrival.draft is not None:
        Draft.objects.filter(pk=arrival.draft.pk, submission__isnull=True).update(submission=submission)
        arrival.draft.files.update(submission=submission)
    if arrival.raw is not None:
        judge_raw(raw=arrival.raw, outcome=Outcome.ACCEPTED, submission=submission)


def _give_number(submission: Submission, name: str) -> None:
    """Count one more and write the number: last of all, for who counts holds up everybody else until the commit."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTING, [name])
        (serial,) = cursor.fetchone()
    submission.number = shown_number(name, serial)
    submission.save(update_fields=["number", "erase_on"])


def known_receipt(*, kind: IntakeKind, key: uuid.UUID) -> Receipt | None:
    """Return the receipt of a key that was already taken in, or None."""
    row = Submission.objects.filter(submission_key=key, kind=kind.slug, erased_at__isnull=True).first()
    return Receipt(row, is_new=False) if row is not None else None
