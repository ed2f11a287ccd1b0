"""Asking other offices: when, about whom."""

from typing import Final

from exemplars.enums import NominationState, RoundState

ASKED_DURING: Final = (RoundState.FIRST_REVIEW, RoundState.CONSULTING, RoundState.JUDGING)
"""The states of a round during which offices are asked; answers are taken at any time before it is announced."""

ASKED_ABOUT: Final = (
    NominationState.NEW,
    NominationState.NEEDS_INFO,
    NominationState.SHORTLISTED,
    NominationState.SELECTED,
)
"""Nobody is asked about those who are out of the running."""

ANSWER_DAYS: Final = 5
"""Working days that a letter gives unless another day is chosen."""
