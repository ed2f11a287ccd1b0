"""The figures of a table from the tallies: what was shown in a period, what was new in it and what was up in it.

What was up is what had begun by the period's end, less what had ended before it.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce

from campaigns.rules.accounts import Axis, Figure
from campaigns.rules.months import Span, later, quarter_of

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet

    from campaigns.models import ShowingTally

    Months = Counter[dt.date]

TIMES: Final = frozenset({Axis.MONTH, Axis.QUARTER})
Key = tuple[Any, ...]
"""What a group has on the axes that are no times, rows before columns."""


@dataclass
class Course:
    """A group by month: its new placements and times shown, and how many began and ended."""

    new: "Months" = field(default_factory=Counter)
    times: "Months" = field(default_factory=Counter)
    began: "Months" = field(default_factory=Counter)
    ended: "Months" = field(default_factory=Counter)

    def figure(self, span: Span) -> Figure:
        """Return the figures of a span; what was up in it counts once, however long."""
        new, times = (
            sum(count for month, count in months.items() if span.first <= month <= span.last)
            for months in (self.new, self.times)
        )
        begun = sum(count for month, count in self.began.items() if month <= span.last)
        return Figure(new, times, begun - sum(count for month, count in self.ended.items() if month < span.first))

    def take_away(self, other: "Course") -> None:
        """Take another course away from this one."""
        for mine, its in zip(self._all(), other._all(), strict=True):  # noqa: SLF001 - of the same class
            for month, count in its.items():
                mine[month] -= count

    def _all(self) -> "tuple[Months, ...]":
        return self.new, self.times, self.began, self.ended


@dataclass
class Sums:
    """Figures of cells, rows, columns and the whole; along a time what was up does not add up."""

    cells: defaultdict[tuple[Any, Any], Figure] = field(default_factory=lambda: defaultdict(Figure))
    rows: defaultdict[Any, Figure] = field(default_factory=lambda: defaultdict(Figure))
    columns: defaultdict[Any, Figure] = field(default_factory=lambda: defaultdict(Figure))
    total: Figure = field(default_factory=Figure)


def groups_of(
    tallies: "QuerySet[ShowingTally]", *, axes: tuple[tuple[Axis, str], ...], span: Span
) -> "QuerySet[ShowingTally, Key]":
    """Return the groups with their figures: by month where a time is asked, else summed up by the database.

    ``axes`` are rows and columns with the names of their columns in the tallies.
    """
    named = [column for axis, column in axes if axis not in TIMES]
    tallies = tallies.filter(month__lte=span.last).order_by()
    if len(named) < len(axes):
        months = tallies.values_list(*named, "month")
        return months.annotate(
            sum_new=Sum("placements"), sum_times=Sum("times"), sum_began=Sum("began"), sum_ended=Sum("ended")
        )
    inside, before = Q(month__gte=span.first), Q(month__lt=span.first)
    sums = tallies.values_list(*named).annotate(
        sum_new=Coalesce(Sum("placements", filter=inside), 0),
        sum_times=Coalesce(Sum("times", filter=inside), 0),
        sum_began=Sum("began"),
        sum_ended=Coalesce(Sum("ended", filter=before), 0),
    )
    return sums.annotate(up=F("sum_began") - F("sum_ended"))


def courses(groups: "QuerySet[ShowingTally, Key]", *, axes: tuple[Axis, Axis], span: Span) -> dict[Key, Course]:
    """Read the groups; those summed in the database stand in the first month, and what ended in the one before it."""
    found: defaultdict[Key, Course] = defaultdict(Course)
    timed = any(axis in TIMES for axis in axes)
    for group in groups:
        if timed:
            *key, month, new, times, began, ended = group
            over = month
        else:
            *key, new, times, began, ended, _up = group
            month, over = span.first, later(span.first, -1)
        course = found[tuple(key)]
        course.new[month] += new
        course.times[month] += times
        course.began[month] += began
        course.ended[over] += ended
    return dict(found)


def sums_of(found: dict[Key, Course], *, axes: tuple[Axis, Axis], span: Span) -> Sums:
    """Return the figures of the table; its keys are values of the axes, months and quarters by their first day."""
    sums = Sums()
    for key, course in found.items():
        named = iter(key)
        rows, columns = (_parts(axis, span) or [(next(named), span)] for axis in axes)
        for row, wide in rows:
            sums.rows[row] += course.figure(wide)
            for column, narrow in columns:
                first, last = max(wide.first, narrow.first), min(wide.last, narrow.last)
                if first <= last:
                    sums.cells[row, column] += course.figure(Span(first, last))
        for column, narrow in columns:
            sums.columns[column] += course.figure(narrow)
        sums.total += course.figure(span)
    return sums


def _parts(axis: Axis, span: Span) -> "list[tuple[dt.date, Span]]":
    """Return the months or quarters of a span, each cut to it; nothing for an axis that is no time."""
    if axis not in TIMES:
        return []
    if axis == Axis.MONTH:
        return [(month, Span(month, month)) for month in span.months()]
    quarters = dict.fromkeys(quarter_of(month) for month in span.months())
    return [(each.first, Span(max(each.first, span.first), min(each.last, span.last))) for each in quarters]
