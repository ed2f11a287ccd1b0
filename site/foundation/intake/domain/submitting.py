"""Taking in: one transaction makes number, receipt and the kind's own row, or nothing at all."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from foundation.domain.audit import record
from foundation.intake.codes import OFFICE_ZONE, counter_name, new_query_code, new_token, shown_code, shown_number
from foundation.intake.domain.raw_posts import judge_raw
from foundation.intake.domain.turns import in_turn
from foundation.intake.enums import Channel, FileState, Outcome
from foundation.intake.kinds import IntakeKind
from foundation.intake.models import Draft, IntakeCounter, IntakeFile, RawPost, Submission
from foundation.models import User


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

    The same key again returns the same receipt and changes nothing. Raises ``KeyTakenError``; whatever ``kind.store``
    raises leaves no trace, and no gap in the numbers; it finds the files under ``"files"``. Refuses to run inside
    another transaction, because a receipt must not be shown for what might yet be rolled back.
    """
    with in_turn(), transaction.atomic(durable=True):
        receipt = _take_in(kind, key, {**cleaned, "files": _in_order(files, draft)}, channel, actor)
        if receipt.is_new:
            IntakeFile.objects.filter(pk__in=[file.pk for file in files]).update(submission=receipt.submission)
            if draft is not None:
                Draft.objects.filter(pk=draft.pk, submission__isnull=True).update(submission=receipt.submission)
                draft.files.update(submission=receipt.submission)
        if raw is not None:
            outcome = Outcome.ACCEPTED if receipt.is_new else Outcome.REPEATED
            judge_raw(raw=raw, outcome=outcome, submission=receipt.submission)
    return receipt


def _in_order(files: Sequence[IntakeFile], draft: Draft | None) -> list[IntakeFile]:
    """Return the draft's files and then those that came with the form."""
    kept = draft.files.filter(state=FileState.COMPLETE) if draft is not None else ()
    return [*kept, *files]


def _take_in(
    kind: IntakeKind, key: uuid.UUID, cleaned: Mapping[str, Any], channel: Channel, actor: User | None
) -> Receipt:
    now = timezone.now()
    name = counter_name(kind.prefix, now)
    # The lock comes before the question whether the key is known: the second of two equal requests waits here and
    # then finds what the first has made.
    counter = _locked_counter(name)
    known = Submission.objects.filter(submission_key=key).first()
    if known is not None:
        if known.kind != kind.slug:
            raise KeyTakenError
        return Receipt(known, is_new=False)
    counter.value += 1
    counter.save(update_fields=["value"])
    submission = Submission.objects.create(
        kind=kind.slug,
        number=shown_number(name, counter.value),
        submission_key=key,
        channel=channel,
        received_at=now,
        query_code=new_query_code(),
        link_token=new_token(),
        contact_name=cleaned.get("contact_name") or "",
        contact_phone=cleaned.get("contact_phone") or "",
        contact_email=cleaned.get("contact_email") or "",
        erase_on=now.astimezone(OFFICE_ZONE).date() + timedelta(days=kind.retention_days),
    )
    kind.store(submission, cleaned)
    record(verb=f"submit_{kind.slug.replace('-', '_')}", subject=submission, actor=actor, channel=str(channel))
    return Receipt(submission, is_new=True)


def _locked_counter(name: str) -> IntakeCounter:
    """Return the locked counter; the first submission of a year makes it."""
    locked = IntakeCounter.objects.select_for_update()
    counter = locked.filter(name=name).first()
    if counter is None:
        IntakeCounter.objects.get_or_create(name=name)
        counter = locked.get(name=name)
    return counter


def known_receipt(*, kind: IntakeKind, key: uuid.UUID) -> Receipt | None:
    """Return the receipt of a key that was already taken in, or None."""
    row = Submission.objects.filter(submission_key=key, kind=kind.slug, erased_at__isnull=True).first()
    return Receipt(row, is_new=False) if row is not None else None
