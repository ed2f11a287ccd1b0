"""What makes a decision at screening whole."""

from django.conf import settings
from django.utils.translation import override

from campaigns.contests.enums import ScreeningReason, ScreeningResult

NEEDS_REASON = frozenset({ScreeningResult.RETURNED, ScreeningResult.INELIGIBLE, ScreeningResult.UNDONE})


def reason_text(code: str, note: str) -> str:
    """Return the reason as the author reads it: the ground, then the note; empty when neither says anything.

    ``ScreeningReason.OTHER`` says nothing by itself. Authors read Chinese, whatever language the desk works in.
    """
    with override(settings.LANGUAGE_CODE):
        ground = "" if code in {"", ScreeningReason.OTHER} else str(ScreeningReason(code).label)
    return "：".join(part for part in (ground, note.strip()) if part)


def lacks_reason(result: str, code: str, note: str) -> bool:
    """Tell whether this result needs a reason that is not there."""
    return result in NEEDS_REASON and not reason_text(code, note)
