"""The competitions' kind of submission; the intake machine finds this module by its name."""

from campaigns.contests.kind import ENTRY
from foundation.intake.kinds import register

register(ENTRY)
