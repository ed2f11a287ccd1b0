"""The table of a nomination's states, and in which state of its round something may be decided."""

from typing import Final

from exemplars.enums import NominationState, RoundState
from foundation.intake.states import StateTable

NOMINATION_STATES: Final = StateTable(
    start=NominationState.NEW,
    moves={
        NominationState.NEW: frozenset(
            {
                NominationState.NEEDS_INFO,
                NominationState.SHORTLISTED,
                NominationState.REJECTED,
                NominationState.JOINED,
            }
        ),
        NominationState.NEEDS_INFO: frozenset({NominationState.NEW, NominationState.REJECTED, NominationState.JOINED}),
        NominationState.SHORTLISTED: frozenset({NominationState.SELECTED, NominationState.REJECTED}),
        NominationState.SELECTED: frozenset({NominationState.REJECTED}),
        NominationState.REJECTED: frozenset(),
        NominationState.JOINED: frozenset(),
    },
)

DECIDED: Final = (NominationState.SHORTLISTED, NominationState.SELECTED, NominationState.REJECTED)
"""The states that only a decision of two people leads to."""

DECIDED_DURING: Final = {
    NominationState.SHORTLISTED: (RoundState.FIRST_REVIEW, RoundState.CONSULTING, RoundState.JUDGING),
    NominationState.SELECTED: (RoundState.JUDGING,),
    NominationState.REJECTED: tuple(state for state in RoundState if state != RoundState.ANNOUNCED),
}
"""During which states of the round a decision is possible."""

OPEN_STATES: Final = (NominationState.NEW, NominationState.NEEDS_INFO)
