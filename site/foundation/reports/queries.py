"""Reading questions of the error report's desk."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from foundation.intake.codes import OFFICE_ZONE
from foundation.models import User
from foundation.reports.enums import ReportState
from foundation.reports.models import OPEN_STATES, ErrorReport


@dataclass(frozen=True)
class DeskCounts:
    """What waits for one person at the desk."""

    new: int
    mine: int
    overdue: int


def today(now: datetime | None = None) -> date:
    """Return the office's date."""
    return (now or timezone.now()).astimezone(OFFICE_ZONE).date()


def desk_counts(user: User, *, now: datetime | None = None) -> DeskCounts:
    """Count new reports, those this person handles, and those past their day: one query."""
    counts = ErrorReport.objects.filter(state__in=OPEN_STATES).aggregate(
        new=Count("pk", filter=Q(state=ReportState.NEW)),
        mine=Count("pk", filter=Q(handler=user)),
        overdue=Count("pk", filter=Q(due_on__lt=today(now))),
    )
    return DeskCounts(**counts)


def desk_reports() -> "QuerySet[ErrorReport]":
    """Return the reports as the desk lists them, newest first."""
    return ErrorReport.objects.select_related("submission", "handler")
