"""In which state a campaign hub is: nobody sets it, its page and its period say it."""

import datetime as dt

from campaigns.enums import HubState


def hub_state(*, shown: bool, starts_on: dt.date | None, ends_on: dt.date | None, today: dt.date) -> HubState:
    """Return the state on ``today``; ``shown`` says whether readers may see the page at all.

    A hub without a first day runs as soon as it is shown, one without a last day runs until it is given one.
    """
    if not shown:
        return HubState.DRAFT
    if starts_on is not None and starts_on > today:
        return HubState.COMING
    if ends_on is not None and ends_on < today:
        return HubState.ENDED
    return HubState.RUNNING
