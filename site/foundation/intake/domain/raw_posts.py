"""Keeping requests as they arrived, before anything judges them."""

from collections.abc import Iterable
from typing import Final

from django.db import transaction
from django.utils import timezone

from foundation.intake.enums import Outcome
from foundation.intake.kinds import IntakeKind
from foundation.intake.models import RawPost, Submission

KEY_LENGTH: Final = 36


def store_raw(*, kind: IntakeKind, body: bytes, content_type: str, key: str = "") -> RawPost:
    """Store a request, sealed, and commit it; what comes after may fail without losing it."""
    with transaction.atomic():
        return RawPost.objects.create(
            kind=kind.slug,
            body=body,
            content_type=content_type[:120],
            submission_key=key[:KEY_LENGTH],
            received_at=timezone.now(),
        )


def judge_raw(
    *, raw: RawPost, outcome: Outcome, reasons: Iterable[str] = (), submission: Submission | None = None
) -> None:
    """Write what became of a stored request. ``reasons`` are codes, never text."""
    raw.outcome, raw.reasons, raw.submission = outcome, sorted(set(reasons)), submission
    raw.save(update_fields=["outcome", "reasons", "submission"])
