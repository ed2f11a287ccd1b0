"""The campaigns app's kinds of submission; the intake machine finds this module by its name."""

from campaigns.damage_kind import DAMAGE_REPORT
from campaigns.offer_kind import PSA_OFFER
from foundation.intake.kinds import register

register(DAMAGE_REPORT)
register(PSA_OFFER)
