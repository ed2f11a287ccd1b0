"""What a screen plays: search documents, with times of day and durations."""

import datetime as dt
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from campaigns.enums import PlayKind
from search.models import Document


class Playlist(ClusterableModel):
    """An ordered mix that plays round and round."""

    name = models.CharField(_("name"), max_length=80, unique=True)

    class Meta:
        verbose_name = _("playlist")
        verbose_name_plural = _("playlists")
        ordering: ClassVar[tuple[str, ...]] = ("name",)

    def __str__(self) -> str:
        return self.name


class PlaylistItem(models.Model):
    """One entry: a document by its public number, or the newest documents of its kind.

    It names a document, never a page or a file, so that what is withdrawn from readers is withdrawn from screens.
    """

    sort_order_field = "sort_order"
    """By this name the form of a playlist finds that its entries can be moved."""

    playlist = ParentalKey(Playlist, on_delete=models.CASCADE, related_name="items")
    sort_order = models.PositiveIntegerField(default=0)
    kind = models.CharField(_("item kind"), max_length=20, choices=PlayKind, default=PlayKind.PSA)
    number = models.PositiveBigIntegerField(
        _("what it shows"), null=True, blank=True, help_text=_("Empty: the newest of the kind below.")
    )
    newest = models.PositiveSmallIntegerField(
        _("how many of the newest"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
        help_text=_("Where nothing is chosen above."),
    )
    seconds = models.PositiveSmallIntegerField(
        _("seconds each"), default=12, validators=[MinValueValidator(3), MaxValueValidator(600)]
    )
    from_time = models.TimeField(_("daily from"), default=dt.time(6))
    until_time = models.TimeField(
        _("daily until"), default=dt.time(0), help_text=_("00:00 is midnight at the end of the day.")
    )
    from_date = models.DateField(_("first day"), null=True, blank=True)
    until_date = models.DateField(_("last day"), null=True, blank=True)

    class Meta:
        verbose_name = _("playlist entry")
        verbose_name_plural = _("playlist entries")
        ordering: ClassVar[tuple[str, ...]] = ("sort_order", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="playlist_item_kind_known", condition=Q(kind__in=PlayKind.values)),
            models.CheckConstraint(name="playlist_item_has_time", condition=Q(seconds__gte=3, seconds__lte=600)),
            models.CheckConstraint(
                name="playlist_item_daypart",
                condition=Q(until_time=dt.time(0)) | Q(until_time__gt=F("from_time")),
                violation_error_message=_("The time of day ends before it begins."),
            ),
            models.CheckConstraint(
                name="playlist_item_days",
                condition=Q(from_date__isnull=True) | Q(until_date__isnull=True) | Q(until_date__gte=F("from_date")),
                violation_error_message=_("The last day lies before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number or ''}".strip()

    def clean(self) -> None:
        """Take the kind of what is named, and refuse what readers do not find."""
        super().clean()
        if not self.number:
            return
        found = Document.objects.filter(kind__in=PlayKind.values, number=self.number).first()
        if found is None:
            raise ValidationError({"number": _("Readers find nothing of this kind under this number.")})
        self.kind = found.kind
