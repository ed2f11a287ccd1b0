"""Months, quarters and years of the accounts, as first days."""

import calendar
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

MONTHS_OF_QUARTER: Final = 3
MONTHS_OF_YEAR: Final = 12
FIRST_YEAR: Final = 1990
LAST_YEAR: Final = 2099
"""Years that placements and questions may name; any other is a slip of the pen."""


@dataclass(frozen=True)
class Span:
    """Whole months from ``first`` to ``last``, both named by their first day and both included."""

    first: dt.date
    last: dt.date

    @property
    def end(self) -> dt.date:
        """The last day of the last month."""
        return later(self.last, 1) - dt.timedelta(days=1)

    @property
    def label(self) -> str:
        """The span in figures, as ``2026-07–2026-09``."""
        return f"{self.first:%Y-%m}" if self.first == self.last else f"{self.first:%Y-%m}–{self.last:%Y-%m}"

    def months(self) -> Iterator[dt.date]:
        """Yield the months in order."""
        month = self.first
        while month <= self.last:
            yield month
            month = later(month, 1)


def month_of(day: dt.date) -> dt.date:
    """Return the first day of the day's month."""
    return day.replace(day=1)


def later(month: dt.date, count: int) -> dt.date:
    """Return the first day of the month that lies ``count`` months later (earlier where negative)."""
    index = month.year * MONTHS_OF_YEAR + month.month - 1 + count
    return dt.date(index // MONTHS_OF_YEAR, index % MONTHS_OF_YEAR + 1, 1)


def quarter_of(day: dt.date) -> Span:
    """Return the quarter in which the day lies."""
    first = dt.date(day.year, (day.month - 1) // MONTHS_OF_QUARTER * MONTHS_OF_QUARTER + 1, 1)
    return Span(first, later(first, MONTHS_OF_QUARTER - 1))


def last_quarter(today: dt.date) -> Span:
    """Return the quarter before today's: it is filed by the 5th of a quarter's first month (令第84号)."""
    return quarter_of(quarter_of(today).first - dt.timedelta(days=1))


def moved(day: dt.date, count: int) -> dt.date:
    """Return the same day ``count`` months later, or the last one of a shorter month; a month's end stays its end."""
    target = later(month_of(day), count)
    length = calendar.monthrange(target.year, target.month)[1]
    is_end = day.day == calendar.monthrange(day.year, day.month)[1]
    return target.replace(day=length if is_end else min(day.day, length))
