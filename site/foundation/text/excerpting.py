"""Cutting Chinese text where a reader can stop."""

import re
import unicodedata
from typing import Final

from foundation.text.normalising import one_line

ELLIPSIS: Final = "…"

_SENTENCE_END = re.compile("[。！？!?]+[”’」』）)】》\"']*|(?<=[A-Za-z])\\.(?=\\s)")
_CLAUSE_END = re.compile("[，、；：,;:—]|\\s")
_JOINING: Final = frozenset({"\u200d", "\u200c"})


def excerpt(text: str, limit: int) -> str:
    """Return the beginning of ``text`` on one line, at most ``limit`` code points long.

    It ends with the last sentence that fits, if that fills at least half of the limit; otherwise at a clause or,
    failing that, between two characters, with ``…`` behind. A character is never parted from its variation selector
    or accent. Raises ValueError when ``limit`` is below 1.
    """
    if limit < 1:
        message = "An excerpt needs room for at least one character"
        raise ValueError(message)
    line = one_line(text)
    if len(line) <= limit:
        return line
    sentence = _last_end(_SENTENCE_END, line, limit)
    if sentence * 2 >= limit:
        return line[:sentence]
    return _cut_inside(line, limit - len(ELLIPSIS)) + ELLIPSIS


def _last_end(pattern: re.Pattern[str], line: str, limit: int) -> int:
    """Return the end of the last match of ``pattern`` that lies within ``limit``, or 0."""
    return max((match.end() for match in pattern.finditer(line, 0, limit + 1) if match.end() <= limit), default=0)


def _cut_inside(line: str, room: int) -> str:
    clause = max((match.start() for match in _CLAUSE_END.finditer(line, 0, room + 1)), default=0)
    end = clause if clause * 4 >= room * 3 else room
    while end > 0 and _is_joined(line, end):
        end -= 1
    # One word longer than the room (an address, say) is cut where the room ends.
    return line[: end or room].rstrip("，、；：,;:— ")


def _is_joined(line: str, position: int) -> bool:
    """Tell whether the characters on both sides of ``position`` are one on paper."""
    after = line[position]
    if unicodedata.combining(after) or unicodedata.category(after) in {"Mn", "Me", "Cf"}:
        return True
    before = line[position - 1]
    return before in _JOINING or ((before + after).isascii() and not (before + after).count(" "))
