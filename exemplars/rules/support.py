"""Messages of support: how long, and the table of their states."""

from typing import Final

from exemplars.enums import SupportState
from foundation.intake.states import StateTable

MOST_WORDS: Final = 100
"""字数 of one message: a few sentences."""

DECIDED_SUPPORT: Final = (SupportState.SHOWN, SupportState.REFUSED)

SUPPORT_STATES: Final = StateTable(
    start=SupportState.NEW,
    moves={
        SupportState.NEW: frozenset({SupportState.SHOWN, SupportState.REFUSED}),
        SupportState.SHOWN: frozenset({SupportState.REFUSED}),
        SupportState.REFUSED: frozenset({SupportState.SHOWN}),
    },
)
"""A mistake of the moderator can be undone either way; nothing becomes unread again."""
