"""Counting: how often a form, a device or an address comes, and wrong guesses at a number."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import connection
from django.utils import timezone

from foundation.intake.models import Throttle
from foundation.secrets.indexing import blind_index

LOOKUP_SCOPE: Final = "lookup"
LOOKUP_TRIES: Final = 5
LOOKUP_WINDOW: Final = timedelta(minutes=15)
RUNNING: Final = (
    "foundation_throttle.window_start <= excluded.window_start"
    " AND foundation_throttle.window_start > CASE excluded.scope {begins} END"
)
COUNTING: Final = (
    "INSERT INTO foundation_throttle (scope, key, window_start, count) VALUES {values}"
    " ON CONFLICT (scope, key) DO UPDATE SET"
    " count = CASE WHEN {running} THEN foundation_throttle.count + 1 ELSE 1 END,"
    " window_start = CASE WHEN {running} THEN foundation_throttle.window_start ELSE excluded.window_start END"
    " RETURNING scope, count"
)
"""One statement for all counters of a request; SQLite has it since 3.35, PostgreSQL since 9.5."""


@dataclass(frozen=True)
class Tally:
    """One thing to count: what of, whose, in which window, and how many are too many.

    A tally that does not ``close`` is only noted: whoever asked decides later what follows from it.
    """

    scope: str
    value: str
    window: timedelta
    most: int = 0
    closes: bool = True


def hidden_key(value: str) -> str:
    """Return the keyed digest under which something is counted, so that no address is stored."""
    return blind_index(value or "-", "exact") or ""


def count(*, scope: str, value: str, window: timedelta, now: datetime | None = None) -> int:
    """Count one more and return how many there were in the current window, this one included."""
    return count_together((Tally(scope, value, window),), now=now)[0]


def count_together(tallies: Sequence[Tally], *, now: datetime | None = None) -> list[int]:
    """Count one more of each, of different scopes, and return how many there were of each: one statement.

    A counter whose window is over, or began in a future that a wrong clock told of, begins again. Rows are always
    locked in the order of their scopes, so two requests never wait for each other.
    """
    at = now or timezone.now()
    rows = sorted((tally.scope, hidden_key(tally.value), tally) for tally in tallies)
    running = RUNNING.format(begins=" ".join(["WHEN %s THEN %s"] * len(rows)))
    statement = COUNTING.format(values=", ".join(["(%s, %s, %s, 1)"] * len(rows)), running=running)
    moment = connection.ops.adapt_datetimefield_value
    fresh = [part for scope, key, _tally in rows for part in (scope, key, moment(at))]
    windows = [part for scope, _key, tally in rows for part in (scope, moment(at - tally.window))]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*fresh, *windows, *windows])
        found: dict[str, int] = dict(cursor.fetchall())
    return [found[tally.scope] for tally in tallies]


def passed(tallies: Sequence[Tally], *, now: datetime | None = None) -> frozenset[str]:
    """Count one more of each and return the scopes of which there are too many now."""
    return frozenset(
        tally.scope
        for tally, found in zip(tallies, count_together(tallies, now=now), strict=True)
        if found > tally.most
    )


def time_left(tallies: Sequence[Tally], *, now: datetime | None = None) -> timedelta:
    """Return how long it takes until none of these is passed any more, without counting."""
    at = now or timezone.now()
    left = [timedelta(0)]
    for tally in tallies:
        row = Throttle.objects.filter(scope=tally.scope, key=hidden_key(tally.value), count__gt=tally.most).first()
        if row is not None:
            left.append(min(tally.window, row.window_start + tally.window - at))
    return max(left)


def counted(*, scope: str, value: str, window: timedelta, now: datetime | None = None) -> int:
    """Return how many there were in the current window, without counting."""
    at = now or timezone.now()
    row = Throttle.objects.filter(scope=scope, key=hidden_key(value)).first()
    return row.count if row is not None and row.window_start <= at < row.window_start + window else 0


def forget(*, scope: str, value: str) -> None:
    """Begin again from nothing."""
    Throttle.objects.filter(scope=scope, key=hidden_key(value)).delete()


def sweep(*, now: datetime | None = None, dry_run: bool = False) -> int:
    """Delete counters whose window is long over; returns how many."""
    old = Throttle.objects.filter(window_start__lt=(now or timezone.now()) - timedelta(days=2))
    return old.count() if dry_run else old.delete()[0]


def same(left: str, right: str) -> bool:
    """Compare two secrets in constant time."""
    return hmac.compare_digest(left.encode("utf-8", "replace"), right.encode("utf-8", "replace"))
