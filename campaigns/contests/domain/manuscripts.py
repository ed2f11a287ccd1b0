"""Reading the text out of a file that a contributor chose."""

from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from foundation.intake.forms import clean_text
from foundation.limited import MEGABYTE, LimitedError, LimitExceededError, RefusedError, run_limited

MEMORY: Final = 768 * MEGABYTE
OFFICE_MEMORY: Final = 3072 * MEGABYTE


def read_manuscript(*, data: bytes, convert: bool = False) -> str:
    """Return the text of a manuscript as the judges would see it; raises ``ValidationError`` with a clear sentence.

    With ``convert`` an old format goes through LibreOffice first, which takes seconds: one at a time, or in the worker.
    """
    try:
        text = _read(data)
    except ValidationError as error:
        if not convert or error.code != "legacy":
            raise
        text = _read(_limited("conversion:to_docx", data, OFFICE_MEMORY, 60, 90))
    return clean_text(text)


def _read(data: bytes) -> str:
    return str(_limited("manuscripts:read", data, MEMORY, 15, 25))


def _limited(function: str, data: bytes, memory: int, cpu_seconds: int, wall_seconds: float) -> Any:
    try:
        return run_limited(
            f"campaigns.contests.workshop.{function}",
            data,
            memory=memory,
            cpu_seconds=cpu_seconds,
            wall_seconds=wall_seconds,
        )
    except RefusedError as reason:
        raise ValidationError(refusal_sentence(str(reason)), code=str(reason)) from None
    except LimitExceededError:
        raise ValidationError(refusal_sentence("too-large"), code="too-large") from None
    except LimitedError:
        raise ValidationError(refusal_sentence("damaged"), code="damaged") from None


def refusal_sentence(reason: str) -> str:
    """Return what the contributor reads of a file whose text could not be read."""
    sentences = {
        "encrypted": _("This file is locked with a password. Please save it without one, or paste the text."),
        "legacy": _("Files of this older kind cannot be read here. Save it as .docx, or paste the text."),
        "no-office": _("Files of this older kind cannot be read here. Save it as .docx, or paste the text."),
        "not-text": _(
            "No text was found in this kind of file. Please choose a .docx, .pdf or .txt, or paste the text."
        ),
        "too-large": _("This file unpacks to far more than an entry. Please paste the text instead."),
        "unsafe": _("This file holds parts that Word does not write; it was not opened. Please paste the text."),
        "empty": _("No text was found in this file; it may be a picture of a page. Please paste the text."),
    }
    return sentences.get(reason) or _("This file is damaged. Please save it anew in Word or WPS, or paste the text.")
