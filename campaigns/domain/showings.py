"""What screens report to have shown, as placements: proof of play enters the accounts by itself.

Each ad that a screen showed in a month is one placement of that month, with the file that the screen was given and the
number of reported plays as the times shown. It is always counted anew from the proof, so a report that comes twice, or
weeks late, changes nothing that is not true.
"""

import datetime as dt
import hashlib
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Max, Min
from django.utils.translation import gettext as _

from campaigns.domain.tallies import adjust
from campaigns.enums import PlacementState, PlayKind
from campaigns.models import Handout, Placement, Play, PsaFile, Screen
from campaigns.rules.days import start_of
from campaigns.rules.months import moved
from foundation.domain.audit import record
from foundation.keys import key_in


@dataclass(frozen=True)
class Showing:
    """How often a screen showed one ad in a month, and on which days first and last."""

    psa: int
    times: int
    first: dt.date
    last: dt.date


@transaction.atomic
def count_month(*, screen: Screen, month: dt.date) -> int:
    """Bring the placements of a screen and month in step with its proof of play; return how many changed.

    A screen without a medium counts nowhere. ``month`` is the first day of the month.
    """
    if screen.medium_id is None:
        return 0
    # The screen's row is the lock: two reports of one screen are counted one after the other.
    Screen.objects.select_for_update(of=("self",)).get(pk=screen.pk)
    return sum(_write(screen, month, showing) for showing in _showings(screen, month))


def _showings(screen: Screen, month: dt.date) -> list[Showing]:
    start, end = start_of(month), start_of(moved(month, 1))
    groups = (
        Play.objects.filter(screen=screen, kind=PlayKind.PSA, shown_at__gte=start, shown_at__lt=end)
        .order_by()
        .values("object_key")
        .annotate(times=Count("pk"), first=Min("shown_at"), last=Max("shown_at"))
        .order_by("object_key")
    )
    here = start.tzinfo if start else None
    return [
        Showing(
            key_in(group["object_key"]),
            group["times"],
            group["first"].astimezone(here).date(),
            group["last"].astimezone(here).date(),
        )
        for group in groups
        if key_in(group["object_key"])
    ]


def _write(screen: Screen, month: dt.date, showing: Showing) -> bool:
    """Write one placement; tell whether anything changed. An ad without files has nothing to place."""
    file = _file_for(screen, showing.psa)
    key = hashlib.sha256(f"screen:{screen.pk}:{showing.psa}:{month}".encode()).hexdigest()
    row = Placement.objects.select_for_update(of=("self",)).select_related("region").filter(row_key=key).first()
    if row is None and file is None:
        return False
    before = [] if row is None else [Placement.objects.select_related("region").get(pk=row.pk)]
    if row is None:
        row = _new(screen, key, file)  # type: ignore[arg-type] # checked above
    if before and (row.times_shown, row.starts_on, row.ends_on) == (showing.times, showing.first, showing.last):
        return False
    row.times_shown = showing.times
    row.starts_on = row.went_up_on = showing.first
    row.ends_on = row.came_down_on = showing.last
    row.full_clean(exclude=["code"])
    row.save()
    adjust(before=before, after=[row])
    record(verb="count_screen_plays", subject=row, actor=None, screen=screen.pk, times=showing.times)
    return True


def _new(screen: Screen, key: str, file: PsaFile) -> Placement:
    """Return a placement that is over as soon as it is entered: the screen itself decides what it still shows."""
    return Placement(
        row_key=key,
        screen=screen,
        psa_file=file,
        category=file.psa.category,
        medium=screen.medium,
        region=screen.region,
        address=screen.place,
        organisation=screen.organisation,
        state=PlacementState.DOWN,
        note=_("Counted from the screen's own reports: %(screen)s") % {"screen": screen.name},
    )


def _file_for(screen: Screen, psa: int) -> PsaFile | None:
    """Return the ad's file that the screen was given to show, else nothing."""
    given = Handout.objects.filter(screen=screen, kind=PlayKind.PSA, object_key=str(psa), file__isnull=False)
    handout = given.select_related("file__psa__category").first()
    return handout.file if handout else None
