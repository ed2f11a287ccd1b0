"""What somebody has begun to fill in."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.secrets.fields import BlindIndexField, SealedTextField


class Draft(models.Model):
    """The fields typed so far, sealed, under a token that only the writer's private link holds."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=40)
    token = SealedTextField(_("private link"))
    token_index = BlindIndexField(source="token", normaliser="exact", unique=True)
    submission_key = models.UUIDField(_("submission key"), default=uuid.uuid4, unique=True, editable=False)
    content = SealedTextField(_("content"))
    saved_at = models.DateTimeField(_("saved at"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires at"), db_index=True)
    hand_in_at = models.DateTimeField(_("to be handed in at"), null=True, blank=True, db_index=True)
    submission = models.OneToOneField(
        "foundation.Submission",
        verbose_name=_("submission"),
        null=True,
        on_delete=models.PROTECT,
        related_name="draft",
    )

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")

    def __str__(self) -> str:
        return f"{self.kind} {self.saved_at:%Y-%m-%d %H:%M:%S}"
