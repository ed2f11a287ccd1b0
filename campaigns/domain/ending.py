"""The end of placements: what was taken down, what is over by itself, and asking units to take down the rest."""

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.domain.placements import move_placement
from campaigns.domain.tallies import gathered
from campaigns.enums import PlacementState
from campaigns.models import Placement
from campaigns.queries.ads import last_day_of
from campaigns.queries.placements import addresses_of, finished, to_take_down
from foundation.domain.audit import record
from foundation.mail.domain.outbox import queue_mail
from foundation.models import Organisation, User

BATCH: Final = 200
MOST_IN_MAIL: Final = 50
"""Places that a mail names; the page it leads to names all."""


@transaction.atomic
def take_down(*, placements: Iterable[Placement], on: dt.date, actor: User | None) -> int:
    """Say that placements came down on a day; return how many did. What went up later, or is down already, stays."""
    keys = [row.pk for row in placements]
    count = 0
    with gathered():
        for row in Placement.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"):
            if row.is_live and row.went_up_on is not None and row.went_up_on <= on:
                move_placement(placement=row, to=PlacementState.DOWN, actor=actor, on=on)
                count += 1
    return count


def end_finished(*, now: dt.datetime | None = None) -> int:
    """End what ran in a medium without a place and is over at ``now``, on its last day; return how many there were."""
    moment = now or timezone.now()
    count = 0
    works = ("psa_file__psa__master", "psa_file__psa__recording", "psa_file__picture")
    while rows := list(finished(moment).select_related(*works)[:BATCH]):
        count += _end(rows, timezone.localdate(moment))
    return count


@transaction.atomic
def _end(rows: Sequence[Placement], today: dt.date) -> int:
    with gathered():
        for row in sorted(rows, key=lambda each: each.pk):
            ends = [day for day in (row.ends_on, last_day_of(row.psa_file)) if day is not None and day < today]
            day = max(row.went_up_on or row.starts_on, min(ends, default=today))
            move_placement(placement=row, to=PlacementState.DOWN, actor=None, on=day)
    return len(rows)


def ask_units(*, now: dt.datetime | None = None) -> int:
    """Ask each unit once to take down what is over; return how many mails were written.

    Where neither the unit nor one above it has anybody with an address, the placements keep that nobody was told. They
    are asked about again when somebody has one.
    """
    moment = now or timezone.now()
    untold = to_take_down(moment).filter(over_told=0).order_by("organisation", "pk")
    return sum(_ask(unit, list(rows), moment) for unit, rows in groupby(untold, key=lambda row: row.organisation))


@transaction.atomic
def _ask(unit: Organisation, rows: list[Placement], moment: dt.datetime) -> int:
    """Write to a unit about its placements, and keep that it was written to."""
    addresses = addresses_of(unit)
    fresh = Placement.objects.select_for_update(of=("self",)).filter(pk__in=[row.pk for row in rows], over_told=0)
    keys = set(fresh.values_list("pk", flat=True))
    rows = [row for row in rows if row.pk in keys]
    Placement.objects.filter(pk__in=keys).update(over_told_at=moment, over_told=len(addresses))
    if not rows or not addresses:
        return 0
    places = [f"《{row.psa_file.psa.title}》{row.medium} {row.place}" for row in rows[:MOST_IN_MAIL]]
    body = _(
        "The time of these public-service ads is over. Please take them down, and say at the address below that they "
        "are down.\n\n%(places)s\n\n%(count)s in all: %(link)s\n"
    ) % {
        "places": "\n".join(places),
        "count": len(rows),
        "link": settings.WAGTAILADMIN_BASE_URL + reverse("placement:take_down"),
    }
    for address in addresses:
        queue_mail(purpose="take_down", recipient=address, subject=_("Public-service ads to be taken down"), body=body)
    record(verb="ask_to_take_down", subject=unit, actor=None, count=len(rows))
    return len(addresses)
