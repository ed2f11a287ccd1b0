"""Administrative regions, dated, with former names and successors."""

import datetime as dt
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Concat, Substr
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.enums import RegionLevel
from foundation.validators import validate_region_code


class RegionQuerySet(models.QuerySet["Region"]):
    """Regions by time and place."""

    def current(self, on: dt.date | None = None) -> Self:
        """Keep the regions that exist on the day ``on`` (today in the office's time)."""
        day = on or timezone.localdate()
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day), Q(valid_until__isnull=True) | Q(valid_until__gt=day)
        )

    def under(self, region: "Region") -> Self:
        """Keep ``region`` itself and all below it."""
        return self.filter(path__startswith=region.path)


class Region(models.Model):
    """A place in the tree of administrative divisions.

    ``code`` is the GB/T 2260 code (6 digits; 9 or 12 below the county) and is unique among regions of the same
    ``valid_from``; of all that bear a code one at most has no end. ``path`` lists the keys of all ancestors and of the
    region itself as ``/1/14/203/`` and is kept by ``save``.
    """

    code = models.CharField(_("code"), max_length=12, validators=[validate_region_code])
    name = models.CharField(_("official name"), max_length=60)
    short_name = models.CharField(_("short name"), max_length=60)
    level = models.PositiveSmallIntegerField(_("level"), choices=RegionLevel)
    parent = models.ForeignKey(
        "self", verbose_name=_("belongs to"), null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    path = models.CharField(max_length=120, editable=False, db_index=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(
        _("valid until"), null=True, blank=True, help_text=_("The first day on which it no longer existed.")
    )
    successors = models.ManyToManyField(
        "self", verbose_name=_("successors"), symmetrical=False, blank=True, related_name="predecessors"
    )

    objects: ClassVar[models.Manager["Region"]] = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ("code", "id")
        constraints = (
            models.UniqueConstraint("code", "valid_from", name="region_code_per_date"),
            models.UniqueConstraint("code", condition=Q(valid_from__isnull=True), name="region_code_undated"),
            models.UniqueConstraint(
                "code",
                condition=Q(valid_until__isnull=True),
                name="region_code_current",
                violation_error_message=_("Another region bears this code and has no end."),
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_until__gt=models.F("valid_from")),
                name="region_dates_in_order",
                violation_error_message=_("The end lies before the beginning."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the region and keep the paths, its own and those of all below it."""
        super().save(*args, **kwargs)
        path = f"{self.parent.path if self.parent else '/'}{self.pk}/"
        if path == self.path:
            return
        former, self.path = self.path, path
        Region.objects.filter(pk=self.pk).update(path=path)
        if former:
            below = Region.objects.filter(path__startswith=former).exclude(pk=self.pk)
            below.update(path=Concat(models.Value(path), Substr("path", len(former) + 1)))

    @property
    def lineage(self) -> tuple[int, ...]:
        """The keys of the ancestors and of the region itself, the outermost first."""
        return tuple(int(key) for key in self.path.strip("/").split("/") if key)

    def clean(self) -> None:
        """Refuse a parent that is not above, and a time in which another region bears the code."""
        super().clean()
        if self.parent is not None and self.parent.level >= self.level:
            raise ValidationError({"parent": _("A region belongs to one of a higher level.")})
        if any(self._shares_a_day_with(other) for other in Region.objects.filter(code=self.code).exclude(pk=self.pk)):
            raise ValidationError({"code": _("Another region bears this code at that time.")})

    def _shares_a_day_with(self, other: "Region") -> bool:
        ends_before = bool(self.valid_until and other.valid_from and self.valid_until <= other.valid_from)
        begins_after = bool(self.valid_from and other.valid_until and self.valid_from >= other.valid_until)
        return not (ends_before or begins_after)


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
