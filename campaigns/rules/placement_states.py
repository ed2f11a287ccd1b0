"""The one table of a placement's state, and the one of a damage task."""

from typing import Final

from campaigns.enums import DamageState, PlacementState
from foundation.intake.states import StateTable

PLACEMENT_STATES: Final = StateTable(
    start=PlacementState.PLANNED,
    moves={
        PlacementState.PLANNED: frozenset({PlacementState.UP, PlacementState.DOWN}),
        PlacementState.UP: frozenset({PlacementState.DAMAGED, PlacementState.DOWN}),
        PlacementState.DAMAGED: frozenset({PlacementState.UP, PlacementState.DOWN}),
        PlacementState.DOWN: frozenset(),
    },
)
"""A plan that comes to nothing goes down without ever having been up, and counts nowhere."""

_ENDS = frozenset({DamageState.REPAIRED, DamageState.TAKEN_DOWN, DamageState.UNFOUNDED})
DAMAGE_STATES: Final = StateTable(
    start=DamageState.OPEN,
    moves={
        DamageState.OPEN: _ENDS | {DamageState.CONFIRMED},
        DamageState.CONFIRMED: _ENDS - {DamageState.UNFOUNDED},
        DamageState.REPAIRED: frozenset(),
        DamageState.TAKEN_DOWN: frozenset(),
        DamageState.UNFOUNDED: frozenset(),
    },
)
