"""Proof of play becomes placements: counted once, whenever and however often it is reported."""

import datetime as dt
import uuid
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campaigns.domain.placements import copy_month
from campaigns.domain.screens import take_plays
from campaigns.domain.tallies import recount
from campaigns.enums import PsaSize
from campaigns.models import Medium, Placement, Play, Screen, ShowingTally
from campaigns.rules.months import Span
from tests.factories.campaigns import ScreenFactory, psa, psa_file

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 8, 2, 4, tzinfo=dt.UTC)


def play(key: object, shown: str, number: int | None = None) -> dict[str, Any]:
    """Return one showing of an ad as a screen reports it; ``shown`` is a time in China."""
    moment = dt.datetime.fromisoformat(f"{shown}+08:00")
    identifier = str(uuid.uuid4() if number is None else uuid.UUID(int=number))
    shown_at = round(moment.timestamp() * 1000)
    return {"id": identifier, "kind": "psa", "key": str(key), "shown_at": shown_at, "seconds": 15}


def screen(**fields: Any) -> Screen:
    made: Screen = ScreenFactory.create(medium=Medium.objects.get(name="LED 屏"), **fields)
    return made


def rows() -> list[tuple[Any, ...]]:
    names = ("psa_file__size", "medium__name", "starts_on", "ends_on", "times_shown", "state")
    return sorted(Placement.objects.values_list(*names))


def test_plays_enter_the_accounts_by_month_and_count_once() -> None:
    file = psa_file(size=PsaSize.SCREEN)
    psa_file(psa=file.psa)
    one = screen()
    key = file.psa_id
    report = [play(key, "2026-07-30T09:00:00"), play(key, "2026-07-31T23:59:59"), play(key, "2026-08-01T00:00:00")]

    for _time in range(2):
        take_plays(screen=one, reported=report, now=NOW)

    july, august = dt.date(2026, 7, 30), dt.date(2026, 8, 1)
    assert rows() == [
        ("screen", "LED 屏", july, dt.date(2026, 7, 31), 2, "down"),
        ("screen", "LED 屏", august, august, 1, "down"),
    ]
    take_plays(screen=one, reported=[play(key, "2026-07-29T08:00:00")], now=NOW)
    assert rows()[0][2:5] == (dt.date(2026, 7, 29), dt.date(2026, 7, 31), 3)
    tallies = ShowingTally.objects.filter(region=one.region, placements__gt=0).order_by("month")
    assert list(tallies.values_list("placements", "times")) == [(1, 3), (1, 1)]
    assert recount() == 0


def test_what_counts_nowhere() -> None:
    silent: Screen = ScreenFactory.create(medium=None)
    file = psa_file()
    take_plays(screen=silent, reported=[play(file.psa_id, "2026-08-01T09:00:00")], now=NOW)
    filmless = psa(title="还没有文件")
    take_plays(screen=screen(), reported=[play(filmless.pk, "2026-08-01T09:00:00")], now=NOW)
    take_plays(screen=screen(), reported=[play("psa-7", "2026-08-01T09:00:00")], now=NOW)
    take_plays(screen=screen(), reported=[play(10**9, "2026-08-01T09:00:00")], now=NOW)

    assert (Placement.objects.count(), Play.objects.count()) == (0, 4)


def test_an_upright_screen_shows_the_upright_file_and_copying_a_month_leaves_reports_out() -> None:
    file = psa_file(size=PsaSize.PORTRAIT)
    psa_file(psa=file.psa, size=PsaSize.SCREEN)
    take_plays(screen=screen(orientation="portrait"), reported=[play(file.psa_id, "2026-08-01T09:00:00")], now=NOW)
    august = Span(dt.date(2026, 8, 1), dt.date(2026, 8, 1))
    september = Span(dt.date(2026, 9, 1), dt.date(2026, 9, 1))

    assert [row[0] for row in rows()] == ["portrait"]
    assert copy_month(source=august, target=september, organisation=None, actor=None).made == ()


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 12)), max_size=30))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_however_reports_come_the_sum_is_that_of_the_proof(plays: list[tuple[int, int]]) -> None:
    Placement.objects.all().delete()
    Play.objects.all().delete()
    ShowingTally.objects.all().delete()
    file, one = psa_file(), screen()
    for day, number in plays:
        shown = dt.datetime(2026, 7, 2, 9) + dt.timedelta(days=day)  # noqa: DTZ001 - China's time is added
        take_plays(screen=one, reported=[play(file.psa_id, shown.isoformat(), number)], now=NOW + dt.timedelta(days=2))

    assert sum(Placement.objects.values_list("times_shown", flat=True)) == Play.objects.count()
    assert len({number for _day, number in plays}) == Play.objects.count()
    assert recount() == 0
