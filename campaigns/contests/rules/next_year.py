"""Proposals for the competition that follows one: its name, address part and times, for a person to correct."""

import re
from datetime import date, datetime
from typing import Final, TypeVar

YEAR: Final = re.compile(r"(?:19|20)\d\d")
DayT = TypeVar("DayT", date, datetime)


def next_words(words: str, otherwise: str) -> str:
    """Return the words with their year one later; words without a year get ``otherwise`` behind them."""
    renamed, found = YEAR.subn(lambda year: str(int(year.group()) + 1), words, count=1)
    return renamed if found else f"{words}{otherwise}"


def years_later(moment: DayT, years: int) -> DayT:
    """Return the same day and clock some years later; 29 February becomes 28 where that year has none."""
    try:
        return moment.replace(year=moment.year + years)
    except ValueError:
        return moment.replace(year=moment.year + years, day=28)


def years_until(closes_at: datetime, now: datetime) -> int:
    """Return after how many years, at least one, a competition of the same days would close in the future."""
    years = 1
    while years_later(closes_at, years) <= now:
        years += 1
    return years
