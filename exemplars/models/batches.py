"""Units that were asked to send a list of nominations."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.secrets.fields import BlindIndexField, SealedTextField


class UnitList(models.Model):
    """A unit (a community, a school) that may send its nominations as one sheet, by a private link and no account.

    The link is found by its keyed digest and kept sealed, so that the desk can hand it out again.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    round = models.ForeignKey(
        "exemplars.Round", verbose_name=_("round"), on_delete=models.PROTECT, related_name="lists"
    )
    unit = models.CharField(_("unit that sends a list"), max_length=120)
    token = SealedTextField(_("private link"))
    token_index = BlindIndexField(source="token", normaliser="exact", unique=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("invited by"), on_delete=models.PROTECT, related_name="+"
    )
    invited_at = models.DateTimeField(_("invited at"), default=timezone.now)
    closed_at = models.DateTimeField(_("link closed at"), null=True)

    class Meta:
        verbose_name = _("list of a unit")
        verbose_name_plural = _("lists of units")
        ordering = ("unit", "id")
        constraints = (
            models.UniqueConstraint(
                "round", "unit", condition=Q(closed_at__isnull=True), name="unit_list_open_once_a_round"
            ),
            models.CheckConstraint(name="unit_list_names_its_unit", condition=~Q(unit="")),
        )

    def __str__(self) -> str:
        return self.unit
