"""Chinese words: where a line break cuts one, and how much two texts share."""

import math
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache

import rjieba

from news.reading.signs import HAN
from news.reading.vocabulary import GENRE_WORDS

_HAN_RUN = re.compile(f"[{HAN}]+")
TAIL = 6
GENRE_FREQUENCY = 2_000


@cache
def _segmenter() -> rjieba.Jieba:
    """Return a segmenter of our own that also knows the compounds of the genre."""
    segmenter = rjieba.Jieba()
    for word in GENRE_WORDS.split():
        segmenter.add_word(word, GENRE_FREQUENCY, "n")
    return segmenter


@lru_cache(maxsize=8192)
def breaks_word(before: str, after: str) -> bool:
    """Tell whether a break between the two texts cuts a dictionary word (or a number, or a Latin word)."""
    left, right = before[-TAIL:], after[:TAIL]
    if not left or not right:
        return False
    if (left[-1].isdigit() and right[0].isdigit()) or (
        left[-1].isascii() and left[-1].isalpha() and right[0].isascii() and right[0].isalpha()
    ):
        return True
    position = 0
    for word in _segmenter().cut(left + right, False):  # noqa: FBT003  (rjieba takes its new-word switch by position)
        position += len(word)
        if position == len(left):
            return False
        if position > len(left):
            return bool(_HAN_RUN.fullmatch(word))
    return False


def is_word(text: str) -> bool:
    """Tell whether the text is one dictionary word, and no person's name."""
    return _segmenter().has_word(text) and tagged(text)[0][1] != "nr"


def is_made_of_words(text: str) -> bool:
    """Tell whether the text is nothing but dictionary words of two characters and more, none a person's name."""
    return all(len(word) > 1 and not tag.startswith("nr") for word, tag in tagged(text))


@lru_cache(maxsize=2048)
def tagged(text: str) -> tuple[tuple[str, str], ...]:
    """Return the words of the text with their part-of-speech tags."""
    return tuple((word, tag) for word, tag in _segmenter().tag(text))


def bigrams(text: str) -> Counter[str]:
    """Return the pairs of neighbouring Chinese characters in the text with their counts."""
    return Counter(run[i : i + 2] for run in _HAN_RUN.findall(text) for i in range(len(run) - 1))


class Affinity:
    """How strongly a short text belongs to each of several long ones, by the rarer character pairs they share."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._bags = [bigrams(text) for text in texts]
        seen: Counter[str] = Counter()
        for bag in self._bags:
            seen.update(bag.keys())
        self._seen = seen

    def _weight(self, pair: str) -> float:
        return math.log(1 + (len(self._bags) + 1) / (1 + self._seen[pair]))

    def of(self, text: str, index: int) -> float:
        """Return the share (0 to 1) of the short text's weight that the long text at `index` also holds."""
        pairs = bigrams(text)
        total = sum(self._weight(pair) for pair in pairs)
        held = sum(self._weight(pair) for pair in pairs if self._bags[index][pair])
        return held / total if total else 0.0
