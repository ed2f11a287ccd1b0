"""Where a competition stands for those who want to send something: derived from rules and clock, never stored."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Final

from campaigns.contests.enums import ContestState, Standing
from campaigns.contests.models import Contest, RuleSet
from campaigns.contests.queries.contests import days_left

SOON_DAYS: Final = 3
"""Days before closing from which the page says that it closes soon."""


def standing(state: str, rules: RuleSet, now: datetime) -> Standing:
    """Return what the public reads of taking entries; the grace is not published, so it counts as closed."""
    if state not in {ContestState.DRAFT, ContestState.OPEN} or now > rules.closes_at:
        return Standing.CLOSED
    if now < rules.opens_at:
        return Standing.EARLY
    return Standing.SOON if days_left(rules.closes_at, now) <= SOON_DAYS else Standing.OPEN


@dataclass(frozen=True)
class Extension:
    """One move of the closing time, with the reason that the public reads."""

    before: datetime
    after: datetime
    reason: str
    made_at: datetime


def extensions(contest: Contest) -> list[Extension]:
    """Return how the closing time moved later, oldest first: one query."""
    versions = list(contest.rules.order_by("version"))
    return [
        Extension(before.closes_at, after.closes_at, after.reason, after.made_at)
        for before, after in pairwise(versions)
        if after.closes_at > before.closes_at
    ]
