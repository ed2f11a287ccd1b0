"""The one table of an entry's intake state; late is a flag, and awards are another axis."""

from typing import Final

from campaigns.contests.enums import EntryState
from foundation.intake.states import StateTable

ENTRY_STATES: Final = StateTable(
    start=EntryState.DRAFT,
    moves={
        EntryState.DRAFT: frozenset({EntryState.RECEIVED}),
        EntryState.RECEIVED: frozenset(
            {EntryState.RETURNED, EntryState.ELIGIBLE, EntryState.INELIGIBLE, EntryState.WITHDRAWN}
        ),
        EntryState.RETURNED: frozenset({EntryState.RECEIVED, EntryState.INELIGIBLE, EntryState.WITHDRAWN}),
        EntryState.ELIGIBLE: frozenset({EntryState.DISQUALIFIED, EntryState.WITHDRAWN}),
        EntryState.INELIGIBLE: frozenset(),
        EntryState.WITHDRAWN: frozenset(),
        EntryState.DISQUALIFIED: frozenset(),
    },
)
