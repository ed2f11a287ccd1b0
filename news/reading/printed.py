"""What stands on the page: paragraphs and display lines, and how printed lines are joined."""

import re
from dataclasses import dataclass

from news.reading.records import Line

LATIN_END, LATIN_START = re.compile("[A-Za-z]+$"), re.compile("[A-Za-z]+")
LATIN_STUMP = 1
"""Letters of a Latin word's piece up to which a break is one inside a word."""


@dataclass(slots=True)
class Block:
    """A paragraph, or one display line."""

    lines: list[Line]
    display: bool
    text: str = ""
    inside: bool = False
    role: str = ""
    sure: float = 0.95
    """How clear it was where the paragraph ends."""

    @property
    def numbers(self) -> tuple[int, ...]:
        """The source line numbers."""
        return tuple(line.number for line in self.lines)


def join_lines(texts: list[str]) -> str:
    """Join wrapped lines: Chinese without a space, two Latin words with one."""
    joined = ""
    for text in texts:
        joined += (" " if _two_words(joined, text) else "") + text
    return joined


def _two_words(before: str, after: str) -> bool:
    """Tell whether a break stands between two Latin words: a narrow column also breaks words, and leaves a stump."""
    left, right = LATIN_END.search(before), LATIN_START.match(after)
    return left is not None and right is not None and min(len(left[0]), len(right[0])) > LATIN_STUMP
