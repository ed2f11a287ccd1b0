from datetime import date

import pytest

from foundation.text.lunar import lunar_date, masthead_date, solar_term


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2020, 5, 28), "庚子年闰四月初六"),
        (date(2020, 1, 25), "庚子年正月初一"),
        (date(2020, 1, 24), "己亥年腊月三十"),
        (date(2026, 11, 21), "丙午年十月十三"),
    ],
)
def test_lunar_date(day: date, expected: str) -> None:
    assert lunar_date(day) == expected


def test_masthead_date() -> None:
    assert masthead_date(date(2020, 5, 28)) == "2020年5月28日 星期四 农历庚子年闰四月初六"


def test_solar_term() -> None:
    assert solar_term(date(2020, 4, 4)) == "清明"
    assert solar_term(date(2020, 5, 28)) == ""
