"""Reports of errors in what was published."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.reports.enums import ReportState
from foundation.secrets.fields import SealedTextField

OPEN_STATES = (ReportState.NEW, ReportState.WORKING)
CLOSED_STATES = (ReportState.ANSWERED, ReportState.DISMISSED)


class ErrorReport(models.Model):
    """One report: where, what is wrong, and how the desk dealt with it."""

    submission = models.OneToOneField(
        "foundation.Submission",
        verbose_name=_("submission"),
        primary_key=True,
        on_delete=models.PROTECT,
        related_name="error_report",
    )
    page_number = models.PositiveBigIntegerField(_("public number"), null=True, blank=True)
    page = SealedTextField(_("page"), row="submission_id")
    place = SealedTextField(_("where on the page"), row="submission_id")
    wrong = SealedTextField(_("what is wrong"), row="submission_id")
    state = models.CharField(_("state"), max_length=10, choices=ReportState, default=ReportState.NEW)
    due_on = models.DateField(_("due on"), db_index=True)
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("handled by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="error_reports",
    )
    reply = SealedTextField(_("reply"), row="submission_id")
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("error report")
        verbose_name_plural = _("error reports")
        ordering = ("-submission_id",)
        indexes = (models.Index(fields=("state", "due_on")),)
        constraints = (
            models.CheckConstraint(name="error_report_state_known", condition=Q(state__in=ReportState.values)),
            models.CheckConstraint(
                name="error_report_closed_has_time",
                condition=Q(state__in=CLOSED_STATES, closed_at__isnull=False)
                | Q(state__in=OPEN_STATES, closed_at__isnull=True),
            ),
            models.CheckConstraint(
                name="error_report_handled_has_handler",
                condition=Q(state=ReportState.NEW, handler__isnull=True)
                | (~Q(state=ReportState.NEW) & Q(handler__isnull=False)),
            ),
            models.CheckConstraint(
                name="error_report_open_has_no_reply", condition=Q(state__in=CLOSED_STATES) | Q(reply="")
            ),
        )

    def __str__(self) -> str:
        return str(self.submission_id)
