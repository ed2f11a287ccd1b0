"""Sticker sheets that were asked for and are drawn in the background."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class StickerPrint(models.Model):
    """One PDF of stickers: which placements it is of, and the drawing once it is made.

    ``problem`` is a sentence where it could not be drawn. Rows live for a day; they hold nothing that is not elsewhere.
    """

    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("asked by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    placements = models.JSONField(_("ad placements"), default=list)
    office = models.CharField(_("office"), max_length=200, blank=True)
    pdf = models.BinaryField(_("drawing"), null=True)
    problem = models.CharField(_("problem"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("sheet of stickers")
        verbose_name_plural = _("sheets of stickers")
        ordering: ClassVar[tuple[str, ...]] = ("-pk",)

    def __str__(self) -> str:
        return f"{self.pk}"
