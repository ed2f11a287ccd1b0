"""Judging a piece by the rules: its length and its time."""

from datetime import date, datetime, timedelta
from enum import Enum
from typing import Final

from campaigns.contests.enums import TimeBasis
from campaigns.contests.models import RuleSet
from foundation.intake.codes import OFFICE_ZONE

DAYS_OF_A_MONTH: Final = 31


class Length(Enum):
    """What the rules say of a number of words."""

    FITS = "fits"
    SHORT = "short"
    LONG = "long"


def judge_length(rules: RuleSet, words: int) -> Length:
    """Say whether the body's words fit the published bounds, tolerance apart."""
    if rules.words_max is not None and words > rules.words_max:
        return Length.LONG
    if rules.words_min is not None and words < rules.words_min:
        return Length.SHORT
    return Length.FITS


def is_refused(rules: RuleSet, words: int) -> bool:
    """Tell whether a hard limit is passed by more than its tolerance; a soft one refuses nothing."""
    if not rules.is_hard:
        return False
    above = rules.words_max is not None and words * 100 > rules.words_max * (100 + rules.tolerance_percent)
    below = rules.words_min is not None and words * 100 < rules.words_min * (100 - rules.tolerance_percent)
    return above or below


def time_that_counts(rules: RuleSet, channel: str, *, arrived: datetime, sent: datetime | None) -> datetime:
    """Return the time that decides whether a piece of that channel is late."""
    by_sending = rules.time_basis.get(channel) == TimeBasis.SENT
    return sent if by_sending and sent is not None else arrived


def is_late(rules: RuleSet, at: datetime) -> bool:
    """Tell whether that time lies after closing and the grace that is not published."""
    return at > rules.closes_at + timedelta(minutes=rules.grace_minutes)


def is_early(rules: RuleSet, at: datetime) -> bool:
    """Tell whether that time lies before opening."""
    return at < rules.opens_at


def erasing_day(closes_at: datetime, rules: RuleSet) -> date:
    """Return the day on which pieces made under ``rules`` are erased, when entries are taken until ``closes_at``.

    It is reckoned on the office's calendar, by which the erasing goes; in UTC a closing before eight is a day early.
    """
    return closes_at.astimezone(OFFICE_ZONE).date() + timedelta(days=rules.retention_months * DAYS_OF_A_MONTH)


def was_late(rules: RuleSet, counted_at: datetime | None, *, flagged: bool) -> bool:
    """Tell whether a piece came after the closing of its own rules and is in time by a later extension."""
    return not flagged and counted_at is not None and is_late(rules, counted_at)
