"""The calendar of festivals and civic days: which are due, and which hubs were made for them."""

import datetime as dt
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campaigns.enums import FestivalWay
from campaigns.rules.festivals import TERMS, FestivalRule

LEAP_YEAR = 2028
"""A year that has every day of every month."""
MONTHS = [MinValueValidator(1), MaxValueValidator(12)]
WEEKDAYS = (
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
    (6, _("Sunday")),
)
WEEKS = ((1, _("first")), (2, _("the second")), (3, _("third")), (4, _("fourth")), (5, _("fifth")))

NEEDED = {
    FestivalWay.SOLAR: ("month", "day"),
    FestivalWay.LUNAR: ("month", "day"),
    FestivalWay.TERM: ("term",),
    FestivalWay.WEEKDAY: ("month", "week", "weekday"),
}
"""What each way of finding a day needs."""


class Festival(models.Model):
    """A day of the year for which an office makes a campaign hub. ``source`` says who fixed the day.

    The table is filled by migration ``0011_festivals``; each row there names the public source of its day, and the
    office adds and changes rows as it likes.
    """

    name = models.CharField(_("name"), max_length=30, unique=True)
    is_traditional = models.BooleanField(
        _("traditional festival"), default=False, help_text=_("Belongs to “Our festivals” (我们的节日).")
    )
    way = models.CharField(_("how the day is found"), max_length=10, choices=FestivalWay, default=FestivalWay.SOLAR)
    month = models.PositiveSmallIntegerField(_("month"), null=True, blank=True, validators=MONTHS)
    day = models.PositiveSmallIntegerField(
        _("day"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(31)],
        help_text=_("Of the Gregorian or the lunar month; lunar 30 is the last day of the month."),
    )
    term = models.CharField(
        _("solar term"), max_length=2, blank=True, choices=[(name, name) for name in TERMS], help_text=_("For 清明.")
    )
    week = models.PositiveSmallIntegerField(_("which one in the month"), null=True, blank=True, choices=WEEKS)
    weekday = models.PositiveSmallIntegerField(_("weekday"), null=True, blank=True, choices=WEEKDAYS)
    lead_days = models.PositiveSmallIntegerField(
        _("days of notice"),
        default=45,
        validators=[MinValueValidator(1), MaxValueValidator(300)],
        help_text=_("How many days ahead the dashboard reminds of it."),
    )
    days_before = models.PositiveSmallIntegerField(
        _("hub begins (days before)"), default=7, validators=[MaxValueValidator(90)]
    )
    days_after = models.PositiveSmallIntegerField(
        _("hub ends (days after)"), default=7, validators=[MaxValueValidator(90)]
    )
    source = models.CharField(_("who fixed the day"), max_length=200, blank=True)
    is_active = models.BooleanField(_("reminded of"), default=True)

    class Meta:
        verbose_name = _("festival")
        verbose_name_plural = _("festivals")
        ordering: ClassVar[tuple[str, ...]] = ("way", "month", "day", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(way__in=FestivalWay.values), name="festival_way_known"),
            models.CheckConstraint(
                condition=Q(way=FestivalWay.TERM, term__gt="")
                | Q(way=FestivalWay.WEEKDAY, month__range=(1, 12), week__range=(1, 5), weekday__range=(0, 6))
                | Q(way=FestivalWay.SOLAR, month__range=(1, 12), day__range=(1, 31))
                | Q(way=FestivalWay.LUNAR, month__range=(1, 12), day__range=(1, 30)),
                name="festival_says_its_day",
                violation_error_message=_("What was filled in does not say a day of this kind."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Ask for what the chosen way needs, and for a day that the month has."""
        super().clean()
        missing = [name for name in NEEDED.get(FestivalWay(self.way), ()) if getattr(self, name) in (None, "")]
        if missing:
            raise ValidationError(dict.fromkeys(missing, _("This kind of day needs it.")))
        if self.way == FestivalWay.SOLAR and not self.rule.dates_in(LEAP_YEAR):
            raise ValidationError({"day": _("The month has no such day.")})

    @property
    def rule(self) -> FestivalRule:
        """How its day is found."""
        return FestivalRule(
            way=self.way, month=self.month, day=self.day, term=self.term, week=self.week, weekday=self.weekday
        )

    def period(self, day: dt.date) -> tuple[dt.date, dt.date]:
        """Return the usual first and last day of a hub for the festival of ``day``."""
        return day - dt.timedelta(days=self.days_before), day + dt.timedelta(days=self.days_after)
