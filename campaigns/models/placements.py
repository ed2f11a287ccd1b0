"""Where an ad hangs or runs: one row for each file, medium, place and time."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.enums import Datum, PlacementState

LIVE_STATES = (PlacementState.UP, PlacementState.DAMAGED)


class Placement(models.Model):
    """A file of an ad in a medium at a place, from a day to a day, and how often it was shown.

    ``longitude`` and ``latitude`` are WGS-84; ``given_…`` and ``datum`` keep the point as it was given. ``category`` is
    the ad's category under which the row is counted; it follows the ad. ``code`` stands on the sticker at the place and
    is handed on to the next placement there. ``row_key`` is the digest of the sheet's row that made it.
    ``screen`` is the screen whose proof of play it counts. ``over_told_at`` says when the unit was asked to take it
    down because its time or the ad's was over, ``over_told`` how many people were written to: 0 where nobody has an
    address.
    """

    psa_file = models.ForeignKey(
        "campaigns.PsaFile", verbose_name=_("file of the ad"), on_delete=models.PROTECT, related_name="placements"
    )
    category = models.ForeignKey(
        "campaigns.PsaCategory",
        verbose_name=_("category"),
        on_delete=models.PROTECT,
        related_name="placements",
        editable=False,
    )
    medium = models.ForeignKey(
        "campaigns.Medium", verbose_name=_("medium"), on_delete=models.PROTECT, related_name="placements"
    )
    region = models.ForeignKey(
        "foundation.Region", verbose_name=_("region"), on_delete=models.PROTECT, related_name="placements"
    )
    address = models.CharField(_("address"), max_length=200, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=9, decimal_places=6, null=True, blank=True)
    latitude = models.DecimalField(_("latitude"), max_digits=9, decimal_places=6, null=True, blank=True)
    given_longitude = models.DecimalField(
        _("longitude as given"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    given_latitude = models.DecimalField(_("latitude as given"), max_digits=9, decimal_places=6, null=True, blank=True)
    datum = models.CharField(_("coordinate system"), max_length=10, choices=Datum, blank=True)
    organisation = models.ForeignKey(
        "foundation.Organisation", verbose_name=_("unit"), on_delete=models.PROTECT, related_name="placements"
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    times_shown = models.PositiveIntegerField(_("times shown"), default=1)
    surface_share = models.DecimalField(
        _("share of the surface in percent"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    state = models.CharField(_("state"), max_length=10, choices=PlacementState, default=PlacementState.PLANNED)
    went_up_on = models.DateField(_("went up on"), null=True, blank=True)
    came_down_on = models.DateField(_("came down on"), null=True, blank=True)
    code = models.CharField(_("code on the sticker"), max_length=8, blank=True, db_index=True)
    reference = models.CharField(_("own number"), max_length=60, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    row_key = models.CharField(max_length=64, null=True, unique=True, editable=False)
    copied_from = models.ForeignKey(
        "self",
        verbose_name=_("copied from"),
        null=True,
        on_delete=models.PROTECT,
        related_name="copies",
        editable=False,
    )
    screen = models.ForeignKey(
        "campaigns.Screen",
        verbose_name=_("screen"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="placements",
        editable=False,
    )
    created_at = models.DateTimeField(_("entered at"), default=timezone.now, editable=False)
    over_told_at = models.DateTimeField(_("unit asked to take it down at"), null=True, editable=False)
    over_told = models.PositiveSmallIntegerField(_("people asked to take it down"), default=0, editable=False)

    class Meta:
        verbose_name = _("ad placement")
        verbose_name_plural = _("ad placements")
        ordering: ClassVar[tuple[str, ...]] = ("-starts_on", "-pk")
        indexes: ClassVar[list[models.Index]] = [
            models.Index("starts_on", "medium", "category", name="placement_by_month"),
            models.Index("state", "ends_on", name="placement_live"),
            models.Index("organisation", "starts_on", name="placement_of_unit"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(name="placement_state_known", condition=Q(state__in=PlacementState.values)),
            models.CheckConstraint(
                name="placement_state_has_days",
                condition=Q(state=PlacementState.PLANNED, went_up_on__isnull=True, came_down_on__isnull=True)
                | Q(state__in=LIVE_STATES, went_up_on__isnull=False, came_down_on__isnull=True)
                | Q(state=PlacementState.DOWN, came_down_on__isnull=False),
            ),
            models.CheckConstraint(
                name="placement_days_in_order",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                name="placement_down_after_up",
                condition=Q(went_up_on__isnull=True)
                | Q(came_down_on__isnull=True)
                | Q(came_down_on__gte=F("went_up_on")),
            ),
            models.CheckConstraint(
                name="placement_share_in_hundred",
                condition=Q(surface_share__isnull=True) | Q(surface_share__gt=0, surface_share__lte=100),
            ),
            models.CheckConstraint(
                name="placement_point_whole",
                condition=Q(
                    longitude__isnull=True,
                    latitude__isnull=True,
                    given_longitude__isnull=True,
                    given_latitude__isnull=True,
                    datum="",
                )
                | Q(
                    longitude__isnull=False,
                    latitude__isnull=False,
                    given_longitude__isnull=False,
                    given_latitude__isnull=False,
                    longitude__range=(-180, 180),
                    latitude__range=(-90, 90),
                    given_longitude__range=(-180, 180),
                    given_latitude__range=(-90, 90),
                    datum__in=Datum.values,
                ),
            ),
            models.UniqueConstraint("copied_from", "starts_on", name="placement_copied_once"),
        ]

    def __str__(self) -> str:
        return f"{self.medium} {self.place}"

    @property
    def place(self) -> str:
        """Region and address in one line."""
        return f"{self.region.name}{self.address}"

    @property
    def is_live(self) -> bool:
        """Whether it hangs now."""
        return self.state in LIVE_STATES

    @property
    def counts(self) -> bool:
        """Whether it enters the accounts: it went up."""
        return self.went_up_on is not None

    @property
    def last_up_on(self) -> dt.date | None:
        """The last day on which it counts as up; None while it has no end.

        It is the day it came down or its last day, whichever was first: what was left hanging after its time counts no
        longer. What went up after its last day was up on that day only.
        """
        ends = [day for day in (self.came_down_on, self.ends_on) if day is not None]
        if not ends or self.went_up_on is None:
            return None
        return max(self.went_up_on, min(ends))


class PlacementPhoto(models.Model):
    """A picture of the ad at its place: the evidence."""

    placement = models.ForeignKey(
        Placement, verbose_name=_("ad placement"), on_delete=models.CASCADE, related_name="photos"
    )
    picture = models.ForeignKey("media.Picture", verbose_name=_("picture"), on_delete=models.PROTECT, related_name="+")
    taken_on = models.DateField(_("taken on"))

    class Meta:
        verbose_name = _("photo of a placement")
        verbose_name_plural = _("photos of placements")
        ordering: ClassVar[tuple[str, ...]] = ("taken_on", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint("placement", "picture", name="placement_photo_once")
        ]

    def __str__(self) -> str:
        return f"{self.placement_id} {self.taken_on}"
