"""Proof of play becomes placements: counted once, whenever and however often it is reported."""

import datetime as dt
import json
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.domain.copying import copy_month
from campaigns.domain.screens import issue_address, note_contact, take_plays
from campaigns.domain.tallies import recount
from campaigns.enums import PsaSize
from campaigns.models import Medium, Placement, Play, PsaFile, Screen, ShowingTally
from campaigns.queries.programs import program_of
from campaigns.rules.months import Span
from tests.factories.campaigns import PlaylistItemFactory, ScreenFactory, psa, psa_file
from tests.properties import ONE_DATABASE

pytestmark = pytest.mark.django_db
SINCE = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
NOW = dt.datetime(2026, 8, 2, 4, tzinfo=dt.UTC)


def play(key: object, shown: str, number: int | None = None) -> dict[str, Any]:
    """Return one showing of an ad as a screen reports it; ``shown`` is a time in China."""
    moment = dt.datetime.fromisoformat(f"{shown}+08:00")
    identifier = str(uuid.uuid4() if number is None else uuid.UUID(int=number))
    shown_at = round(moment.timestamp() * 1000)
    return {"id": identifier, "kind": "psa", "key": str(key), "shown_at": shown_at, "seconds": 15}


def screen(*files: PsaFile, **fields: Any) -> Screen:
    """Return a screen that has been given the ads of these files to show since May."""
    made: Screen = ScreenFactory.create(**{"medium": Medium.objects.get(name="LED 屏"), **fields})
    hand_out(made, *(handed(file.psa_id, file.pk) for file in files))
    return made


def handed(key: object, file: int | None = None, seconds: int = 15) -> dict[str, Any]:
    return {"kind": "psa", "key": str(key), "file": file, "seconds": seconds}


def hand_out(one: Screen, *items: dict[str, Any], at: dt.datetime = SINCE) -> None:
    note_contact(screen=one, items=items, now=at)


def rows() -> list[tuple[Any, ...]]:
    names = ("psa_file__size", "medium__name", "starts_on", "ends_on", "times_shown", "state")
    return sorted(Placement.objects.values_list(*names))


def test_plays_enter_the_accounts_by_month_and_count_once() -> None:
    file = psa_file(size=PsaSize.SCREEN)
    psa_file(psa=file.psa)
    one = screen(file)
    key = file.psa_id
    report = [play(key, "2026-07-30T09:00:00"), play(key, "2026-07-31T23:59:45"), play(key, "2026-08-01T00:00:00")]

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
    file = psa_file()
    silent = screen(file, medium=None)
    take_plays(screen=silent, reported=[play(file.psa_id, "2026-08-01T09:00:00")], now=NOW)
    filmless = psa(title="还没有文件")
    for key in (filmless.pk, "psa-7", 10**9, "9" * 20):
        one = screen()
        hand_out(one, handed(key))
        take_plays(screen=one, reported=[play(key, "2026-08-01T09:00:00")], now=NOW)

    assert (Placement.objects.count(), Play.objects.count()) == (0, 5)


def test_a_screen_reports_only_what_it_was_given_and_when_it_had_it() -> None:
    file, other = psa_file(), psa_file(title="从未下发")
    one = screen()
    hand_out(one, handed(file.psa_id, file.pk), at=dt.datetime(2026, 7, 30, tzinfo=dt.UTC))
    hand_out(one, at=dt.datetime(2026, 7, 31, tzinfo=dt.UTC))
    report = [
        play(other.psa_id, "2026-07-30T12:00:00"),
        play("9" * 20, "2026-07-30T12:01:00"),
        play(file.psa_id, "2026-07-30T07:58:00"),
        play(file.psa_id, "2026-07-30T08:01:00"),
        play(file.psa_id, "2026-08-01T09:00:00"),
        play(file.psa_id, "2026-07-30T12:02:00") | {"seconds": True},
        play(file.psa_id, "2026-07-30T12:03:00") | {"seconds": 3600},
    ]
    assert take_plays(screen=one, reported=report, now=NOW) == [each["id"] for each in report]
    assert sorted(Play.objects.values_list("object_key", "seconds")) == [(str(file.psa_id), 15)] * 2
    hand_out(one, handed(file.psa_id, file.pk, seconds=30), at=NOW)
    take_plays(screen=one, reported=[play(file.psa_id, "2026-08-01T10:00:00") | {"seconds": 30}], now=NOW)
    assert Play.objects.count() == 3


def test_showings_that_overlap_count_once_and_a_day_has_24_hours() -> None:
    file = psa_file()
    one = screen(file)
    clock = dt.datetime(2026, 8, 1)  # noqa: DTZ001 - China's time is added
    report = [play(file.psa_id, (clock + dt.timedelta(seconds=each)).isoformat()) for each in range(0, 200, 5)]
    for _time in range(2):
        take_plays(screen=one, reported=report, now=NOW)
        take_plays(screen=one, reported=[each | {"id": str(uuid.uuid4())} for each in report], now=NOW)
    spans = sorted(Play.objects.values_list("shown_at", "seconds"))
    assert len(spans) == 14
    assert sum(seconds for _shown, seconds in spans) <= 200 + 15
    assert Placement.objects.get().times_shown == 14


def test_a_key_that_no_ad_can_have_does_not_stop_the_reports_that_follow(client: Client) -> None:
    file = psa_file()
    one = screen(file)
    Play.objects.create(screen=one, kind="psa", object_key="9" * 20, shown_at=NOW, seconds=9)
    url = reverse("screen_plays", args=[issue_address(screen=one, actor=None)])
    now = timezone.localtime().replace(tzinfo=None, microsecond=0).isoformat()
    for key in ("9" * 20, "²", file.psa_id):
        body = json.dumps({"plays": [play(key, now)]})
        assert client.post(url, body, content_type="application/json").status_code == 200
    assert Placement.objects.get().times_shown == 1


def test_an_upright_screen_shows_the_upright_file_and_copying_a_month_leaves_reports_out() -> None:
    file = psa_file(size=PsaSize.PORTRAIT)
    psa_file(psa=file.psa, size=PsaSize.SCREEN)
    one = screen(orientation="portrait")
    PlaylistItemFactory.create(playlist=one.playlist, kind="psa", number=file.psa.number_id)
    hand_out(one, *program_of(one, now=timezone.now())["items"])
    take_plays(screen=one, reported=[play(file.psa_id, "2026-08-01T09:00:00")], now=NOW)
    august = Span(dt.date(2026, 8, 1), dt.date(2026, 8, 1))
    september = Span(dt.date(2026, 9, 1), dt.date(2026, 9, 1))

    assert [row[0] for row in rows()] == ["portrait"]
    assert copy_month(source=august, target=september, organisation=None, actor=None).made == 0


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 12)), max_size=30))
@settings(ONE_DATABASE, max_examples=25)
def test_however_reports_come_the_sum_is_that_of_the_proof(plays: list[tuple[int, int]]) -> None:
    Placement.objects.all().delete()
    Play.objects.all().delete()
    ShowingTally.objects.all().delete()
    file = psa_file()
    one = screen(file)
    for day, number in plays:
        shown = dt.datetime(2026, 7, 2, 9) + dt.timedelta(days=day, minutes=number)  # noqa: DTZ001 - China's time is added
        take_plays(screen=one, reported=[play(file.psa_id, shown.isoformat(), number)], now=NOW + dt.timedelta(days=2))

    assert sum(Placement.objects.values_list("times_shown", flat=True)) == Play.objects.count()
    assert len({number for _day, number in plays}) == Play.objects.count()
    assert recount() == 0


def test_what_comes_too_late_for_the_accounts_is_counted_once_and_said(client: Client) -> None:
    file = psa_file()
    one = screen(file)
    old = [play(file.psa_id, f"2026-04-{day:02}T09:00:00") for day in (1, 2, 3)]
    take_plays(
        screen=one,
        reported=[*old[:2], {"shown_at": 10**30}, "nothing", play(file.psa_id, "2026-07-30T09:00:00")],
        now=NOW,
    )
    take_plays(screen=one, reported=old, now=NOW)
    one.refresh_from_db()
    assert (one.late_plays, one.late_until) == (3, dt.datetime(2026, 4, 3, 1, tzinfo=dt.UTC))
    assert Play.objects.count() == 1
    url = reverse("screen_plays", args=[issue_address(screen=one, actor=None)])
    answer = client.post(url, json.dumps({"plays": []}), content_type="application/json")
    assert answer.json() == {"taken": [], "late": 3}
