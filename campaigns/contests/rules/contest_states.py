"""The one table of a competition's own state. Whether entries are taken follows from the rules' times beside it."""

from typing import Final

from campaigns.contests.enums import ContestState
from foundation.intake.states import StateTable

CONTEST_STATES: Final = StateTable(
    start=ContestState.DRAFT,
    moves={
        ContestState.DRAFT: frozenset({ContestState.OPEN}),
        ContestState.OPEN: frozenset({ContestState.JUDGING}),
        ContestState.JUDGING: frozenset({ContestState.OPEN, ContestState.FINISHED}),
        ContestState.FINISHED: frozenset(),
    },
)
