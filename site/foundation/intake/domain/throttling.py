"""Counting: how often a form, a device or an address comes, and wrong guesses at a number."""

import hmac
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from foundation.intake.models import Throttle
from foundation.secrets.indexing import blind_index

LOOKUP_SCOPE: Final = "lookup"
LOOKUP_TRIES: Final = 5
LOOKUP_WINDOW: Final = timedelta(minutes=15)


def hidden_key(value: str) -> str:
    """Return the keyed digest under which something is counted, so that no address is stored."""
    return blind_index(value or "-", "exact") or ""


@transaction.atomic
def count(*, scope: str, value: str, window: timedelta, now: datetime | None = None) -> int:
    """Count one more and return how many there were in the current window, this one included."""
    at = now or timezone.now()
    row, is_new = Throttle.objects.select_for_update().get_or_create(
        scope=scope, key=hidden_key(value), defaults={"window_start": at, "count": 1}
    )
    if is_new:
        return row.count
    if not row.window_start <= at < row.window_start + window:
        row.window_start, row.count = at, 0
    row.count += 1
    row.save(update_fields=["window_start", "count"])
    return row.count


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
