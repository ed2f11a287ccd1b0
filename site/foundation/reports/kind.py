"""What the intake machine is told about error reports."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from foundation.intake.file_rules import FileRule
from foundation.intake.kinds import Fact, IntakeKind, Status
from foundation.intake.models import Submission
from foundation.reports.domain.reports import erase_report, store_report
from foundation.reports.enums import ReportState
from foundation.reports.forms import ErrorReportForm
from foundation.reports.models import ErrorReport
from foundation.reports.states import REPORT_STATES

MEGABYTE: Final = 1024 * 1024


def received(submission: Submission) -> tuple[Fact, ...]:
    """Return what the receipt repeats."""
    report = ErrorReport.objects.get(submission=submission)
    facts = (
        Fact(_("Page"), report.page.reveal()),
        Fact(_("Where on the page"), report.place.reveal()),
        Fact(_("What is wrong"), report.wrong.reveal()),
    )
    return tuple(fact for fact in facts if fact.value)


def status(submission: Submission) -> Status:
    """Return what the reader sees of the progress."""
    report = ErrorReport.objects.get(submission=submission)
    reply = report.reply.reveal()
    return Status(ReportState(report.state).label, (Fact(_("Our reply"), reply),) if reply else ())


ERROR_REPORT: Final = IntakeKind(
    slug="error-report",
    name=_("Error report"),
    title=_("Report an error"),
    prefix="JC",
    form_url="report-error",
    form_class=ErrorReportForm,
    store=store_report,
    received=received,
    status=status,
    erase=erase_report,
    states=REPORT_STATES,
    desk_permission="foundation.change_errorreport",
    retention_days=365,
    files=FileRule(max_count=3, max_bytes=10 * MEGABYTE, types=("image/jpeg", "image/png", "image/webp")),
    template="foundation/reports/form.html",
)
