"""Rights and credits, the same on pictures, attachments and recordings."""

import datetime as dt
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from media.enums import Channel, Consent, Licence
from media.validators import validate_channels, validate_names

RIGHTS_FIELDS = (
    "caption",
    "credit_line",
    "photographers",
    "rights_holder",
    "licence",
    "licence_text",
    "valid_to",
    "channels",
    "consent",
    "consent_note",
    "minors",
    "ai_generated",
    "taken_at",
    "taken_where",
    "region",
)
"""In the order of the form."""

USE_FIELDS = ("valid_to", "consent", "minors")
"""The fields that decide whether a work may be shown."""


def today_here() -> dt.date:
    """Return today's date in the office's time zone."""
    return timezone.localdate()


def usable_condition(today: dt.date) -> Q:
    """Return the database's form of ``RightsModel.is_usable``."""
    return (
        (Q(valid_to__isnull=True) | Q(valid_to__gte=today))
        & ~Q(consent=Consent.WITHDRAWN)
        & (Q(minors=False) | Q(consent=Consent.OBTAINED))
    )


class RightsModel(models.Model):
    """Who made a work, whose it is, and whether it may be shown.

    A work may be shown when its rights have not run out, nobody shown has withdrawn consent, and, where minors
    can be recognised, their guardians' consent was obtained (the Personal Information Protection Law treats data of
    those under 14 as sensitive).
    """

    caption = models.TextField(_("caption"), blank=True, max_length=500)
    credit_line = models.CharField(
        _("credit line"), max_length=200, blank=True, help_text=_("As printed; empty: made from the names below.")
    )
    photographers = models.JSONField(
        _("photographers or makers"), default=list, blank=True, validators=[validate_names]
    )
    rights_holder = models.CharField(_("rights holder"), max_length=200, blank=True)
    licence = models.CharField(_("licence"), max_length=20, choices=Licence, default=Licence.UNSTATED)
    licence_text = models.TextField(_("licence text"), blank=True)
    valid_to = models.DateField(
        _("may be used until"), null=True, blank=True, help_text=_("The last day. Empty: without limit.")
    )
    channels = models.JSONField(
        _("allowed channels"),
        default=list,
        blank=True,
        validators=[validate_channels],
        help_text=_("None chosen: all."),
    )
    consent = models.CharField(
        _("consent of the people shown"), max_length=20, choices=Consent, default=Consent.UNSTATED
    )
    consent_note = models.CharField(
        _("consent record"), max_length=200, blank=True, help_text=_("Where the signed form is kept; never shown.")
    )
    minors = models.BooleanField(_("minors can be recognised"), default=False)
    ai_generated = models.BooleanField(_("made with artificial intelligence"), default=False)
    taken_at = models.DateTimeField(_("taken at"), null=True, blank=True)
    taken_where = models.CharField(_("taken where"), max_length=200, blank=True)
    region = models.ForeignKey(
        "foundation.Region",
        verbose_name=_("region"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64, blank=True, editable=False, db_index=True)

    class Meta:
        abstract = True
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(condition=Q(licence__in=Licence.values), name="%(class)s_licence_known"),
            models.CheckConstraint(condition=Q(consent__in=Consent.values), name="%(class)s_consent_known"),
            models.CheckConstraint(
                condition=~Q(minors=True, consent=Consent.NOBODY),
                name="%(class)s_minors_are_people",
                violation_error_message=_("Minors can be recognised, so somebody can be."),
            ),
        )

    loaded_use: tuple[Any, ...] | None = None

    @classmethod
    def from_db(cls, db: str | None, field_names: Any, values: Any, **kwargs: Any) -> Self:
        """Remember what decides over use, so that ``save`` can tell whether it changed."""
        instance = super().from_db(db, field_names, values, **kwargs)
        instance.loaded_use = instance.use_state()
        return instance

    def use_state(self) -> tuple[Any, ...]:
        """Return the loaded values that decide over use, and the file's name."""
        return tuple(str(self.__dict__.get(name)) for name in (*USE_FIELDS, "file"))

    def is_usable(self, today: dt.date | None = None) -> bool:
        """Tell whether the work may be shown on ``today`` (default: today in Asia/Shanghai)."""
        if self.valid_to is not None and self.valid_to < (today or today_here()):
            return False
        if self.consent == Consent.WITHDRAWN:
            return False
        return not self.minors or self.consent == Consent.OBTAINED

    def allows(self, channel: Channel) -> bool:
        """Tell whether the work may go to ``channel``; one that names none may go to all."""
        return not self.channels or channel in self.channels

    @property
    def credit(self) -> str:
        """The credit as printed beside the work: the credit line, else the makers' names, else the rights holder."""
        return self.credit_line or " ".join(self.photographers) or self.rights_holder
