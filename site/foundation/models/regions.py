"""Administrative regions, dated, with former names and successors."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.enums import RegionLevel


class Region(models.Model):
    """A place in the tree of administrative divisions.

    ``code`` is the GB/T 2260 code (6 digits; 9 or 12 below the county) and is unique among regions of the same
    ``valid_from``. ``path`` lists the keys of all ancestors and of the region itself as ``/1/14/203/``.
    """

    code = models.CharField(_("code"), max_length=12)
    name = models.CharField(_("official name"), max_length=60)
    short_name = models.CharField(_("short name"), max_length=60)
    level = models.PositiveSmallIntegerField(_("level"), choices=RegionLevel)
    parent = models.ForeignKey(
        "self", verbose_name=_("belongs to"), null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    path = models.CharField(max_length=120, editable=False, db_index=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    successors = models.ManyToManyField(
        "self", verbose_name=_("successors"), symmetrical=False, blank=True, related_name="predecessors"
    )

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ("code",)
        constraints = (
            models.UniqueConstraint("code", "valid_from", name="region_code_per_date"),
            models.UniqueConstraint("code", condition=Q(valid_from__isnull=True), name="region_code_undated"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_until__gt=models.F("valid_from")),
                name="region_dates_in_order",
            ),
        )

    def __str__(self) -> str:
        return self.name


class RegionAlias(models.Model):
    """Another name of a region: a former name, or one used in speech."""

    region = models.ForeignKey(Region, verbose_name=_("region"), on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(_("name"), max_length=60)

    class Meta:
        verbose_name = _("region alias")
        verbose_name_plural = _("region aliases")
        constraints = (models.UniqueConstraint("region", "name", name="region_alias_once"),)

    def __str__(self) -> str:
        return self.name
