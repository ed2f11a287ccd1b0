"""What is filed: the question, its table and its rows, gathered once for every format."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.models import Placement, PlacementPhoto
from campaigns.queries.accounts import Question, account_table, figures_sql, rows_behind
from campaigns.rules.accounts import Axis, Figure, Table

CHUNK: Final = 500


@dataclass(frozen=True)
class Statement:
    """One answer with everything that shows how it came about."""

    question: Question
    table: Table
    made_at: dt.datetime
    office: str

    @property
    def title(self) -> str:
        """The heading of every paper."""
        return _("Public-service ads placed in %(region)s, %(span)s") % {
            "region": self.question.region,
            "span": self.question.span.label,
        }

    @property
    def summary(self) -> str:
        """The figures in one sentence."""
        return _(
            "%(up)s placements up in %(media)s media, %(placements)s of them new in the period; shown %(times)s times."
        ) % {
            "up": self.table.total.up_text,
            "placements": self.table.total.placements_text,
            "media": count_media(self.question, self.table),
            "times": self.table.total.times_text,
        }

    @property
    def sql(self) -> str:
        """The query that made the figures, as the database was asked."""
        return figures_sql(self.question)

    def grids(self) -> tuple[list[list[Any]], list[list[Any]]]:
        """Return the tables of times shown and of placements, with headings and sums; numbers stay numbers."""
        times = self._grid(_("Times shown"), lambda figure: figure.times)
        up = self._grid(_("Placements up"), lambda figure: figure.up)
        table = self.table
        new = [table.row_sums.get(row.key, Figure()).placements for row in table.rows]
        new_column = [_("New in the period"), *new, table.total.placements]
        return times, [[*line, value] for line, value in zip(up, new_column, strict=True)]

    def _grid(self, name: str, value: Callable[[Figure], int]) -> list[list[Any]]:
        table = self.table
        head = [name, *(column.name for column in table.columns), _("Sum")]
        body = [
            [
                row.name,
                *(value(table.cells.get((row.key, column.key), Figure())) for column in table.columns),
                value(table.row_sums.get(row.key, Figure())),
            ]
            for row in table.rows
        ]
        sums = [value(table.column_sums.get(column.key, Figure())) for column in table.columns]
        return [head, *body, [_("Sum"), *sums, value(table.total)]]

    def rows(self) -> Iterator[Placement]:
        """Yield the placements behind the figures, in order, some at a time."""
        return rows_behind(self.question).order_by("starts_on", "pk").iterator(chunk_size=CHUNK)

    def photos(self) -> Iterator[PlacementPhoto]:
        """Yield the evidence: each photo with its placement."""
        photos = PlacementPhoto.objects.filter(placement__in=rows_behind(self.question))
        related = ("placement__medium", "placement__region", "placement__psa_file__psa", "picture")
        return photos.select_related(*related).order_by("placement__starts_on", "pk").iterator(chunk_size=CHUNK)


def count_media(question: Question, table: Table) -> int:
    """Return how many media have figures; it is asked anew where the table does not tell."""
    if question.rows == Axis.MEDIUM:
        return len(table.rows)
    if question.columns == Axis.MEDIUM:
        return len(table.columns)
    return len(account_table(replace(question, rows=Axis.MEDIUM, columns=Axis.CATEGORY)).rows)


def make_statement(*, question: Question, office: str) -> Statement:
    """Answer the question now."""
    return Statement(question, account_table(question), timezone.localtime(), office)


def row_headings() -> list[str]:
    """Return the headings of the list of placements."""
    return [
        _("Record number"),
        _("Ad"),
        _("category"),
        _("medium"),
        _("Region"),
        _("address"),
        _("unit"),
        _("first day"),
        _("last day"),
        _("went up on"),
        _("came down on"),
        _("times shown"),
        _("share of the surface in percent"),
        _("state"),
        _("longitude"),
        _("latitude"),
        _("code on the sticker"),
    ]


def row_values(row: Placement) -> list[Any]:
    """Return a placement as a row: dates and numbers as such, everything else as text."""
    return [
        row.pk,
        row.psa_file.psa.title,
        str(row.category),
        str(row.medium),
        str(row.region),
        row.address,
        str(row.organisation),
        row.starts_on,
        row.ends_on,
        row.went_up_on,
        row.came_down_on,
        row.times_shown,
        row.surface_share,
        row.get_state_display(),
        row.longitude,
        row.latitude,
        row.code,
    ]
