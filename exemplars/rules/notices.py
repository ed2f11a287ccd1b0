"""Public notice: how names are shown, how working days are counted, and the table of an objection's states."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from exemplars.enums import Consent, ObjectionState, SubjectKind
from foundation.intake.states import StateTable

COMPOUND_SURNAMES: Final = frozenset(
    {"欧阳", "上官", "司马", "诸葛", "东方", "皇甫", "尉迟", "公孙", "令狐", "司徒", "慕容", "夏侯", "端木", "百里"}
)
OPEN_OBJECTIONS: Final = (ObjectionState.NEW, ObjectionState.CHECKING)
CLOSED_OBJECTIONS: Final = (ObjectionState.UPHELD, ObjectionState.DISMISSED)
OBJECTION_DAYS: Final = 5
"""Working days until an objection is due."""

OBJECTION_STATES: Final = StateTable(
    start=ObjectionState.NEW,
    moves={
        ObjectionState.NEW: frozenset({ObjectionState.CHECKING}),
        ObjectionState.CHECKING: frozenset({ObjectionState.CHECKING, ObjectionState.UPHELD, ObjectionState.DISMISSED}),
        ObjectionState.UPHELD: frozenset(),
        ObjectionState.DISMISSED: frozenset(),
    },
)


class UnknownDayError(LookupError):
    """The calendar does not say whether this day is worked: it must be filled in, not guessed."""

    def __init__(self, day: date) -> None:
        super().__init__(day.isoformat())
        self.day = day


def after_working_days(start: date, days: int, calendar: Mapping[date, bool]) -> date:
    """Return the ``days``-th working day after ``start``; the first day of a notice does not count.

    ``calendar`` says of each day whether it is worked. Raises ``UnknownDayError`` for a day it does not have, and
    ``ValueError`` for less than one day.
    """
    if days < 1:
        message = "count at least one working day"
        raise ValueError(message)
    day = start
    while days:
        day += timedelta(days=1)
        if day not in calendar:
            raise UnknownDayError(day)
        days -= calendar[day]
    return day


def may_show(subject: str, consent: str, *, is_minor: bool) -> bool:
    """Tell whether full name and unit may be shown: a person must have agreed and be of age."""
    return subject != SubjectKind.PERSON or (consent == Consent.GIVEN and not is_minor)


def covered_name(name: str) -> str:
    """Return the surname with 某某 in place of the rest."""
    surname = name[:2] if name[:2] in COMPOUND_SURNAMES else name[:1]
    return f"{surname}某某"
