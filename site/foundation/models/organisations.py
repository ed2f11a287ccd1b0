"""Organisations: one tree serves bylines, contributors, placements and the directory."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.enums import OrganisationKind
from foundation.validators import validate_names


class Organisation(models.Model):
    """An office, newspaper, school or practice centre, and its place in the tree of such."""

    name = models.CharField(_("official name"), max_length=120, unique=True)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    aliases = models.JSONField(_("also known as"), default=list, blank=True, validators=[validate_names])
    kind = models.CharField(_("kind"), max_length=30, choices=OrganisationKind, default=OrganisationKind.OTHER)
    parent = models.ForeignKey(
        "self", verbose_name=_("belongs to"), null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    region = models.ForeignKey(
        "foundation.Region",
        verbose_name=_("region"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="organisations",
    )

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a parent that belongs to this organisation, near or far."""
        super().clean()
        above = self.parent
        while above is not None:
            if above.pk == self.pk:
                raise ValidationError({"parent": _("An organisation cannot belong to itself.")})
            above = above.parent
