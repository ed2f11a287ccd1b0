"""What two texts have in common, exactly: the passages, and what part of the shorter text they are.

Texts are compared in one form (``search.analysis.normalising``: NFKC, Simplified, lower case) of which letters, Han
characters and digits alone are kept, so that punctuation, spaces, width and script hide nothing. Rare characters count
as one each.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from campaigns.contests.enums import FindingKind
from campaigns.contests.rules.sketches import runs
from search.analysis.normalising import Mapped, normalise, normalise_mapped

LEAST_PASSAGE: Final = 12
"""Characters in a row that two texts must share for a passage; shorter ones are set phrases."""
TELLING_PASSAGE: Final = 40
"""A passage this long is shown whatever part of the text it is: a lifted paragraph."""
TELLING_SHARE: Final = 150
"""Per mille of the shorter text."""
TELLING_SHARED: Final = 30
"""Characters; less says nothing even of a short text."""
NEAR_SHARE: Final = 500
"""Per mille of both texts from which they count as nearly the same."""
NARROW: Final[dict[int, int | str]] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    0x3000: " ",
    0x2026: "...",
}
"""What NFKC makes of full-width marks and letters: without them most texts are in that form, which is seen fast."""
UNCOMPARED: Final = re.compile(r"[\W_]+")
"""Everything that is no letter, Han character or digit."""
PLACES: Final = 8
"""How many places of one run of characters are tried: a text that repeats itself must not cost its square."""


def comparable_text(text: str) -> str:
    """Return the characters of a text that are compared."""
    return UNCOMPARED.sub("", normalise(text.translate(NARROW)))


@dataclass(frozen=True)
class Comparable:
    """A text as it is compared, and the way back to what stands in it."""

    mapped: Mapped

    @cached_property
    def places(self) -> list[int]:
        """Where in the normalised text each compared character stands."""
        return [place for place, character in enumerate(self.mapped.text) if character.isalnum()]

    @cached_property
    def text(self) -> str:
        """The characters that are compared."""
        return "".join(self.mapped.text[place] for place in self.places)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original that the compared characters [start, end) stand for (end > start)."""
        return self.mapped.span(self.places[start], self.places[end - 1] + 1)


def comparable(text: str) -> Comparable:
    """Return a text ready to be compared and marked."""
    return Comparable(normalise_mapped(text))


@dataclass(frozen=True)
class Passage:
    """A run of characters that stands in both texts; places count compared characters."""

    first: int
    second: int
    length: int


@dataclass(frozen=True)
class Likeness:
    """What two texts share. ``share`` and ``share_of_longer`` are per mille; ``shared`` counts compared characters."""

    passages: tuple[Passage, ...]
    shared: int
    share: int
    share_of_longer: int

    @property
    def longest(self) -> int:
        """The longest passage."""
        return max((passage.length for passage in self.passages), default=0)

    @property
    def kind(self) -> FindingKind | None:
        """What to call it; None when it is not worth a person's time."""
        if self.share == self.share_of_longer == 1000 and len(self.passages) == 1:  # noqa: PLR2004 - per mille
            return FindingKind.EXACT
        if self.shared >= TELLING_SHARED and min(self.share, self.share_of_longer) >= NEAR_SHARE:
            return FindingKind.NEAR
        if self.longest >= TELLING_PASSAGE or (self.shared >= TELLING_SHARED and self.share >= TELLING_SHARE):
            return FindingKind.CONTAINED
        return None


def compare(first: str, second: str) -> Likeness:
    """Compare two texts that ``comparable_text`` made."""
    if first and first == second:
        return Likeness((Passage(0, 0, len(first)),), len(first), 1000, 1000)
    found = passages(first, second)
    in_first, in_second = sum(passage.length for passage in found), _covered(found)
    one, other = _per_mille(in_first, len(first)), _per_mille(in_second, len(second))
    shorter, longer = (one, other) if len(first) <= len(second) else (other, one)
    return Likeness(tuple(found), min(in_first, in_second), shorter, longer)


def may_tell(first: str, second: str) -> bool:
    """Tell, many times faster than ``compare``, whether the two may share enough to be told; it never misses.

    All runs of the least length that the shorter text shares are laid over it: passages can be no longer than what lies
    under runs without a gap, and together no more than what lies under any.
    """
    if first == second:
        return bool(first)
    short, long = sorted((first, second), key=len)
    starts = np.flatnonzero(np.isin(runs(short, LEAST_PASSAGE), runs(long, LEAST_PASSAGE)))
    if not len(starts):
        return False
    breaks = np.flatnonzero(np.diff(starts) > LEAST_PASSAGE)
    begins, ends = np.append(starts[0], starts[breaks + 1]), np.append(starts[breaks], starts[-1]) + LEAST_PASSAGE
    shared = int((ends - begins).sum())
    is_long = int((ends - begins).max()) >= TELLING_PASSAGE
    return is_long or (shared >= TELLING_SHARED and _per_mille(shared, len(short)) >= TELLING_SHARE)


def _per_mille(part: int, whole: int) -> int:
    return part * 1000 // whole if whole else 0


def _covered(found: list[Passage]) -> int:
    """Return how many characters of the second text the passages cover; two of the first may be one there."""
    end = covered = 0
    for passage in sorted(found, key=lambda each: each.second):
        start = max(end, passage.second)
        end = max(end, passage.second + passage.length)
        covered += max(0, end - start)
    return covered


def passages(first: str, second: str, least: int = LEAST_PASSAGE) -> list[Passage]:
    """Return the longest shared runs in the order of the first text, in which they do not overlap."""
    known: dict[str, list[int]] = {}
    for place in range(len(second) - least + 1):
        places = known.setdefault(second[place : place + least], [])
        if len(places) < PLACES:
            places.append(place)
    found: list[Passage] = []
    start = 0
    while start <= len(first) - least:
        places = known.get(first[start : start + least], [])
        if not places:
            start += 1
            continue
        best = max((_run(first, second, start, place, least) for place in places), key=lambda each: each.length)
        found.append(best)
        start += best.length
    return found


def _run(first: str, second: str, start: int, place: int, length: int) -> Passage:
    longest = min(len(first) - start, len(second) - place)
    while length < longest and first[start + length] == second[place + length]:
        length += 1
    return Passage(start, place, length)


@dataclass(frozen=True)
class Segment:
    """A piece of a text to be shown; ``passage`` is the number of the shared passage it belongs to, 0 for none."""

    text: str
    passage: int


def marked(first: str, second: str) -> tuple[list[Segment], list[Segment]]:
    """Return both texts cut into segments, the shared passages numbered alike on both sides."""
    one, other = comparable(first), comparable(second)
    found = compare(one.text, other.text).passages
    left = [(passage.first, passage.length, number) for number, passage in enumerate(found, start=1)]
    right = [(passage.second, passage.length, number) for number, passage in enumerate(found, start=1)]
    return _cut(one, left), _cut(other, right)


def _cut(source: Comparable, spans: list[tuple[int, int, int]]) -> list[Segment]:
    original = source.mapped.original
    segments: list[Segment] = []
    done = 0
    for start, length, number in sorted(spans):
        begin, end = source.span(start, start + length)
        begin = max(begin, done)
        if end <= begin:
            continue
        segments += [Segment(original[done:begin], 0), Segment(original[begin:end], number)]
        done = end
    segments.append(Segment(original[done:], 0))
    return [segment for segment in segments if segment.text]
