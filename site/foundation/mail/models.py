"""Mails waiting, sent and failed."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.mail.enums import MailState
from foundation.secrets.fields import SealedTextField


class OutboxMail(models.Model):
    """One mail. Recipient, subject and text are sealed; purpose and state are what the admin lists."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    purpose = models.CharField(_("purpose"), max_length=60)
    submission = models.ForeignKey(
        "foundation.Submission",
        verbose_name=_("submission"),
        null=True,
        on_delete=models.PROTECT,
        related_name="mails",
    )
    recipient = SealedTextField(_("recipient"))
    subject = SealedTextField(_("subject"))
    body = SealedTextField(_("text"))
    state = models.CharField(_("state"), max_length=10, choices=MailState, default=MailState.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.CharField(_("last error"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    next_attempt_at = models.DateTimeField(_("next attempt at"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mail")
        ordering = ("-created_at", "-id")
        indexes = (models.Index(fields=("state", "next_attempt_at")),)
        constraints = (
            models.CheckConstraint(
                name="outbox_sent_has_time",
                condition=Q(state=MailState.SENT, sent_at__isnull=False)
                | (~Q(state=MailState.SENT) & Q(sent_at__isnull=True)),
            ),
            models.CheckConstraint(name="outbox_failed_has_error", condition=~Q(state=MailState.FAILED) | ~Q(error="")),
        )

    def __str__(self) -> str:
        return f"{self.purpose} {self.created_at:%Y-%m-%d %H:%M}"
