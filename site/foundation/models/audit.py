"""The audit log: who did what to what, with ids only."""

from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AppendOnlyError(TypeError):
    """Someone tried to change or delete a line of the audit log."""


def _refuse() -> NoReturn:
    message = "The audit log is append-only"
    raise AppendOnlyError(message)


class AuditLineQuerySet(models.QuerySet["AuditLine"]):
    """Audit lines to read; they are neither changed nor deleted together."""

    def update(self, **_values: Any) -> int:
        """Refuse with AppendOnlyError."""
        _refuse()

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse with AppendOnlyError."""
        _refuse()


class AuditLine(models.Model):
    """One act of a verb. It names things by id and never holds personal data or text.

    Lines are written by ``foundation.domain.audit.record`` alone and stay as they are: this class refuses changes, and
    a trigger of the database does the same (``docs/adr/0011-audit-log-append-only.md``).
    """

    verb = models.CharField(_("verb"), max_length=60)
    subject_kind = models.CharField(_("kind"), max_length=60)
    subject_id = models.CharField(_("key"), max_length=40)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("at"), auto_now_add=True, db_index=True)
    detail = models.JSONField(_("detail"), default=dict)

    objects: ClassVar[models.Manager["AuditLine"]] = AuditLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit line")
        verbose_name_plural = _("audit lines")
        indexes = (models.Index(fields=("subject_kind", "subject_id")),)

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_kind} {self.subject_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new line; raises AppendOnlyError for one that stands already."""
        if not self._state.adding:
            _refuse()
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse with AppendOnlyError."""
        _refuse()
