"""The accounts, kept as the placements change."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class ShowingTally(models.Model):
    """Placements of a category and medium in a month within a region: how many there were, and how often shown.

    ``placements`` and ``times`` are of those whose first day lies in the month; ``began`` counts those that went up in
    it, ``ended`` those that were up in it for the last time: what was up in any period is the sum of what began up to
    its end less what ended before it. A placement counts in its own region and in each region above, so a figure for
    any region is read, not added up (``docs/adr/0095-accounts-kept-in-the-same-transaction.md``).
    """

    region = models.ForeignKey("foundation.Region", on_delete=models.CASCADE, related_name="+", db_index=False)
    month = models.DateField()
    medium = models.ForeignKey("campaigns.Medium", on_delete=models.CASCADE, related_name="+", db_index=False)
    category = models.ForeignKey("campaigns.PsaCategory", on_delete=models.CASCADE, related_name="+", db_index=False)
    placements = models.BigIntegerField(default=0)
    times = models.BigIntegerField(default=0)
    began = models.BigIntegerField(default=0)
    ended = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("tally of showings")
        verbose_name_plural = _("tallies of showings")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint("region", "month", "medium", "category", name="tally_once"),
            models.CheckConstraint(
                name="tally_not_below_zero",
                condition=models.Q(placements__gte=0, times__gte=0, began__gte=0, ended__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region_id} {self.month:%Y-%m} {self.medium_id} {self.category_id}"
