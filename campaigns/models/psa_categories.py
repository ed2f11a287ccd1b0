"""What an ad is about, and in which language it speaks: short lists that the office keeps itself."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class PsaCategory(models.Model):
    """A category by which ads are found, counted and filed."""

    name = models.CharField(_("name"), max_length=30, unique=True)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("category of ads")
        verbose_name_plural = _("categories of ads")
        ordering: ClassVar[tuple[str, ...]] = ("sort_order", "pk")

    def __str__(self) -> str:
        return self.name


class PsaLanguage(models.Model):
    """A language in which ads are made."""

    name = models.CharField(_("name"), max_length=30, unique=True)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("language of ads")
        verbose_name_plural = _("languages of ads")
        ordering: ClassVar[tuple[str, ...]] = ("sort_order", "pk")

    def __str__(self) -> str:
        return self.name
