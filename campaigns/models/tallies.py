"""The accounts, kept as the placements change."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class ShowingTally(models.Model):
    """How many placements of a category and medium began in a month within a region, and how often they were shown.

    A placement counts in its own region and in each region above, so a figure for any region is read, not added up
    (``docs/adr/0095-accounts-kept-in-the-same-transaction.md``).
    """

    region = models.ForeignKey("foundation.Region", on_delete=models.CASCADE, related_name="+", db_index=False)
    month = models.DateField()
    medium = models.ForeignKey("campaigns.Medium", on_delete=models.CASCADE, related_name="+", db_index=False)
    category = models.ForeignKey("campaigns.PsaCategory", on_delete=models.CASCADE, related_name="+", db_index=False)
    placements = models.BigIntegerField(default=0)
    times = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("tally of showings")
        verbose_name_plural = _("tallies of showings")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint("region", "month", "medium", "category", name="tally_once"),
            models.CheckConstraint(
                name="tally_not_below_zero", condition=models.Q(placements__gte=0) & models.Q(times__gte=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region_id} {self.month:%Y-%m} {self.medium_id} {self.category_id}"
