"""The one ranking function: whatever the engine, the order readers see is made here.

BM25F over headline and text, times coverage of the query, of its words in the headline, of its stretches as typed,
times proximity of the words, times recency. The factors were measured (``docs/search.md``).
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import islice

from search.analysis.query import Query, Word
from search.analysis.tokens import HAN, is_han

K1 = 1.2
B = 0.5
TITLE_WEIGHT = 3.0
TITLE_LENGTH = 20
"""Characters of a usual headline, against which length is normalised."""
BODY_LENGTH = 600
"""Characters of a usual text."""
TITLE_COVERAGE = 0.5
AS_TYPED = 0.3
PROXIMITY = 0.8
NEAR = 20
"""Characters within which words count as together."""
FAR = 60
"""Characters beyond NEAR after which nearness has fallen to 1/e."""
RECENCY = 0.2
HORIZON = timedelta(days=365)
"""Age at which the bonus of the new has fallen to 1/e."""
SINGLE_SHARE = 0.2
"""Share of documents a single character is taken to occur in: it is never counted."""
OCCURRENCES = 40
"""Occurrences of a word that proximity looks at."""


@dataclass(frozen=True)
class Candidate:
    """A document to be ranked, its texts normalised."""

    key: int
    headline: str
    body: str
    date: datetime


@dataclass(frozen=True)
class Weighted:
    """A word of the query with the weight its rarity gives it."""

    forms: tuple[str, ...]
    idf: float


def weigh(words: Sequence[Word], frequencies: Mapping[str, int], total: int) -> list[Weighted]:
    """Return the words with their inverse document frequency.

    ``frequencies`` holds the number of documents for each form of a word, ``total`` the number of all documents.
    """
    return [Weighted(word.forms, _idf(_frequency(word, frequencies, total), total)) for word in words]


def _frequency(word: Word, frequencies: Mapping[str, int], total: int) -> float:
    if len(word.text) == 1 and is_han(word.text):
        return total * SINGLE_SHARE
    return min(total, sum(frequencies.get(form, 0) for form in word.forms))


def _idf(frequency: float, total: int) -> float:
    return math.log(1 + (total - frequency + 0.5) / (frequency + 0.5))


def rank(query: Query, words: Sequence[Weighted], candidates: Sequence[Candidate], now: datetime) -> list[int]:
    """Return the keys of the candidates, best first; of equals the newer, then the later key."""
    scorer = Scorer(query, words, now)
    scored = [(scorer.score(each), each.date, each.key) for each in candidates]
    return [key for _score, _date, key in sorted(scored, reverse=True)]


@dataclass(frozen=True)
class _Occurrences:
    """How often each word occurs in the headline and in the text of a candidate."""

    in_title: list[int]
    in_body: list[int]


class Scorer:
    """Scores candidates for one query: what depends on the query alone is made ready once."""

    def __init__(self, query: Query, words: Sequence[Weighted], now: datetime) -> None:
        self._idf = [word.idf for word in words]
        self._words = [[Finder(form) for form in word.forms] for word in words]
        self._stretches = [Finder(stretch) for stretch in query.stretches if len(stretch) > 1]
        self._weight = sum(self._idf)
        self._now = now

    def score(self, candidate: Candidate) -> float:
        """Return how well a candidate answers the query; 0 when it holds none of its words."""
        found = _Occurrences(self._counts(candidate.headline), self._counts(candidate.body))
        if not self._weight:
            return 0.0
        bm25f, covered, in_title = self._sums(found, candidate)
        age = max(timedelta(), self._now - candidate.date)
        return (
            bm25f
            * (covered / self._weight)
            * (1 + TITLE_COVERAGE * in_title / self._weight)
            * (1 + AS_TYPED * self._as_typed(candidate))
            * (1 + PROXIMITY * self._proximity(found, candidate))
            * (1 + RECENCY * math.exp(-age / HORIZON))
        )

    def _counts(self, text: str) -> list[int]:
        counts = []
        for finders in self._words:
            times = 0
            for finder in finders:
                times += finder.count(text)
            counts.append(times)
        return counts

    def _sums(self, found: _Occurrences, candidate: Candidate) -> tuple[float, float, float]:
        """Return the BM25F sum, the weight of the words found, and of those found in the headline."""
        title_norm = 1 - B + B * len(candidate.headline) / TITLE_LENGTH
        body_norm = 1 - B + B * len(candidate.body) / BODY_LENGTH
        total = covered = titled = 0.0
        for idf, in_title, in_body in zip(self._idf, found.in_title, found.in_body, strict=True):
            if in_title or in_body:
                frequency = TITLE_WEIGHT * in_title / title_norm + in_body / body_norm
                total += idf * frequency * (K1 + 1) / (K1 + frequency)
                covered += idf
                titled += idf if in_title else 0.0
        return total, covered, titled

    def _as_typed(self, candidate: Candidate) -> float:
        """Return how much of the query stands in the document as typed: 1 in the headline, 0.5 in the text."""
        if not self._stretches:
            return 0.0
        held = 0.0
        for stretch in self._stretches:
            held += 1.0 if stretch.count(candidate.headline) else 0.5 if stretch.count(candidate.body) else 0.0
        return held / len(self._stretches)

    def _proximity(self, found: _Occurrences, candidate: Candidate) -> float:
        """Return how near to each other the words stand, in the field where they stand nearest: 0 to 1."""
        in_title = self._nearness(found.in_title, candidate.headline)
        return max(in_title, self._nearness(found.in_body, candidate.body))

    def _nearness(self, times: list[int], text: str) -> float:
        present = [number for number, occurrences in enumerate(times) if occurrences]
        if len(present) < 2:  # noqa: PLR2004 - one word is near to nothing
            return 0.0
        share = sum(self._idf[number] for number in present) / self._weight
        places = [
            (start, end, number)
            for number in present
            for finder in self._words[number]
            for start, end in finder.places(text)
        ]
        return share * math.exp(-max(0, _window(sorted(places), len(present)) - NEAR) / FAR)


def _window(places: list[tuple[int, int, int]], words: int) -> int:
    """Return the length of the shortest stretch that holds a place (start, end, word) of each of so many words."""
    last: dict[int, tuple[int, int]] = {}
    best = 1 << 30
    for start, end, word in places:
        last[word] = (start, end)
        if len(last) == words and end - min(last.values())[0] < best:
            best = max(finish for _begin, finish in last.values()) - min(last.values())[0]
    return best


class Finder:
    """Finds one form in normalised texts; Latin words and numbers only as whole words."""

    __slots__ = ("_form", "_pattern")

    def __init__(self, form: str) -> None:
        self._form = form
        self._pattern = None if is_han(form) else pattern((form,))

    def count(self, text: str) -> int:
        """Return how often the form occurs."""
        if self._pattern is None:
            return text.count(self._form)
        return sum(1 for _match in self._pattern.finditer(text))

    def places(self, text: str) -> list[tuple[int, int]]:
        """Return the first places (start, end) of the form."""
        if self._pattern is not None:
            return [match.span() for match in islice(self._pattern.finditer(text), OCCURRENCES)]
        found: list[tuple[int, int]] = []
        length = len(self._form)
        start = text.find(self._form)
        while start >= 0 and len(found) < OCCURRENCES:
            found.append((start, start + length))
            start = text.find(self._form, start + 1)
        return found


@lru_cache(maxsize=2048)
def pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    """Return the expression that finds any of the forms in a normalised text, longer ones first.

    A form that begins or ends with a Latin letter or a digit must not go on there: ``art`` is not in ``start``.
    """
    return re.compile("|".join(_bounded(form) for form in sorted(forms, key=lambda form: (-len(form), form))))


def _bounded(form: str) -> str:
    other = f"[^\\W_{HAN}]"
    before = f"(?<!{other})" if re.match(other, form) else ""
    after = f"(?!{other})" if re.search(f"{other}$", form) else ""
    return before + r"\s+".join(map(re.escape, form.split())) + after
