"""The one table of an offered ad's state."""

from typing import Final

from campaigns.enums import OfferState
from foundation.intake.states import StateTable

OFFER_STATES: Final = StateTable(
    start=OfferState.NEW,
    moves={
        OfferState.NEW: frozenset({OfferState.ACCEPTED, OfferState.REFUSED}),
        OfferState.ACCEPTED: frozenset(),
        OfferState.REFUSED: frozenset(),
    },
)
