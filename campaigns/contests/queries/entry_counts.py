"""How many entries came: by day or month, channel, region, group and state."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count, Max, Min, QuerySet
from django.db.models.functions import TruncDate, TruncMonth
from django.utils.translation import gettext as _

from campaigns.contests.enums import EntryChannel, EntryState
from campaigns.contests.models import Contest, Entry
from foundation.intake.codes import OFFICE_ZONE

DAYS_SHOWN: Final = 45
"""A competition that ran longer is counted by month: a bar for each day could not be read."""


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
    by_time: list[Line]
    is_by_month: bool
    by_state: list[Line]
    by_channel: list[Line]
    by_group: list[Line]
    by_region: list[Line]


def count_entries(contest: Contest) -> EntryCounts:
    """Count what came in for a competition, in a constant number of queries. Days are those of the office's clock."""
    rows = Entry.objects.filter(contest=contest).exclude(state=EntryState.DRAFT).order_by()
    span = rows.aggregate(first=Min("received_at"), last=Max("received_at"), n=Count("pk"))
    by_month = bool(span["n"]) and (span["last"] - span["first"]).days > DAYS_SHOWN
    return EntryCounts(
        total=span["n"],
        late=rows.filter(is_late=True).count(),
        by_time=_by_month(rows) if by_month else _by_day(rows),
        is_by_month=by_month,
        by_state=_by_choice(rows, "state", EntryState),
        by_channel=_by_choice(rows, "channel", EntryChannel),
        by_group=_by_row(rows, "group", "group__name", "group__order", _("No group")),
        by_region=_by_row(rows, "region", "region__short_name", "region__code", _("Region not known")),
    )


def _by_day(rows: "QuerySet[Entry]") -> list[Line]:
    """Return every day from the first to the last, those without an entry too."""
    found = dict(
        rows.annotate(day=TruncDate("received_at", tzinfo=OFFICE_ZONE)).values_list("day").annotate(n=Count("pk"))
    )
    if not found:
        return []
    first, last = min(found), max(found)
    days = [first + dt.timedelta(days=number) for number in range((last - first).days + 1)]
    return [Line(day.isoformat(), found.get(day, 0), _between(day, day)) for day in days]


def _by_month(rows: "QuerySet[Entry]") -> list[Line]:
    found = rows.annotate(month=TruncMonth("received_at", tzinfo=OFFICE_ZONE)).values_list("month")
    lines = []
    for month, figure in found.annotate(n=Count("pk")).order_by("month"):
        first = month.date()
        following = (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
        lines.append(Line(f"{first:%Y-%m}", figure, _between(first, following - dt.timedelta(days=1))))
    return lines


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
