"""Objections that come in during a public notice."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from exemplars.enums import ObjectionState
from exemplars.rules.notices import CLOSED_OBJECTIONS, OPEN_OBJECTIONS
from foundation.secrets.fields import SealedTextField


class Objection(models.Model):
    """One objection to one nominee. Who objects stands sealed on the submission, the statement sealed here.

    While one is open, a trigger refuses that its round is announced (migration 0008).
    """

    submission = models.OneToOneField(
        "foundation.Submission",
        verbose_name=_("submission"),
        primary_key=True,
        on_delete=models.PROTECT,
        related_name="objection",
    )
    round = models.ForeignKey(
        "exemplars.Round", verbose_name=_("round"), on_delete=models.PROTECT, related_name="objections"
    )
    nomination = models.ForeignKey(
        "exemplars.Nomination", verbose_name=_("nominee"), on_delete=models.PROTECT, related_name="objections"
    )
    statement = SealedTextField(_("statement"), row="submission_id")
    due_on = models.DateField(_("due on"), db_index=True)
    state = models.CharField(_("state"), max_length=10, choices=ObjectionState, default=ObjectionState.NEW)
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("handled by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    finding = SealedTextField(_("finding"), row="submission_id")
    closed_at = models.DateTimeField(_("closed at"), null=True)

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        ordering = ("-submission_id",)
        indexes = (models.Index(fields=("round", "state")),)
        constraints = (
            models.CheckConstraint(name="objection_state_known", condition=Q(state__in=ObjectionState.values)),
            models.CheckConstraint(
                name="objection_closed_has_time",
                condition=Q(state__in=CLOSED_OBJECTIONS, closed_at__isnull=False)
                | Q(state__in=OPEN_OBJECTIONS, closed_at__isnull=True),
            ),
            models.CheckConstraint(
                name="objection_handled_has_handler",
                condition=Q(state=ObjectionState.NEW, handler__isnull=True)
                | (~Q(state=ObjectionState.NEW) & Q(handler__isnull=False)),
            ),
        )

    def __str__(self) -> str:
        return str(self.submission_id)
