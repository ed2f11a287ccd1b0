"""The accounts: one table, read from the tallies."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext as _

from campaigns.models import Medium, Placement, PsaCategory, ShowingTally
from campaigns.queries.placements import listed, up_from, up_until
from campaigns.queries.standing import TIMES, Course, Sums, courses, groups_of, sums_of
from campaigns.rules.accounts import Axis, Figure, Head, Table
from campaigns.rules.months import Span, quarter_of
from foundation.models import Region

COLUMN_OF: Final = {
    Axis.CATEGORY: "category_id",
    Axis.MEDIUM: "medium_id",
    Axis.REGION: "region_id",
    Axis.MONTH: "month",
    Axis.QUARTER: "month",
}


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked: which region, which months, told apart by what."""

    region: Region
    span: Span
    rows: Axis = Axis.CATEGORY
    columns: Axis = Axis.MEDIUM
    category: PsaCategory | None = None
    medium: Medium | None = None

    @property
    def stated(self) -> list[str]:
        """The question in words, line by line: it goes with every figure that is handed over."""
        lines = [
            _("Region: %(region)s with all regions below it.") % {"region": self.region},
            _("Period: %(span)s.") % {"span": self.span.label},
            _("Counted: placements that went up. Planned ones, and plans that came to nothing, are left out."),
            _(
                "Times shown: the sum of the times entered with each placement, in the month of its first day; "
                "“new” are the placements whose first day lies in the period."
            ),
            _(
                "Placements up: those that were up on any day of the period: up by its end, and neither taken down "
                "nor past their last day before it. One that was up in many months counts once in the sum."
            ),
        ]
        if Axis.REGION in {self.rows, self.columns}:
            lines.append(
                _(
                    "The line of %(region)s itself is its sum in the query less those of the regions directly below: "
                    "what stands in none of them, such as a newspaper of the whole region."
                )
                % {"region": self.region}
            )
        if self.category is not None:
            lines.append(_("Only the category %(name)s.") % {"name": self.category})
        if self.medium is not None:
            lines.append(_("Only the medium %(name)s.") % {"name": self.medium})
        return lines


def home_region() -> Region | None:
    """Return the region whose accounts are meant when none is named: the widest in which everything counted lies.

    Each placement counts in all regions above its own, so it is the smallest that has the most.
    """
    sums = ShowingTally.objects.values("region").annotate(count=Sum("placements")).filter(count__gt=0)
    best = sums.order_by("-count", "-region__level", "region").first()
    return Region.objects.get(pk=best["region"]) if best else None


def account_table(question: Question) -> Table:
    """Return the figures; one query for them and one for the names of each axis."""
    sums = _sums(question)
    rows = {_key(value): figure for value, figure in sums.rows.items()}
    columns = {_key(value): figure for value, figure in sums.columns.items()}
    cells = {(_key(row), _key(column)): figure for (row, column), figure in sums.cells.items() if figure != Figure()}
    heads = _heads(question, question.rows, rows), _heads(question, question.columns, columns)
    return Table(*heads, cells, rows, columns, sums.total)


def _narrowed(question: Question) -> "QuerySet[ShowingTally]":
    """Return the tallies of the region, category and medium asked for, of all months."""
    tallies = ShowingTally.objects.all()
    if Axis.REGION in {question.rows, question.columns}:
        tallies = tallies.filter(region__in=parts_of(question.region))
    else:
        tallies = tallies.filter(region=question.region)
    if question.category is not None:
        tallies = tallies.filter(category=question.category)
    return tallies.filter(medium=question.medium) if question.medium is not None else tallies


def _axes(question: Question) -> tuple[tuple[Axis, str], tuple[Axis, str]]:
    return (question.rows, COLUMN_OF[question.rows]), (question.columns, COLUMN_OF[question.columns])


def _groups(question: Question) -> "QuerySet[ShowingTally, tuple[Any, ...]]":
    return groups_of(_narrowed(question), axes=_axes(question), span=question.span)


def _sums(question: Question) -> Sums:
    """Return the figures of each cell and sum; a region's own line is its tallies less those of its parts."""
    axes = (question.rows, question.columns)
    found = courses(_groups(question), axes=axes, span=question.span)
    named = [axis for axis in axes if axis not in TIMES]
    if Axis.REGION in named:
        place = named.index(Axis.REGION)
        for key, course in list(found.items()):
            if key[place] != question.region.pk:
                own = (*key[:place], question.region.pk, *key[place + 1 :])
                found.setdefault(own, Course()).take_away(course)
    return sums_of(found, axes=axes, span=question.span)


def parts_of(region: Region) -> list[Region]:
    """Return the regions directly below in the order of their codes, and at last the region itself."""
    return [*Region.objects.filter(parent=region).order_by("code", "pk"), region]


def name_of_part(region: Region, part: Region, *, alone: bool) -> str:
    """Return the name of a region's part; the region itself is told from its whole unless it is ``alone``."""
    return _("%(region)s itself") % {"region": part} if part == region and not alone else str(part)


def figures_sql(question: Question) -> str:
    """Return the query that makes the figures, with its values written out, as it may be run by hand."""
    sql, values = _groups(question).query.sql_with_params()
    written = [str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'" for value in values]
    return sql % tuple(written)


def _key(value: Any) -> str:
    """Return the key of a head in links: a day or a number as text."""
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _heads(question: Question, axis: Axis, sums: dict[str, Figure]) -> tuple[Head, ...]:
    """Name what stands on an axis: all months of the period, otherwise what has figures, in the office's order."""
    if axis == Axis.MONTH:
        return tuple(Head(month.isoformat(), f"{month:%Y-%m}") for month in question.span.months())
    if axis == Axis.QUARTER:
        quarters = dict.fromkeys(quarter_of(month).first for month in question.span.months())
        return tuple(Head(day.isoformat(), f"{day.year} Q{(day.month + 2) // 3}") for day in quarters)
    if axis == Axis.REGION:
        parts = parts_of(question.region)
        named_parts = [(part, name_of_part(question.region, part, alone=len(parts) == 1)) for part in parts]
        return tuple(Head(str(part.pk), name) for part, name in named_parts if _has(sums, part.pk))
    named: dict[Axis, Any] = {
        Axis.CATEGORY: PsaCategory.objects.all,
        Axis.MEDIUM: Medium.objects.all,
    }
    return tuple(Head(str(each.pk), str(each)) for each in named[axis]() if _has(sums, each.pk))


def _has(sums: dict[str, Figure], key: int) -> bool:
    return sums.get(str(key), Figure()) != Figure()


def rows_behind(question: Question) -> "QuerySet[Placement]":
    """Return the placements that make up the figures: those that began in the period and those that were up in it."""
    first, last = question.span.first, question.span.end
    began = Q(went_up_on__isnull=False, starts_on__range=(first, last))
    rows = listed().filter(began | (up_from(first) & up_until(last)), region__path__startswith=question.region.path)
    if question.category is not None:
        rows = rows.filter(category=question.category)
    return rows.filter(medium=question.medium) if question.medium is not None else rows
