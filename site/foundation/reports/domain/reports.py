"""Taking in, handling, closing and erasing an error report."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.domain.audit import record
from foundation.intake.codes import OFFICE_ZONE
from foundation.intake.models import Submission
from foundation.intake.states import move
from foundation.mail.domain.outbox import queue_mail
from foundation.models import User
from foundation.reports.enums import ReportState
from foundation.reports.forms import public_number
from foundation.reports.models import ErrorReport
from foundation.reports.states import REPORT_STATES
from foundation.secrets.domain.erasure import erase_sealed

WORKING_DAYS: Final = 5
"""Working days until a report is due. Weekends are left out; public holidays are not known here."""
SATURDAY: Final = 5


def due_date(received: datetime) -> date:
    """Return the day by which a report should be answered, at the office's clock."""
    day = received.astimezone(OFFICE_ZONE).date()
    left = WORKING_DAYS
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < SATURDAY
    return day


def store_report(submission: Submission, cleaned: Mapping[str, Any]) -> ErrorReport:
    """Make the report of a submission; the intake machine calls it inside its transaction."""
    return ErrorReport.objects.create(
        submission=submission,
        page=cleaned["page"],
        page_number=public_number(cleaned["page"]),
        place=cleaned.get("place") or "",
        wrong=cleaned["wrong"],
        due_on=due_date(submission.received_at),
    )


def take_report(*, report: ErrorReport, actor: User) -> ErrorReport:
    """Make somebody the one who handles it, also after somebody else; raises ``ForbiddenMoveError``."""
    return move(
        row=report, table=REPORT_STATES, to=ReportState.WORKING, verb="take_error_report", actor=actor, handler=actor
    )


@transaction.atomic
def close_report(*, report: ErrorReport, outcome: ReportState, reply: str, actor: User) -> ErrorReport:
    """Answer a report, or say why nothing is done; the reader is told by mail if an address was left.

    Raises ``ForbiddenMoveError`` for a report that is closed, and ``ValueError`` for an empty reply.
    """
    if not reply.strip():
        message = "a closed report needs a reply"
        raise ValueError(message)
    closed = move(
        row=report,
        table=REPORT_STATES,
        to=outcome,
        verb="close_error_report",
        actor=actor,
        handler=actor,
        reply=reply,
        closed_at=timezone.now(),
    )
    _tell(closed.submission, reply)
    return closed


def _tell(submission: Submission, reply: str) -> None:
    if not submission.contact_email:
        return
    queue_mail(
        purpose="answer_error_report",
        recipient=submission.contact_email.reveal(),
        subject=_("About your error report %(number)s") % {"number": submission.number},
        body=_("Thank you for pointing out an error (%(number)s). Our answer:\n\n%(reply)s\n")
        % {"number": submission.number, "reply": reply},
        submission=submission,
    )


def erase_report(submission: Submission) -> None:
    """Overwrite what the report tells; state and dates stay. The intake machine calls it."""
    report = ErrorReport.objects.select_for_update().get(submission=submission)
    touched = erase_sealed(report)
    report.page_number = None
    report.save(update_fields=[*touched, "page_number"])
    record(verb="erase_error_report", subject=report, actor=None)
