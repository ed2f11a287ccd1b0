"""How many placements were up in a period: what had begun by its end, less what had ended before it."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce

from campaigns.rules.accounts import Axis
from campaigns.rules.months import Span, later, quarter_of

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet

    from campaigns.models import ShowingTally

TIMES: Final = frozenset({Axis.MONTH, Axis.QUARTER})
Key = tuple[Any, ...]
"""What a group has on the axes that are no times, rows before columns."""


@dataclass
class Course:
    """By month: how many placements of a group began, and how many ended."""

    began: "Counter[dt.date]" = field(default_factory=Counter)
    ended: "Counter[dt.date]" = field(default_factory=Counter)

    def up_in(self, span: Span) -> int:
        """Return how many were up at any time in the span."""
        begun = sum(count for month, count in self.began.items() if month <= span.last)
        return begun - sum(count for month, count in self.ended.items() if month < span.first)

    def add(self, other: "Course", sign: int) -> None:
        """Add another course, or take it away."""
        for mine, its in ((self.began, other.began), (self.ended, other.ended)):
            for month, count in its.items():
                mine[month] += sign * count


@dataclass
class Standing:
    """The numbers of a table; along a time they do not add up, for a placement may be up in many months."""

    cells: "Counter[tuple[Any, Any]]" = field(default_factory=Counter)
    rows: "Counter[Any]" = field(default_factory=Counter)
    columns: "Counter[Any]" = field(default_factory=Counter)
    total: int = 0


def standing_groups(
    tallies: "QuerySet[ShowingTally]", *, axes: tuple[tuple[Axis, str], ...], span: Span
) -> "QuerySet[ShowingTally, Key]":
    """Return the groups with what began and what ended in each: by month where a time is asked, else in one sum each.

    ``axes`` are rows and columns with the names of their columns in the tallies.
    """
    named = [column for axis, column in axes if axis not in TIMES]
    tallies = tallies.filter(month__lte=span.last).order_by()
    if len(named) < len(axes):
        months = tallies.values_list(*named, "month")
        return months.annotate(sum_began=Sum("began"), sum_ended=Sum("ended"))
    before = Coalesce(Sum("ended", filter=Q(month__lt=span.first)), 0)
    sums = tallies.values_list(*named).annotate(sum_began=Sum("began"), sum_ended=before)
    return sums.annotate(up=F("sum_began") - F("sum_ended"))


def courses(groups: "QuerySet[ShowingTally, Key]", *, axes: tuple[Axis, Axis], span: Span) -> dict[Key, Course]:
    """Read the groups; those summed in the database stand in the first month, and what ended in the one before it."""
    found: defaultdict[Key, Course] = defaultdict(Course)
    timed = any(axis in TIMES for axis in axes)
    for group in groups:
        if timed:
            *key, month, began, ended = group
            course = found[tuple(key)]
            course.began[month] += began
            course.ended[month] += ended
        else:
            *key, began, ended, _up = group
            found[tuple(key)] = Course(Counter({span.first: began}), Counter({later(span.first, -1): ended}))
    return dict(found)


def standing(found: dict[Key, Course], *, axes: tuple[Axis, Axis], span: Span) -> Standing:
    """Return the numbers of the table; its keys are values of the axes, months and quarters by their first day."""
    made = Standing()
    for key, course in found.items():
        named = iter(key)
        rows, columns = (_parts(axis, span) or [(next(named), span)] for axis in axes)
        for row, wide in rows:
            made.rows[row] += course.up_in(wide)
            for column, narrow in columns:
                first, last = max(wide.first, narrow.first), min(wide.last, narrow.last)
                if first <= last:
                    made.cells[row, column] += course.up_in(Span(first, last))
        for column, narrow in columns:
            made.columns[column] += course.up_in(narrow)
        made.total += course.up_in(span)
    return made


def _parts(axis: Axis, span: Span) -> "list[tuple[dt.date, Span]]":
    """Return the months or quarters of a span, each cut to it; nothing for an axis that is no time."""
    if axis not in TIMES:
        return []
    if axis == Axis.MONTH:
        return [(month, Span(month, month)) for month in span.months()]
    quarters = dict.fromkeys(quarter_of(month) for month in span.months())
    return [(each.first, Span(max(each.first, span.first), min(each.last, span.last))) for each in quarters]
