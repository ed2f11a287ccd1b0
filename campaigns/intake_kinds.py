"""The campaigns app's kinds of submission; the intake machine finds this module by its name."""

from campaigns.damage_kind import DAMAGE_REPORT
from foundation.intake.kinds import register

register(DAMAGE_REPORT)
