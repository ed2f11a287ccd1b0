"""Counting, and who is counted."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from foundation.intake.domain import turns
from foundation.intake.domain.throttling import Tally, count, count_together, counted, forget, passed, sweep, time_left
from foundation.models import Throttle

TEN = timedelta(minutes=10)


@pytest.mark.django_db
def test_a_window_ends() -> None:
    now = timezone.now()
    assert [count(scope="s", value="a", window=TEN, now=now) for _ in range(3)] == [1, 2, 3]
    assert count(scope="s", value="b", window=TEN, now=now) == 1
    assert counted(scope="s", value="a", window=TEN, now=now + TEN - timedelta(seconds=1)) == 3
    assert counted(scope="s", value="a", window=TEN, now=now + TEN) == 0
    assert count(scope="s", value="a", window=TEN, now=now + TEN) == 1


@pytest.mark.django_db
def test_a_clock_set_back_locks_nobody_out() -> None:
    now = timezone.now()
    count(scope="s", value="a", window=TEN, now=now)
    assert count(scope="s", value="a", window=TEN, now=now - timedelta(days=1)) == 1


@pytest.mark.django_db
def test_counters_hold_no_address_and_are_swept() -> None:
    now = timezone.now()
    count(scope="s", value="203.0.113.9", window=TEN, now=now)
    assert "203.0.113.9" not in repr(list(Throttle.objects.values()))
    assert str(Throttle.objects.get()) == "s: 1"
    assert (sweep(now=now, dry_run=True), sweep(now=now + timedelta(days=3), dry_run=True)) == (0, 1)
    assert (sweep(now=now + timedelta(days=3)), Throttle.objects.count()) == (1, 0)


@pytest.mark.django_db
def test_forgetting_begins_anew() -> None:
    count(scope="s", value="a", window=TEN)
    forget(scope="s", value="a")
    assert counted(scope="s", value="a", window=TEN) == 0


@pytest.mark.django_db
def test_several_are_counted_at_once_each_in_its_own_window() -> None:
    now = timezone.now()
    long, short = Tally("long", "a", 6 * TEN, most=2), Tally("short", "a", TEN, most=1)

    assert count_together([short, long], now=now) == [1, 1]
    assert count_together([long, short], now=now + TEN) == [2, 1]
    assert passed([short, long], now=now + TEN) == {"long", "short"}
    assert time_left([short, long], now=now + TEN) == 5 * TEN
    assert time_left([short], now=now + 1.5 * TEN) == 0.5 * TEN
    assert time_left([short, long], now=now - TEN) == 6 * TEN, "a clock set back adds nothing to the window"
    assert time_left([short, long], now=now + 9 * TEN) <= timedelta(0)


@pytest.mark.django_db
@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_threads_take_turns_on_sqlite_and_a_lost_turn_stops_nobody(
    monkeypatch: pytest.MonkeyPatch, vendor: str
) -> None:
    monkeypatch.setattr(turns, "PATIENCE_SECONDS", 0.01)
    monkeypatch.setattr(turns, "connection", SimpleNamespace(vendor=vendor, in_atomic_block=False))
    seen = []
    with turns.in_turn():
        seen.append(turns._turn.locked())  # noqa: SLF001 - whether others would wait
        with turns.in_turn():
            seen.append(turns._turn.locked())  # noqa: SLF001 - the same
    is_queued = vendor == "sqlite"

    assert (seen, turns._turn.locked()) == ([is_queued] * 2, False)  # noqa: SLF001 - the same
