"""Which state of a received mail may follow which."""

from typing import Final

from campaigns.contests.enums import InboundState
from foundation.intake.states import StateTable

INBOUND: Final = StateTable(
    start=InboundState.NEW,
    moves={
        InboundState.NEW: frozenset({InboundState.PARSED, InboundState.NEEDS_HUMAN, InboundState.IGNORED}),
        InboundState.PARSED: frozenset({InboundState.CONVERTED, InboundState.NEEDS_HUMAN, InboundState.IGNORED}),
        InboundState.NEEDS_HUMAN: frozenset({InboundState.CONVERTED, InboundState.IGNORED}),
        InboundState.IGNORED: frozenset({InboundState.NEEDS_HUMAN}),
        InboundState.CONVERTED: frozenset(),
    },
)
