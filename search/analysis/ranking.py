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
from heapq import merge

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


@dataclass(frozen=True)
class _Found:
    """How often each word occurs in the headline and in the text of a candidate."""

    in_title: tuple[int, ...]
    in_body: tuple[int, ...]


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
    scored = [(score(query, words, each, now), each.date, each.key) for each in candidates]
    return [key for _score, _date, key in sorted(scored, reverse=True)]


def score(query: Query, words: Sequence[Weighted], candidate: Candidate, now: datetime) -> float:
    """Return how well a candidate answers the query; 0 when it holds none of its words."""
    found = _Found(
        tuple(sum(count(form, candidate.headline) for form in word.forms) for word in words),
        tuple(sum(count(form, candidate.body) for form in word.forms) for word in words),
    )
    weight = sum(word.idf for word in words)
    if not weight:
        return 0.0
    covered = sum(word.idf for word, *times in zip(words, found.in_title, found.in_body, strict=True) if any(times))
    in_title = sum(word.idf for word, times in zip(words, found.in_title, strict=True) if times)
    return (
        _bm25f(words, found, candidate)
        * (covered / weight)
        * (1 + TITLE_COVERAGE * in_title / weight)
        * (1 + AS_TYPED * _as_typed(query.stretches, candidate))
        * (1 + PROXIMITY * _proximity(words, found, candidate, weight))
        * (1 + RECENCY * math.exp(-max(timedelta(), now - candidate.date) / HORIZON))
    )


def _bm25f(words: Sequence[Weighted], found: _Found, candidate: Candidate) -> float:
    title_norm = 1 - B + B * len(candidate.headline) / TITLE_LENGTH
    body_norm = 1 - B + B * len(candidate.body) / BODY_LENGTH
    total = 0.0
    for word, in_title, in_body in zip(words, found.in_title, found.in_body, strict=True):
        frequency = TITLE_WEIGHT * in_title / title_norm + in_body / body_norm
        total += word.idf * frequency * (K1 + 1) / (K1 + frequency)
    return total


def _as_typed(stretches: Sequence[str], candidate: Candidate) -> float:
    """Return how much of the query stands in the document as typed: 1 in the headline, 0.5 in the text."""
    longer = [stretch for stretch in stretches if len(stretch) > 1]
    if not longer:
        return 0.0
    return sum(
        1.0 if count(stretch, candidate.headline) else 0.5 if count(stretch, candidate.body) else 0.0
        for stretch in longer
    ) / len(longer)


def _proximity(words: Sequence[Weighted], found: _Found, candidate: Candidate, weight: float) -> float:
    """Return how near to each other the words stand, in the field where they stand nearest: 0 to 1."""
    return max(
        _nearness(words, found.in_title, candidate.headline, weight),
        _nearness(words, found.in_body, candidate.body, weight),
    )


def _nearness(words: Sequence[Weighted], times: Sequence[int], text: str, weight: float) -> float:
    present = [word for word, occurrences in zip(words, times, strict=True) if occurrences]
    if len(present) < 2:  # noqa: PLR2004 - one word is near to nothing
        return 0.0
    share = sum(word.idf for word in present) / weight
    return share * math.exp(-max(0, _window([positions(word.forms, text) for word in present]) - NEAR) / FAR)


def _window(places: Sequence[Sequence[tuple[int, int]]]) -> int:
    """Return the length of the shortest stretch that holds one place of each word; a place is (start, end)."""
    events = merge(*([(start, end, word) for start, end in each] for word, each in enumerate(places)))
    last: dict[int, tuple[int, int]] = {}
    best = 1 << 30
    for start, end, word in events:
        last[word] = (start, end)
        if len(last) == len(places):
            first = min(begin for begin, _end in last.values())
            best = min(best, max(finish for _begin, finish in last.values()) - first)
    return best


def positions(forms: Sequence[str], text: str) -> list[tuple[int, int]]:
    """Return the first places (start, end) of any of the forms in a normalised text, in their order."""
    found: list[tuple[int, int]] = []
    for form in forms:
        for match in pattern((form,)).finditer(text):
            found.append(match.span())
            if len(found) >= OCCURRENCES * len(forms):
                break
    return sorted(found)


def count(form: str, text: str) -> int:
    """Return how often a form occurs in a normalised text; Latin words and numbers only as whole words."""
    if is_han(form):
        return text.count(form)
    return sum(1 for _match in pattern((form,)).finditer(text)) if _core(form) in text else 0


def _core(form: str) -> str:
    """Return a part of the form that any occurrence contains, for a quick look before the slow one."""
    return form.split(maxsplit=1)[0]


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
