"""The media in which ads are placed."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Medium(models.Model):
    """A medium such as 报纸 or 候车亭. The list is the office's own; a migration gives the usual ones."""

    name = models.CharField(_("name"), max_length=30, unique=True)
    aliases = models.JSONField(_("also known as"), default=list, blank=True)
    is_physical = models.BooleanField(
        _("hangs at a place"),
        default=True,
        help_text=_("Each placement gets a code and a sticker, by which passers-by report damage."),
    )
    has_share = models.BooleanField(
        _("share of the surface is recorded"), default=False, help_text=_("For hoardings: at least 30 % is expected.")
    )
    is_active = models.BooleanField(_("in use"), default=True)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("medium")
        verbose_name_plural = _("media of placements")
        ordering: ClassVar[tuple[str, ...]] = ("sort_order", "pk")

    def __str__(self) -> str:
        return self.name
