"""The read model of the roll of honour."""

import datetime as dt
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exemplars.enums import ProgrammeLevel

COUNTED = ("programme", "level", "category", "year")
VISIBLE = ("visible_from", "visible_until")
"""What every filter and count asks of a row; indexes carry it, so that the rows themselves are not read.

Only the index of the list holds the words as well: counting without words reads a third as much.
"""

NEWEST = (F("year").desc(), F("day").desc(), F("honour").desc())
"""The order of the list."""


class RollQuerySet(models.QuerySet["RollRow"]):
    """Rows of the roll."""

    def visible(self, now: dt.datetime | None = None) -> "RollQuerySet":
        """Return the rows whose exemplar readers may see at ``now`` (default: the present)."""
        moment = now or timezone.now()
        lasting = Q(visible_until__isnull=True) | Q(visible_until__gt=moment)
        found: RollQuerySet = self.filter(lasting, visible_from__lte=moment)
        return found


class RollRow(models.Model):
    """A public honour in one place: a row for each region with its ancestors, and one without a region for all.

    Only ``exemplars.domain.roll`` writes it, from the search document and the honours, in the same transaction.
    ``day`` orders honours without a day by their year. ``words`` are what the search box looks through.
    """

    honour = models.ForeignKey(
        "exemplars.Honour", verbose_name=_("honour"), on_delete=models.CASCADE, related_name="roll_rows"
    )
    exemplar = models.ForeignKey(
        "exemplars.ExemplarPage", verbose_name=_("exemplar"), on_delete=models.CASCADE, related_name="roll_rows"
    )
    region = models.ForeignKey(
        "foundation.Region",
        verbose_name=_("region"),
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
    )
    programme = models.ForeignKey(
        "exemplars.Programme", verbose_name=_("programme"), on_delete=models.CASCADE, related_name="+", db_index=False
    )
    category = models.ForeignKey(
        "exemplars.ProgrammeCategory",
        verbose_name=_("category"),
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
    )
    level = models.CharField(_("level"), max_length=10, choices=ProgrammeLevel)
    year = models.PositiveSmallIntegerField(_("year"))
    day = models.DateField(_("date"))
    words = models.CharField(_("words"), max_length=400)
    visible_from = models.DateTimeField(_("visible from"))
    visible_until = models.DateTimeField(_("visible until"), null=True)

    objects: ClassVar[models.Manager[Any]] = RollQuerySet.as_manager()

    class Meta:
        verbose_name = _("row of the roll of honour")
        verbose_name_plural = _("rows of the roll of honour")
        default_permissions: ClassVar[tuple[str, ...]] = ()
        constraints = (models.UniqueConstraint("honour", "region", name="roll_row_once_a_region"),)
        indexes = (
            models.Index("region", *COUNTED, *VISIBLE, name="roll_counts"),
            models.Index("region", *NEWEST, *COUNTED[:3], *VISIBLE, "words", name="roll_list"),
        )

    def __str__(self) -> str:
        return f"{self.honour_id}: {self.region_id}"
