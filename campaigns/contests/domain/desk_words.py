"""Forgetting what the desk wrote about a piece and its author."""

from typing import Final

from django.db.models import Q
from django.utils import timezone

from campaigns.contests.enums import FindingState
from campaigns.contests.models import Entry, EntryCorrection, Finding, Screening
from foundation.secrets.domain.erasure import erase_sealed

FORGOTTEN: Final = "—"
"""Stands where the database wants a reason and its words had to go."""


def erase_desk_words(entry: Entry) -> None:
    """Empty notes, reasons and the values put right; results, grounds, times and what was changed stay."""
    Screening.objects.filter(entry=entry, erased_at__isnull=True).update(note="", erased_at=timezone.now())
    told = Finding.objects.filter(Q(entry=entry) | Q(other__entry=entry)).exclude(state=FindingState.OPEN)
    told.update(reason=FORGOTTEN)
    for line in EntryCorrection.objects.filter(entry=entry, erased_at__isnull=True):
        names = erase_sealed(line)
        line.reason, line.erased_at = "", timezone.now()
        line.save(update_fields=[*names, "reason", "erased_at"])
    if entry.reason:
        entry.reason = FORGOTTEN
        entry.save(update_fields=["reason"])
