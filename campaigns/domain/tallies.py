"""Keeping the accounts in step with the placements, in the same transaction."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import Aggregate, Count, DateField, QuerySet, Sum
from django.db.models.functions import Coalesce, Greatest, Least, TruncMonth

from campaigns.models import Placement, ShowingTally
from campaigns.rules.months import month_of
from foundation.models import Region

BATCH: Final = 2000
Key = tuple[int, str, int, int]
"""Region, month (ISO), medium, category."""
FIGURES: Final = ("placements", "times", "began", "ended")
PLACEMENTS, TIMES, BEGAN, ENDED = range(len(FIGURES))

UPSERT: Final = """
    INSERT INTO campaigns_showingtally (region_id, month, medium_id, category_id, placements, times, began, ended)
    VALUES (%s, %s, %s, %s, 0, 0, 0, 0)
    ON CONFLICT (region_id, month, medium_id, category_id) DO NOTHING
"""
CHANGE: Final = """
    UPDATE campaigns_showingtally
    SET placements = placements + %s, times = times + %s, began = began + %s, ended = ended + %s
    WHERE region_id = %s AND month = %s AND medium_id = %s AND category_id = %s
"""


Changes = defaultdict[Key, list[int]]
_gathering: "ContextVar[Changes | None]" = ContextVar("gathering", default=None)


def _no_changes() -> Changes:
    return defaultdict(lambda: [0] * len(FIGURES))


@contextmanager
def gathered() -> Iterator[None]:
    """Write what is adjusted within it at its end, once for each figure and in one order; call it in a transaction.

    Where many placements are moved in one transaction, two writers would otherwise wait for each other in a circle.
    What is adjusted in an inner one that fails is forgotten with it, as its savepoint is.
    """
    outer, mine = _gathering.get(), _no_changes()
    token = _gathering.set(mine)
    try:
        yield
    finally:
        _gathering.reset(token)
    if outer is None:
        _write(mine)
        return
    for key, change in mine.items():
        outer[key] = [a + b for a, b in zip(outer[key], change, strict=True)]


def adjust(*, before: Iterable[Placement] = (), after: Iterable[Placement] = ()) -> None:
    """Take ``before`` out of the accounts and put ``after`` in; call it inside the verb's transaction.

    A row that never went up counts nowhere. Keys are written in one order, so that two writers never wait for each
    other in a circle.
    """
    waiting = _gathering.get()
    changes = _no_changes() if waiting is None else waiting
    for rows, sign in ((before, -1), (after, 1)):
        for row in rows:
            for month, figure, amount in _entries(row):
                for region in row.region.lineage:
                    changes[region, month, row.medium_id, row.category_id][figure] += sign * amount
    if waiting is None:
        _write(changes)


def _write(changes: Changes) -> None:
    with connection.cursor() as cursor:
        for key in sorted(key for key, change in changes.items() if any(change)):
            if max(changes[key]) > 0:
                # A row that is not there yet is made with zeros: the sum may not be below them at any moment.
                cursor.execute(UPSERT, key)
            cursor.execute(CHANGE, [*changes[key], *key])


def _entries(row: Placement) -> list[tuple[str, int, int]]:
    """Return the months in which a placement counts, with figure and amount."""
    if row.went_up_on is None:
        return []
    first = _month(row.starts_on)
    entries = [(first, PLACEMENTS, 1), (first, TIMES, row.times_shown), (_month(row.went_up_on), BEGAN, 1)]
    last = row.last_up_on
    return entries if last is None else [*entries, (_month(last), ENDED, 1)]


def _month(day: dt.date) -> str:
    return month_of(day).isoformat()


@transaction.atomic
def recount() -> int:
    """Make the accounts anew from the placements and return how many figures differed from what was kept."""
    kept = {
        (row.region_id, row.month.isoformat(), row.medium_id, row.category_id): figures
        for row in ShowingTally.objects.iterator()
        if any(figures := [getattr(row, name) for name in FIGURES])
    }
    fresh = _counted()
    ShowingTally.objects.all().delete()
    rows = (
        ShowingTally(
            region_id=key[0],
            month=key[1],
            medium_id=key[2],
            category_id=key[3],
            **dict(zip(FIGURES, figures, strict=True)),
        )
        for key, figures in fresh.items()
    )
    ShowingTally.objects.bulk_create(rows, batch_size=BATCH)
    return sum(kept.get(key) != fresh.get(key) for key in kept.keys() | fresh.keys())


def _counted() -> dict[Key, list[int]]:
    lineages = {region.pk: region.lineage for region in Region.objects.only("pk", "path")}
    fresh = _no_changes()
    up = Placement.objects.filter(went_up_on__isnull=False).order_by()
    # Least and Greatest of nothing differ between the databases: no argument of theirs is ever empty here.
    over = Least(Coalesce("came_down_on", "ends_on"), Coalesce("ends_on", "came_down_on"))
    ending = up.exclude(came_down_on=None, ends_on=None).annotate(
        last_up=Greatest("went_up_on", over, output_field=DateField())
    )
    for rows, day, figures in (
        (up, "starts_on", {PLACEMENTS: Count("pk"), TIMES: Sum("times_shown")}),
        (up, "went_up_on", {BEGAN: Count("pk")}),
        (ending, "last_up", {ENDED: Count("pk")}),
    ):
        for region, month, medium, category, *sums in _grouped(rows, day, figures):
            for above in lineages[region]:
                for figure, amount in zip(figures, sums, strict=True):
                    fresh[above, month.isoformat(), medium, category][figure] += amount
    return dict(fresh)


def _grouped(
    rows: "QuerySet[Placement]", day: str, figures: "Mapping[int, Aggregate]"
) -> "QuerySet[Placement, tuple[Any, ...]]":
    groups = rows.values_list("region_id", TruncMonth(day), "medium_id", "category_id")
    named = {f"sum_{figure}": aggregate for figure, aggregate in figures.items()}
    return groups.annotate(**named)
