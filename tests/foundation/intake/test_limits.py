"""Counting, and who is counted."""

from datetime import timedelta

import pytest
from django.utils import timezone

from foundation.intake.domain.throttling import count, counted, forget, sweep
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
