"""Forgetting what the desk wrote about a piece and its author."""

from typing import Final

from django.db.models import Q
from django.utils import timezone

from campaigns.contests.enums import FindingState
from campaigns.contests.models import Entry, Finding, Screening

FORGOTTEN: Final = "—"
"""Stands where the database wants a reason and its words had to go."""


def erase_desk_words(entry: Entry) -> None:
    """Empty notes and reasons; results, grounds and times stay."""
    Screening.objects.filter(entry=entry, erased_at__isnull=True).update(note="", erased_at=timezone.now())
    told = Finding.objects.filter(Q(entry=entry) | Q(other__entry=entry)).exclude(state=FindingState.OPEN)
    told.update(reason=FORGOTTEN)
    if entry.reason:
        entry.reason = FORGOTTEN
        entry.save(update_fields=["reason"])
