"""Headlines that were taken for the beginning of the paragraph under them."""

from itertools import pairwise

from news.reading.layout import FAR_SHORT
from news.reading.records import Line
from news.reading.signs import DATELINE, LEFT_OPEN_WORD, TEXT_SIGN
from news.reading.vocabulary import OPENER
from news.reading.words import breaks_word

MAX_HEADLINES = 12
"""Display lines that may stand in a row where a page's headlines were gathered in one place."""


def headlines_before(taken: list[Line]) -> int:
    """Return how many lines before a paragraph are headlines that were taken for its beginning.

    Wrapped text fills its lines. Where a line far too short stands among the first ones, they are no text, unless they
    have a comma or break a word.
    """
    for count in range(min(MAX_HEADLINES, len(taken) - 2), 0, -1):
        head, rest = taken[:count], [line.width for line in taken[count:-1]]
        column = max(rest)
        if (
            head[-1].width <= column - FAR_SHORT
            and not any(_is_text(line.text) for line in head)
            and not any(breaks_word(first.text, second.text) for first, second in pairwise(taken[: count + 1]))
            and not LEFT_OPEN_WORD.search(head[-1].text)
        ):
            return count
    return 0


def _is_text(text: str) -> bool:
    """Tell whether the wording is that of running text: 本报讯 opens a paragraph, however short its line is."""
    return bool(TEXT_SIGN.search(text) or OPENER.match(text) or DATELINE.match(text))
