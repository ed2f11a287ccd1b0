"""Coordinate systems and months."""

import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.enums import Datum
from campaigns.rules.datums import Point, to_gcj02, to_wgs84
from campaigns.rules.months import Span, last_quarter, later, moved, quarter_of

INLAND = st.builds(Point, st.floats(80, 130), st.floats(20, 50))
METRE = 1 / 111_000


def metres(one: Point, other: Point) -> float:
    east = (one.longitude - other.longitude) * math.cos(math.radians(one.latitude))
    return math.hypot(east, one.latitude - other.latitude) / METRE


@given(INLAND)
def test_the_way_back_ends_where_it_began(point: Point) -> None:
    assert metres(to_wgs84(to_gcj02(point), Datum.GCJ02), point) < 0.1


@given(INLAND)
def test_the_systems_lie_apart_by_as_much_as_on_the_ground(point: Point) -> None:
    assert 20 < metres(point, to_gcj02(point)) < 1500
    assert to_wgs84(point, Datum.WGS84) == point


def test_a_known_point_in_all_three_systems() -> None:
    # 39.915, 116.404 in BD-09 is the example of Baidu's own conversion service.
    gcj = to_gcj02(to_wgs84(Point(116.404, 39.915), Datum.BD09))
    assert (round(gcj.longitude, 4), round(gcj.latitude, 4)) == (116.3976, 39.9087)


def test_outside_of_china_nothing_is_moved() -> None:
    assert to_wgs84(Point(2.35, 48.85), Datum.GCJ02) == Point(2.35, 48.85)


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        ((2026, 1, 31), 1, (2026, 2, 28)),
        ((2026, 2, 28), 1, (2026, 3, 31)),
        ((2026, 1, 15), 1, (2026, 2, 15)),
        ((2026, 1, 30), 1, (2026, 2, 28)),
        ((2025, 12, 1), 2, (2026, 2, 1)),
        ((2026, 3, 5), -3, (2025, 12, 5)),
    ],
)
def test_a_day_moves_by_months(day: tuple[int, int, int], count: int, expected: tuple[int, int, int]) -> None:
    assert moved(dt.date(*day), count) == dt.date(*expected)


@given(st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)), st.integers(-60, 60))
def test_months_go_there_and_back(day: dt.date, count: int) -> None:
    month = day.replace(day=1)
    assert later(later(month, count), -count) == month


def test_the_quarter_that_is_filed_is_the_one_before() -> None:
    span = last_quarter(dt.date(2026, 1, 5))
    assert (span.label, span.end) == ("2025-10–2025-12", dt.date(2025, 12, 31))
    assert list(span.months()) == [dt.date(2025, month, 1) for month in (10, 11, 12)]
    assert quarter_of(dt.date(2026, 5, 9)).label == "2026-04–2026-06"
    assert Span(span.first, span.first).label == "2025-10"
