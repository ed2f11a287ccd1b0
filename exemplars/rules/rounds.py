"""The table of a round's states, the names of periods, and the default categories."""

from typing import Final

from django.utils.translation import gettext as _

from exemplars.enums import PeriodKind, ProgrammeLevel, RoundState
from foundation.intake.states import StateTable
from foundation.text.numerals import to_chinese

DEFAULT_CATEGORIES: Final = (
    ("altruistic", "助人为乐"),
    ("brave", "见义勇为"),
    ("honest", "诚实守信"),
    ("dedicated", "敬业奉献"),
    ("filial", "孝老爱亲"),
)
"""Code and name of the five categories that 身边好人 and 道德模范 share on every level."""

LEVEL_ABOVE: Final = {
    ProgrammeLevel.COUNTY: ProgrammeLevel.CITY,
    ProgrammeLevel.CITY: ProgrammeLevel.PROVINCE,
    ProgrammeLevel.PROVINCE: ProgrammeLevel.NATION,
}
"""The level on which a programme's parent stands; the nation has none above it."""

LAST_NUMBER: Final = {PeriodKind.MONTH: 12, PeriodKind.QUARTER: 4}

ROUND_STATES: Final = StateTable(
    start=RoundState.COLLECTING,
    moves={
        RoundState.COLLECTING: frozenset({RoundState.FIRST_REVIEW}),
        RoundState.FIRST_REVIEW: frozenset({RoundState.COLLECTING, RoundState.CONSULTING}),
        RoundState.CONSULTING: frozenset({RoundState.FIRST_REVIEW, RoundState.JUDGING}),
        RoundState.JUDGING: frozenset({RoundState.CONSULTING, RoundState.NOTICE}),
        RoundState.NOTICE: frozenset({RoundState.JUDGING, RoundState.ANNOUNCED}),
        RoundState.ANNOUNCED: frozenset(),
    },
)
"""One step on, or one step back while nothing is announced. What is announced stays so: only an honour is revoked."""


def period_name(kind: str, year: int, number: int | None) -> str:
    """Return a period as it is printed, such as ``2026年第三季度``."""
    if kind == PeriodKind.MONTH:
        return _("%(year)s, month %(number)s") % {"year": year, "number": number}
    if kind == PeriodKind.QUARTER:
        return _("%(year)s, quarter %(number)s") % {"year": year, "number": to_chinese(number or 0)}
    if kind == PeriodKind.BATCH:
        return _("%(year)s, batch %(number)s") % {"year": year, "number": to_chinese(number or 0)}
    return _("%(year)s, whole year") % {"year": year}
