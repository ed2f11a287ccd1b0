"""Filling the calendar of working days, and counting by it."""

from calendar import isleap
from datetime import date, timedelta

from django.db import transaction

from exemplars.models import CalendarDay
from exemplars.rules.notices import after_working_days

SATURDAY = 5
LONGEST = 120
"""Days that are read ahead; thirty working days with two long holidays fit well."""


class UnknownYearError(Exception):
    """The library does not know the days off of this year yet."""

    def __init__(self, year: int) -> None:
        super().__init__(str(year))
        self.year = year


@transaction.atomic
def fill_calendar(*, year: int, weekends_only: bool = False) -> int:
    """Add the days of a year that are missing, from chinesecalendar; returns how many. What stands is never changed.

    ``weekends_only`` takes Mondays to Fridays as worked, for a year whose days off are not published yet: the office
    then changes them by hand. Without it an unknown year raises ``UnknownYearError``.
    """
    day, last = date(year, 1, 1), date(year, 12, 31)
    known = set(CalendarDay.objects.filter(date__range=(day, last)).values_list("date", flat=True))
    rows = []
    while day <= last:
        if day not in known:
            worked = day.weekday() < SATURDAY if weekends_only else _worked(day)
            rows.append(CalendarDay(date=day, is_working=worked))
        day += timedelta(days=1)
    CalendarDay.objects.bulk_create(rows, batch_size=200)
    return len(rows)


def _worked(day: date) -> bool:
    import chinese_calendar  # noqa: PLC0415 - only filling needs it

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        raise UnknownYearError(day.year) from None


def working_day_after(start: date, days: int) -> date:
    """Return the ``days``-th working day after ``start`` by the office's calendar; known years fill themselves.

    A year is filled when days of it are missing, also where the office has already entered some by hand. Raises
    ``UnknownDayError`` for a day that neither calendar nor library knows.
    """
    last = start + timedelta(days=LONGEST)
    for year in range(start.year, last.year + 1):
        if CalendarDay.objects.filter(date__year=year).count() < 365 + isleap(year):
            try:
                fill_calendar(year=year)
            except UnknownYearError:
                continue
    calendar = dict(CalendarDay.objects.filter(date__range=(start, last)).values_list("date", "is_working"))
    return after_working_days(start, days, calendar)
