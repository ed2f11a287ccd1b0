"""Bringing text to one form before it is compared, searched or counted."""

import re
import unicodedata

from foundation.text.characters import AMBIGUOUS, EAST_ASIAN, HAN, LINE_ENDS, ZERO_WIDTH

_LINE_END = re.compile(f"\r\n|[{LINE_ENDS}]")
_SPACE = re.compile(r"[^\S\n]")
_SPACES = re.compile(r"[^\S\n]+")
_AROUND_LINE_END = re.compile(r" ?\n ?")
_BETWEEN_HAN = re.compile(f"(?<=[{HAN}])[^\\S\\n]+(?=[{HAN}])")
_INSIDE_CHINESE = re.compile(f"(?<=[{EAST_ASIAN}{AMBIGUOUS}])\\s+(?=[{EAST_ASIAN}{AMBIGUOUS}])")


def fold(text: str) -> str:
    r"""Return ``text`` in NFKC without zero-width characters, every space a plain one, every line end ``\n``.

    Case is kept. NFKC makes full-width forms half-width, so the result is for comparing and not for showing. Folding
    twice changes nothing more.
    """
    composed = unicodedata.normalize("NFKC", ZERO_WIDTH.sub("", text))
    # A zero-width character may have kept two characters from composing; the second pass joins them.
    composed = unicodedata.normalize("NFKC", ZERO_WIDTH.sub("", composed))
    return _SPACE.sub(" ", _LINE_END.sub("\n", composed))


def squeeze_spaces(text: str) -> str:
    """Return ``text`` with runs of spaces made one, none at the ends of lines, and no empty first or last line."""
    unified = _LINE_END.sub("\n", text)
    return _AROUND_LINE_END.sub("\n", _SPACES.sub(" ", unified)).strip()


def join_spaced_han(text: str) -> str:
    """Return ``text`` without the spaces between Han characters, as in a line that a page-layout program spread out."""
    return _BETWEEN_HAN.sub("", text)


def one_line(text: str) -> str:
    """Return ``text`` on one line: spaces inside Chinese go, others become one plain space."""
    return " ".join(_INSIDE_CHINESE.sub("", text).split())
