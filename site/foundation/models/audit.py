"""The audit log: who did what to what, with ids only."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditLine(models.Model):
    """One act of a verb. It names things by id and never holds personal data or text."""

    verb = models.CharField(_("verb"), max_length=60)
    subject_kind = models.CharField(_("kind"), max_length=60)
    subject_id = models.CharField(_("key"), max_length=40)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("at"), auto_now_add=True, db_index=True)
    detail = models.JSONField(_("detail"), default=dict)

    class Meta:
        verbose_name = _("audit line")
        verbose_name_plural = _("audit lines")
        indexes = (models.Index(fields=("subject_kind", "subject_id")),)

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_kind} {self.subject_id}"
