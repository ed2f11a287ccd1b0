"""The one table of the error report's state."""

from typing import Final

from foundation.intake.states import StateTable
from foundation.reports.enums import ReportState

REPORT_STATES: Final = StateTable(
    start=ReportState.NEW,
    moves={
        ReportState.NEW: frozenset({ReportState.WORKING, ReportState.ANSWERED, ReportState.DISMISSED}),
        ReportState.WORKING: frozenset({ReportState.WORKING, ReportState.ANSWERED, ReportState.DISMISSED}),
        ReportState.ANSWERED: frozenset(),
        ReportState.DISMISSED: frozenset(),
    },
)
