"""What an ad is about, and in which language it speaks: short lists that the office keeps itself."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

MOST_SHARE = 10


class PsaCategory(models.Model):
    """A category by which ads are found, counted and filed."""

    name = models.CharField(_("name"), max_length=30, unique=True)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)
    share = models.PositiveSmallIntegerField(
        _("share on this site"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_SHARE)],
        help_text=_("The ads of a category with share 2 together stand on this site's pages twice as often as others."),
    )

    class Meta:
        verbose_name = _("category of ads")
        verbose_name_plural = _("categories of ads")
        ordering: ClassVar[tuple[str, ...]] = ("sort_order", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(share__range=(1, MOST_SHARE)), name="psa_category_share_in_ten"),
        ]

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
