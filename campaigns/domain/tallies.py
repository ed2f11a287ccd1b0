"""Keeping the accounts in step with the placements, in the same transaction."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from django.db import connection, transaction
from django.db.models import Count, Sum
from django.db.models.functions import TruncMonth

from campaigns.models import Placement, ShowingTally
from campaigns.rules.months import month_of
from foundation.models import Region

BATCH: Final = 2000
Key = tuple[int, str, int, int]
"""Region, month (ISO), medium, category."""

UPSERT: Final = """
    INSERT INTO campaigns_showingtally (region_id, month, medium_id, category_id, placements, times)
    VALUES (%s, %s, %s, %s, %s, %s)
    ON CONFLICT (region_id, month, medium_id, category_id) DO UPDATE SET
        placements = campaigns_showingtally.placements + excluded.placements,
        times = campaigns_showingtally.times + excluded.times
"""
CHANGE: Final = """
    UPDATE campaigns_showingtally SET placements = placements + %s, times = times + %s
    WHERE region_id = %s AND month = %s AND medium_id = %s AND category_id = %s
"""


def adjust(*, before: Iterable[Placement] = (), after: Iterable[Placement] = ()) -> None:
    """Take ``before`` out of the accounts and put ``after`` in; call it inside the verb's transaction.

    A row that never went up counts nowhere. Keys are written in one order, so that two writers never wait for each
    other in a circle.
    """
    placements: Counter[Key] = Counter()
    times: Counter[Key] = Counter()
    for rows, sign in ((before, -1), (after, 1)):
        for row in rows:
            for key in _keys(row):
                placements[key] += sign
                times[key] += sign * row.times_shown
    with connection.cursor() as cursor:
        for key in sorted(placements):
            if placements[key] > 0 or times[key] > 0:
                # A row that is not there yet is made with the sum, which must not be below zero.
                cursor.execute(UPSERT, [*key, 0, 0])
            if placements[key] or times[key]:
                cursor.execute(CHANGE, [placements[key], times[key], *key])


def _keys(row: Placement) -> list[Key]:
    if not row.counts:
        return []
    month = month_of(row.starts_on).isoformat()
    return [(region, month, row.medium_id, row.category_id) for region in row.region.lineage]


@transaction.atomic
def recount() -> int:
    """Make the accounts anew from the placements and return how many figures differed from what was kept."""
    kept = {
        (row.region_id, row.month.isoformat(), row.medium_id, row.category_id): (row.placements, row.times)
        for row in ShowingTally.objects.filter(placements__gt=0).iterator()
    }
    fresh = _counted()
    ShowingTally.objects.all().delete()
    rows = (
        ShowingTally(
            region_id=key[0], month=key[1], medium_id=key[2], category_id=key[3], placements=count, times=times
        )
        for key, (count, times) in fresh.items()
    )
    ShowingTally.objects.bulk_create(rows, batch_size=BATCH)
    return sum(kept.get(key) != fresh.get(key) for key in kept.keys() | fresh.keys())


def _counted() -> dict[Key, tuple[int, int]]:
    lineages = {region.pk: region.lineage for region in Region.objects.only("pk", "path")}
    groups = (
        Placement.objects.filter(went_up_on__isnull=False)
        .order_by()
        .values_list("region_id", TruncMonth("starts_on"), "medium_id", "category_id")
        .annotate(count=Count("pk"), times=Sum("times_shown"))
    )
    placements: Counter[Key] = Counter()
    times: Counter[Key] = Counter()
    for region, month, medium, category, count, shown in groups.iterator():
        for above in lineages[region]:
            key = (above, month.isoformat(), medium, category)
            placements[key] += count
            times[key] += shown
    return {key: (placements[key], times[key]) for key in placements}
