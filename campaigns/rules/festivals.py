"""On which day of the Gregorian calendar a festival falls in a year.

Lunar dates and solar terms come from lunar-python, which computes them for Beijing time as GB/T 33661-2017 does; the
tests hold them to the published dates of several years. The days themselves, and the public source of each, are rows of
the ``Festival`` table, which the office edits.
"""

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import Final

from lunar_python import Lunar, LunarMonth

LAST_YEAR: Final = 2200
"""Beyond it nobody plans, and the tables of the almanac grow inexact."""

TERMS: Final = (
    *("小寒", "大寒", "立春", "雨水", "惊蛰", "春分", "清明", "谷雨", "立夏", "小满", "芒种", "夏至"),
    *("小暑", "大暑", "立秋", "处暑", "白露", "秋分", "寒露", "霜降", "立冬", "小雪", "大雪", "冬至"),
)
"""The solar terms in the order in which they fall in a Gregorian year."""


@dataclass(frozen=True, kw_only=True)
class FestivalRule:
    """How a day is found: one of four ways, named by ``way``.

    ``solar``: ``month`` and ``day``. ``lunar``: ``month`` and ``day`` of the lunar year, never of a leap month; day 30
    of a month of 29 days is its last. ``term``: the solar term of that name. ``weekday``: the ``week``-th ``weekday``
    (Monday is 0) of ``month``.
    """

    way: str
    month: int | None = None
    day: int | None = None
    term: str = ""
    week: int | None = None
    weekday: int | None = None

    def dates_in(self, year: int) -> list[dt.date]:
        """Return the days of the Gregorian ``year`` on which it falls: one, or none or two of some lunar dates."""
        found: list[dt.date | None]
        if self.way == "lunar":
            found = [self._lunar(lunar_year) for lunar_year in (year - 1, year)]
        elif self.way == "term":
            found = [self._term(lunar_year) for lunar_year in (year, year + 1)]
        elif self.way == "weekday":
            found = [self._weekday(year)]
        else:
            found = [self._solar(year)]
        return [day for day in found if day is not None and day.year == year]

    def next_after(self, today: dt.date) -> dt.date | None:
        """Return the first day on which it falls from ``today`` on; None beyond the almanac."""
        for year in range(today.year, min(today.year + 5, LAST_YEAR)):
            for day in self.dates_in(year):
                if day >= today:
                    return day
        return None

    def nearest_to(self, day: dt.date) -> dt.date | None:
        """Return the day on which it falls that lies nearest to ``day``."""
        around = [each for year in (day.year - 1, day.year, day.year + 1) for each in self.dates_in(year)]
        return min(around, key=lambda each: abs(each - day), default=None)

    def _solar(self, year: int) -> dt.date | None:
        month, day = self.month or 1, self.day or 1
        return dt.date(year, month, day) if day <= calendar.monthrange(year, month)[1] else None

    def _lunar(self, lunar_year: int) -> dt.date:
        month, day = self.month or 1, self.day or 1
        last = LunarMonth.fromYm(lunar_year, month).getDayCount()
        solar = Lunar.fromYmd(lunar_year, month, min(day, last)).getSolar()
        return dt.date(solar.getYear(), solar.getMonth(), solar.getDay())

    def _term(self, lunar_year: int) -> dt.date | None:
        terms = Lunar.fromYmd(lunar_year, 6, 1).getJieQiTable()
        solar = terms.get(self.term)
        return None if solar is None else dt.date(solar.getYear(), solar.getMonth(), solar.getDay())

    def _weekday(self, year: int) -> dt.date | None:
        month, week, weekday = self.month or 1, self.week or 1, self.weekday or 0
        first = dt.date(year, month, 1)
        day = first + dt.timedelta(days=(weekday - first.weekday()) % 7 + 7 * (week - 1))
        return day if day.month == month else None
