"""The half-hour slots in which this site shows its public-service ad.

Site owners in China are bound to show one every day from 6:00 to 24:00 in a prominent place (令第84号). That day of 36
slots is what is shared out; the night repeats the morning's slots, whose ads are valid on the same date.
"""

import datetime as dt
from typing import Final

from campaigns.rules.days import HERE

SLOT_MINUTES: Final = 30
FIRST_MINUTE: Final = 6 * 60
SLOTS_A_DAY: Final = (24 * 60 - FIRST_MINUTE) // SLOT_MINUTES
SLOT: Final = dt.timedelta(minutes=SLOT_MINUTES)


def slot_at(now: dt.datetime) -> tuple[dt.date, int]:
    """Return the date in China at ``now`` and the number of the slot in it, from 0 to 35."""
    here = now.astimezone(HERE)
    minute = here.hour * 60 + here.minute
    return here.date(), (minute - FIRST_MINUTE if minute >= FIRST_MINUTE else minute) // SLOT_MINUTES


def start_of_slot(day: dt.date, slot: int) -> dt.datetime:
    """Return the moment at which a slot of the day from 6:00 begins."""
    return dt.datetime.combine(day, dt.time(0), HERE) + dt.timedelta(minutes=FIRST_MINUTE + slot * SLOT_MINUTES)


def seconds_left(now: dt.datetime) -> int:
    """Return the whole seconds until the next slot begins, rounded down: from 0 to 1800."""
    here = now.astimezone(HERE)
    past = dt.timedelta(minutes=here.minute % SLOT_MINUTES, seconds=here.second, microseconds=here.microsecond)
    return int((SLOT - past).total_seconds())
