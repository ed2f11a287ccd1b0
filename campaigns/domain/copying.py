"""Planning a month's placements again for another month."""

import datetime as dt
import time
from dataclasses import dataclass, replace
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction

from campaigns.domain.placements import details_of, has_expired, place_ad
from campaigns.domain.tallies import gathered
from campaigns.models import Placement
from campaigns.queries.ads import is_withdrawn
from campaigns.rules.months import MONTHS_OF_YEAR, Span, moved
from foundation.models import Organisation, User

BATCH: Final = 100
"""Rows of one transaction."""


@dataclass(frozen=True)
class Copied:
    """What came of copying a month: how many were made, were there already, had expired, and were not reached."""

    made: int = 0
    known: int = 0
    expired: int = 0
    left: int = 0


def copy_month(
    *, source: Span, target: Span, organisation: Organisation | None, actor: User | None, seconds: float | None = None
) -> Copied:
    """Plan again what went up in one month, in another; returns what was made and what was left out.

    Days move along, the code stays with its place. Copying again adds only what was missing; an ad that has expired
    by then is left out. A hundred at a time are one transaction; after ``seconds`` no further hundred is begun, and
    what is left is counted: copying again goes on with it.
    """
    until = None if seconds is None else time.monotonic() + seconds
    entered = Placement.objects.filter(screen=None)  # what screens report is counted anew in each month
    rows = entered.filter(starts_on__range=(source.first, source.end), went_up_on__isnull=False)
    if organisation is not None:
        rows = rows.filter(organisation=organisation)
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    years, months = target.first.year - source.first.year, target.first.month - source.first.month
    made = known = expired = 0
    for start in range(0, len(keys), BATCH):
        if until is not None and start and time.monotonic() > until:
            return Copied(made, known, expired, len(keys) - start)
        batch = _copy_some(keys[start : start + BATCH], years * MONTHS_OF_YEAR + months, actor)
        made, known, expired = made + batch.made, known + batch.known, expired + batch.expired
    return Copied(made, known, expired)


@transaction.atomic
def _copy_some(keys: list[int], distance: int, actor: User | None) -> Copied:
    related = ("psa_file__psa__master", "psa_file__psa__recording", "psa_file__picture", "psa_file__psa__category")
    rows = Placement.objects.filter(pk__in=keys).select_related(*related, "medium", "region", "organisation")
    there = set(Placement.objects.filter(copied_from__in=keys).values_list("copied_from", "starts_on"))
    made = known = expired = 0
    with gathered():
        for row in rows.order_by("pk"):
            starts = moved(row.starts_on, distance)
            if (row.pk, starts) in there:
                known += 1
            elif has_expired(row.psa_file, starts) or is_withdrawn(row.psa_file):
                expired += 1
            elif _copy(row, starts, distance, actor):
                made += 1
            else:
                expired += 1
    return Copied(made, known, expired)


def _copy(row: Placement, starts: dt.date, distance: int, actor: User | None) -> bool:
    """Plan one again; tell whether it could be: an ad may not be valid yet."""
    ends = moved(row.ends_on, distance) if row.ends_on else None
    details = replace(details_of(row), starts_on=starts, ends_on=ends)
    try:
        with transaction.atomic(), gathered():
            copy = place_ad(details=details, actor=actor, code=row.code)
    except ValidationError:
        return False
    copy.copied_from = row
    copy.save(update_fields=["copied_from"])
    return True
