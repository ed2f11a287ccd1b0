"""The ground floor's own kinds of submission; the intake machine finds this module by its name."""

from foundation.intake.kinds import register
from foundation.reports.kind import ERROR_REPORT

register(ERROR_REPORT)
