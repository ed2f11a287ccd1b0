"""Keeping requests as they arrived, before anything judges them."""

from collections.abc import Iterable, Sequence
from typing import Final

from django.db import transaction
from django.utils import timezone

from foundation.intake.domain.throttling import Tally, passed
from foundation.intake.domain.turns import in_turn
from foundation.intake.enums import Outcome
from foundation.intake.kinds import IntakeKind
from foundation.intake.models import RawPost, Submission

KEY_LENGTH: Final = 36


def store_raw(*, kind: IntakeKind, body: bytes, content_type: str, key: str = "") -> RawPost:
    """Store a request, sealed, and commit it; what comes after may fail without losing it."""
    with transaction.atomic(savepoint=False):
        return RawPost.objects.create(
            kind=kind.slug,
            body=body,
            content_type=content_type[:120],
            submission_key=key[:KEY_LENGTH],
            received_at=timezone.now(),
        )


def store_counted(
    *, kind: IntakeKind, body: bytes, content_type: str, key: str, tallies: Sequence[Tally]
) -> tuple[frozenset[str], RawPost | None]:
    """Count a request and store it, in one commit; return the scopes of which there are too many, and what is stored.

    A tally that closes and is passed lets nothing be stored: otherwise a flood would fill the disk.
    """
    with in_turn(), transaction.atomic():
        over = passed(tallies)
        if any(tally.closes and tally.scope in over for tally in tallies):
            return over, None
        return over, store_raw(kind=kind, body=body, content_type=content_type, key=key)


def judge_raw(
    *, raw: RawPost, outcome: Outcome, reasons: Iterable[str] = (), submission: Submission | None = None
) -> None:
    """Write what became of a stored request. ``reasons`` are codes, never text."""
    raw.outcome, raw.reasons, raw.submission = outcome, sorted(set(reasons)), submission
    raw.save(update_fields=["outcome", "reasons", "submission"])
