"""Days of validity as moments: a day begins and ends at midnight in China, whatever the server's clock says."""

import datetime as dt
from typing import Final
from zoneinfo import ZoneInfo

HERE: Final = ZoneInfo("Asia/Shanghai")


def start_of(day: dt.date | None) -> dt.datetime | None:
    """Return the first moment of ``day``; None for no day."""
    return None if day is None else dt.datetime.combine(day, dt.time(0), HERE)


def end_of(*last_days: dt.date | None) -> dt.datetime | None:
    """Return the moment after the earliest of the last days; None where there is none."""
    known = [day for day in last_days if day is not None]
    return start_of(min(known) + dt.timedelta(days=1)) if known else None
