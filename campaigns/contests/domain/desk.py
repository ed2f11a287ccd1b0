"""Manuscripts on paper: a clerk writes down what lies on the desk."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.contests.domain.entries import KIND_SLUG, submit_entry
from campaigns.contests.domain.pieces import Piece
from campaigns.contests.enums import EntryChannel
from campaigns.contests.models import Entry
from campaigns.contests.rules.file_types import MEDIA_TYPES
from foundation.domain.audit import record
from foundation.intake.codes import OFFICE_ZONE
from foundation.intake.domain.access import NotHereError
from foundation.intake.domain.files import take_whole
from foundation.intake.domain.submitting import Receipt, known_receipt
from foundation.intake.file_rules import HEAD_BYTES, FileRule
from foundation.intake.kinds import get_kind
from foundation.models import User

MEGABYTE: Final = 1024 * 1024
PAPER_CHANNELS: Final = (EntryChannel.POST, EntryChannel.HAND)
SCANS: Final = FileRule(
    max_count=30, max_bytes=100 * MEGABYTE, types=tuple(dict.fromkeys(str(each) for each in MEDIA_TYPES.values()))
)
"""Scans and photos of the pages, photographs for a competition, and what came along on a memory stick."""
PERMISSION: Final = "contests.change_entry"


def start_of(day: date) -> datetime:
    """Return when a day begins at the office's clock: paper is dated by the day, and its author has all of it."""
    return datetime.combine(day, time.min, OFFICE_ZONE)


def check_scans(uploads: Sequence[Any]) -> None:
    """Raise ``ValidationError`` for the first file that the desk does not take, before any is kept."""
    if len(uploads) > SCANS.max_count:
        raise ValidationError(
            _("At most %(count)s files can be attached. Please take some away."),
            code="too_many",
            params={"count": SCANS.max_count},
        )
    for upload in uploads:
        try:
            SCANS.check_size(upload.size)
            SCANS.check_head(upload.read(HEAD_BYTES))
        except ValidationError as error:
            message = f"{upload.name}：{error.messages[0]}"
            raise ValidationError(message, code=error.code) from None
        finally:
            upload.seek(0)


def enter_paper(*, piece: Piece, key: uuid.UUID, uploads: Sequence[Any], actor: User) -> Receipt:
    """Enter a piece that came by post or was handed in, with scans or photos of it; the same key, the same receipt.

    Must not be called inside a transaction. Raises ``ValidationError`` for a file that the desk does not take.
    """
    if piece.channel not in PAPER_CHANNELS:
        message = f"{piece.channel} is no channel of paper"
        raise ValueError(message)
    kind = get_kind(KIND_SLUG)
    known = known_receipt(kind=kind, key=key)
    if known is not None:
        return known
    check_scans(uploads)
    files = [take_whole(kind=kind, upload=upload, rule=SCANS) for upload in uploads]
    return submit_entry(piece=piece, key=key, files=files, actor=actor)


@transaction.atomic
def print_receipt(*, public_id: Any, user: User) -> Receipt:
    """Return the receipt of an entry for printing at the desk, and write down who printed it; raises ``NotHereError``.

    Only what was handed in on paper is printed: everybody else got query code and link themselves.
    """
    entry = (
        Entry.objects.select_related("submission", "contest", "head", "group")
        .filter(submission__public_id=public_id, submission__erased_at__isnull=True, channel__in=PAPER_CHANNELS)
        .first()
    )
    if entry is None or not user.is_active or not user.has_perm(PERMISSION):
        raise NotHereError
    record(verb="print_entry_receipt", subject=entry, actor=user)
    return Receipt(entry.submission, is_new=False)


def today(now: datetime | None = None) -> date:
    """Return the day at the office's clock."""
    return (now or timezone.now()).astimezone(OFFICE_ZONE).date()
