"""Screens in public places, and the proof of what they showed."""

import datetime as dt
import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.enums import Orientation


class Screen(models.Model):
    """A screen that opens a secret address; only the address's digest is kept."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    place = models.CharField(_("place"), max_length=200)
    region = models.ForeignKey(
        "foundation.Region", verbose_name=_("region"), on_delete=models.PROTECT, related_name="screens"
    )
    organisation = models.ForeignKey(
        "foundation.Organisation", verbose_name=_("unit"), on_delete=models.PROTECT, related_name="screens"
    )
    width = models.PositiveIntegerField(_("width in pixels"), default=1920)
    height = models.PositiveIntegerField(_("height in pixels"), default=1080)
    orientation = models.CharField(_("orientation"), max_length=10, choices=Orientation, default=Orientation.LANDSCAPE)
    opens_at = models.TimeField(_("on from"), default=dt.time(6))
    closes_at = models.TimeField(
        _("on until"), default=dt.time(0), help_text=_("00:00 is midnight at the end of the day.")
    )
    medium = models.ForeignKey(
        "campaigns.Medium",
        verbose_name=_("counts as"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="screens",
        help_text=_("What the screen reports to have shown is counted under this medium. Empty: it is not counted."),
    )
    playlist = models.ForeignKey(
        "campaigns.Playlist",
        verbose_name=_("playlist"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="screens",
    )
    token_digest = models.CharField(max_length=64, unique=True, null=True, editable=False)
    last_contact_at = models.DateTimeField(_("last contact"), null=True, editable=False)
    late_plays = models.PositiveIntegerField(_("showings reported too late"), default=0, editable=False)
    late_until = models.DateTimeField(_("last of them"), null=True, editable=False)

    class Meta:
        verbose_name = _("screen")
        verbose_name_plural = _("screens")
        ordering: ClassVar[tuple[str, ...]] = ("name",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="screen_has_pixels", condition=Q(width__gt=0) & Q(height__gt=0)),
            models.CheckConstraint(
                name="screen_hours_in_order",
                condition=Q(closes_at=dt.time(0)) | Q(closes_at__gt=F("opens_at")),
                violation_error_message=_("The screen must go off after it went on."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Handout(models.Model):
    """Something that a screen was given to show: only of it may it report to have shown it.

    ``file`` is the file of an ad that was sent, ``ended_at`` the contact at which it was given no more.
    """

    screen = models.ForeignKey(Screen, verbose_name=_("screen"), on_delete=models.CASCADE, related_name="handouts")
    kind = models.CharField(_("kind"), max_length=20)
    object_key = models.CharField(_("object"), max_length=60)
    file = models.ForeignKey(
        "campaigns.PsaFile", verbose_name=_("file"), null=True, on_delete=models.SET_NULL, related_name="handouts"
    )
    seconds = models.PositiveIntegerField(_("seconds"))
    began_at = models.DateTimeField(_("given since"))
    ended_at = models.DateTimeField(_("given until"), null=True)

    class Meta:
        verbose_name = _("what a screen was given")
        verbose_name_plural = _("what screens were given")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint("screen", "kind", "object_key", name="handout_once_a_screen")
        ]

    def __str__(self) -> str:
        return f"{self.screen_id} {self.kind} {self.object_key}"


class Play(models.Model):
    """One showing that a screen reports; the screen mints ``id``, so a report sent twice counts once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    screen = models.ForeignKey(Screen, verbose_name=_("screen"), on_delete=models.PROTECT, related_name="plays")
    kind = models.CharField(_("kind"), max_length=20)
    object_key = models.CharField(_("object"), max_length=60)
    shown_at = models.DateTimeField(_("shown at"))
    seconds = models.PositiveIntegerField(_("seconds"))
    reported_at = models.DateTimeField(_("reported at"), default=timezone.now)

    class Meta:
        verbose_name = _("proof of play")
        verbose_name_plural = _("proofs of play")
        ordering: ClassVar[tuple[str, ...]] = ("-shown_at",)
        indexes: ClassVar[list[models.Index]] = [models.Index("screen", "shown_at", name="play_of_screen")]

    def __str__(self) -> str:
        return f"{self.screen_id} {self.kind} {self.object_key}"
