"""The one table of an entry's intake state; late is a flag, and awards are another axis."""

from typing import Final

from campaigns.contests.enums import EntryState, FindingState
from foundation.intake.states import StateTable

ENTRY_STATES: Final = StateTable(
    start=EntryState.DRAFT,
    moves={
        EntryState.DRAFT: frozenset({EntryState.RECEIVED}),
        EntryState.RECEIVED: frozenset(
            {EntryState.RETURNED, EntryState.ELIGIBLE, EntryState.INELIGIBLE, EntryState.WITHDRAWN}
        ),
        EntryState.RETURNED: frozenset({EntryState.RECEIVED, EntryState.INELIGIBLE, EntryState.WITHDRAWN}),
        EntryState.ELIGIBLE: frozenset({EntryState.RECEIVED, EntryState.DISQUALIFIED, EntryState.WITHDRAWN}),
        EntryState.INELIGIBLE: frozenset({EntryState.RECEIVED}),
        EntryState.WITHDRAWN: frozenset(),
        EntryState.DISQUALIFIED: frozenset(),
    },
)
"""From a decision back to received lead ``undo_screening``, with its reason, and a change by the author in time."""

FINDING_STATES: Final = StateTable(
    start=FindingState.OPEN,
    moves={
        FindingState.OPEN: frozenset({FindingState.DISMISSED, FindingState.UPHELD}),
        FindingState.DISMISSED: frozenset({FindingState.OPEN}),
        FindingState.UPHELD: frozenset({FindingState.OPEN}),
    },
)
"""A verdict on a resemblance may be taken back."""
