"""What is filed: the question, its table and its rows, gathered once for every format."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.models import Placement, PlacementPhoto
from campaigns.queries.accounts import Question, account_table, figures_sql, rows_behind, tallies_of
from campaigns.rules.accounts import Figure, Table

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
        return _("%(placements)s placements in %(media)s media, shown %(times)s times.") % {
            "placements": f"{self.table.total.placements:,}",
            "media": len(media_of(self.question)),
            "times": f"{self.table.total.times:,}",
        }

    @property
    def sql(self) -> str:
        """The query that made the figures, as the database was asked."""
        return figures_sql(self.question)

    def grid(self) -> list[list[Any]]:
        """Return the table of times shown with headings and sums; numbers stay numbers."""
        table = self.table
        head = [_("Times shown"), *(column.name for column in table.columns), _("Sum"), _("Placements")]
        body = [
            [
                row.name,
                *(table.cells.get((row.key, column.key), Figure()).times for column in table.columns),
                table.row_sums.get(row.key, Figure()).times,
                table.row_sums.get(row.key, Figure()).placements,
            ]
            for row in table.rows
        ]
        sums = [table.column_sums.get(column.key, Figure()).times for column in table.columns]
        return [head, *body, [_("Sum"), *sums, table.total.times, table.total.placements]]

    def rows(self) -> Iterator[Placement]:
        """Yield the placements behind the figures, in order, some at a time."""
        return rows_behind(self.question).order_by("starts_on", "pk").iterator(chunk_size=CHUNK)

    def photos(self) -> Iterator[PlacementPhoto]:
        """Yield the evidence: each photo with its placement."""
        photos = PlacementPhoto.objects.filter(placement__in=rows_behind(self.question))
        related = ("placement__medium", "placement__region", "placement__psa_file__psa", "picture")
        return photos.select_related(*related).order_by("placement__starts_on", "pk").iterator(chunk_size=CHUNK)


def media_of(question: Question) -> list[int]:
    """Return the keys of the media that have figures."""
    return list(tallies_of(question).order_by().values_list("medium_id", flat=True).distinct())


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
        row.times_shown,
        row.surface_share,
        row.get_state_display(),
        row.longitude,
        row.latitude,
        row.code,
    ]
