"""How many entries came: by day and month, channel, region, group and state."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _

from campaigns.contests.enums import EntryChannel, EntryState
from campaigns.contests.models import Contest, Entry
from foundation.intake.codes import OFFICE_ZONE

DAYS_SHOWN: Final = 45
"""A competition that ran longer is counted by month, and by the days of one of them: more bars could not be read."""


@dataclass(frozen=True)
class Line:
    """One figure with its name, and what the list's filters must say to show what it counts."""

    name: str
    figure: int
    filters: dict[str, Any]


@dataclass(frozen=True)
class EntryCounts:
    """The figures of one competition; each list sums to ``total``."""

    total: int
    late: int
    by_month: list[Line]
    by_day: list[Line]
    month: dt.date | None
    by_state: list[Line]
    by_channel: list[Line]
    by_group: list[Line]
    by_region: list[Line]


def count_entries(contest: Contest, *, month: dt.date | None = None) -> EntryCounts:
    """Count what came in for a competition, in a constant number of queries. Days are those of the office's clock.

    Of a competition that ran long the days of ``month`` are shown, or of the last in which something came.
    """
    rows = Entry.objects.filter(contest=contest).exclude(state=EntryState.DRAFT).order_by()
    days = _days(rows)
    is_long = bool(days) and (max(days) - min(days)).days > DAYS_SHOWN
    shown = _first_day(month or max(days)) if is_long else None
    return EntryCounts(
        total=sum(days.values()),
        late=rows.filter(is_late=True).count(),
        by_month=_by_month(days) if is_long else [],
        by_day=_by_day(days, shown),
        month=shown,
        by_state=_by_choice(rows, "state", EntryState),
        by_channel=_by_choice(rows, "channel", EntryChannel),
        by_group=_by_row(rows, "group", "group__name", "group__order", _("No group")),
        by_region=_by_row(rows, "region", "region__short_name", "region__code", _("Region not known")),
    )


def _days(rows: "QuerySet[Entry]") -> dict[dt.date, int]:
    return dict(
        rows.annotate(day=TruncDate("received_at", tzinfo=OFFICE_ZONE)).values_list("day").annotate(n=Count("pk"))
    )


def _first_day(day: dt.date) -> dt.date:
    return day.replace(day=1)


def _last_day(month: dt.date) -> dt.date:
    return (month.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)


def _by_day(found: dict[dt.date, int], month: dt.date | None) -> list[Line]:
    """Return every day from the first to the last (of the month), those without an entry too."""
    if not found:
        return []
    first, last = (month, _last_day(month)) if month is not None else (min(found), max(found))
    days = [first + dt.timedelta(days=number) for number in range((last - first).days + 1)]
    return [Line(day.isoformat(), found.get(day, 0), _between(day, day)) for day in days]


def _by_month(found: dict[dt.date, int]) -> list[Line]:
    months: dict[dt.date, int] = {}
    for day, figure in found.items():
        months[_first_day(day)] = months.get(_first_day(day), 0) + figure
    return [Line(f"{first:%Y-%m}", months[first], _between(first, _last_day(first))) for first in sorted(months)]


def _between(first: dt.date, last: dt.date) -> dict[str, Any]:
    return {"received_from": first.isoformat(), "received_to": last.isoformat()}


def _by_choice(rows: "QuerySet[Entry]", field: str, choices: Any) -> list[Line]:
    found = dict(rows.values_list(field).annotate(n=Count("pk")))
    return [
        Line(str(choice.label), found[choice.value], {field: choice.value}) for choice in choices if choice in found
    ]


def _by_row(rows: "QuerySet[Entry]", field: str, name: str, order: str, nothing: str) -> list[Line]:
    found = rows.values_list(field, name, order).annotate(n=Count("pk"))
    lines = [(place or 0, Line(text or nothing, figure, {field: key or "none"})) for key, text, place, figure in found]
    named = [line for line in lines if line[1].filters[field] != "none"]
    unnamed = [line[1] for line in lines if line[1].filters[field] == "none"]
    return [line for _place, line in sorted(named, key=lambda each: str(each[0]).zfill(12))] + unnamed
