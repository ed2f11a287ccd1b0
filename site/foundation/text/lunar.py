"""The date line of a masthead: Gregorian date, weekday, lunar date."""

from datetime import date
from typing import Final

from lunar_python import Solar

WEEKDAYS: Final = "一二三四五六日"


def lunar_date(day: date) -> str:
    """Return the lunar date of ``day`` with its sexagenary year, as 庚子年闰四月初六."""
    lunar = Solar.fromYmd(day.year, day.month, day.day).getLunar()
    return f"{lunar.getYearInGanZhi()}年{lunar.getMonthInChinese()}月{lunar.getDayInChinese()}"


def solar_term(day: date) -> str:
    """Return the solar term (节气) that begins on ``day``, or an empty string."""
    return str(Solar.fromYmd(day.year, day.month, day.day).getLunar().getJieQi())


def masthead_date(day: date) -> str:
    """Return the date line, as 2020年5月28日 星期四 农历庚子年闰四月初六."""
    return f"{day.year}年{day.month}月{day.day}日 星期{WEEKDAYS[day.weekday()]} 农历{lunar_date(day)}"
