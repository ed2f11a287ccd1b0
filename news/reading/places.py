"""Places named in a text, told by the packaged gazetteer, and the region that a story treats.

A place is written as its path of codes from the province down, so that one holds another when its path begins the
other's.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from foundation.gazetteer import Gazetteer, Mention, Place
from news.reading.names import SURNAMES
from news.reading.records import RegionGuess

Path = tuple[str, ...]
LEVELS = ("province", "city", "county")
MEETING_WORDS = ("召开", "举行", "举办", "开幕", "开班", "启动")
LEADING_SHARE = 0.45
LEADING_RATIO = 1.8
OFFICIAL = 1.0
"""What it adds that a place is named in full."""
QUARTERS = ("社区", "街道", "小区", "村", "路", "街", "巷", "苑")
"""What makes a short name that of a quarter, which may lie anywhere."""
FUNCTION_WORDS = frozenset("于和与从向由到自经时时及至之全安方万")
"""Family names that are far more often other words before the name of a place."""
LEAST_SUPPORT = 1.5
"""Less than this is one short name in passing, which may be no place at all (修水 in 修水、修电)."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a story's text and how much a place named in it says about what the story treats."""

    text: str
    weight: float


@lru_cache(maxsize=4096)
def path_of(place: Place) -> Path:
    """Return the codes from the province down to the place."""
    return (*(above.code for above in Gazetteer.load().ancestors(place)), place.code)


@lru_cache(maxsize=512)
def mentions_of(text: str) -> tuple[Mention, ...]:
    """Return the places named in the text in order, not yet told apart."""
    return tuple(Gazetteer.load().find(text))


def place_paths(text: str) -> Counter[Path]:
    """Return the places that a text names, and that can be told, with how often it does.

    A name that only introduces the next (云南蒙自市) is not counted by itself.
    """
    mentions = mentions_of(text)
    places = Gazetteer.load().resolve(mentions)
    following = [*mentions[1:], None]
    return Counter(
        path_of(place)
        for mention, after, place in zip(mentions, following, places, strict=False)
        if place is not None and not introduces(mention, after) and not in_other_name(text, mention, place)
    )


def in_other_name(text: str, mention: Mention, place: Place) -> bool:
    """Tell whether a short name is only a piece of another name: of a quarter (临江社区) or a person (何秀英, 卫东来).

    Districts are hardly ever printed by their short name alone, so that one counts only after the name of the city, or
    where the text has it in full, too.
    """
    if mention.name == place.name:
        return False
    before = text[mention.start - 1 : mention.start]
    if text.startswith(QUARTERS, mention.end) or (before in SURNAMES and before not in FUNCTION_WORDS):
        return True
    held = any(introduces(other, mention) for other in mentions_of(text) if other.end == mention.start)
    return place.name.endswith("区") and not place.name.endswith("新区") and not held and place.name not in text


def starts_with_place(text: str) -> bool:
    """Tell whether the text opens with the name of a place."""
    mentions = mentions_of(text)
    return bool(mentions) and mentions[0].start == 0


def opens_with_full_place(text: str) -> bool:
    """Tell whether the text opens with a place's official name, perhaps after 在."""
    mentions = mentions_of(text)
    if not mentions or mentions[0].start > text.startswith("在"):
        return False
    return any(place.name == mentions[0].name for place in mentions[0].candidates)


def is_place(text: str) -> bool:
    """Tell whether the text is the name of a place and nothing else."""
    mentions = mentions_of(text)
    return bool(mentions) and mentions[0].start == 0 and mentions[-1].end == len(text)


def below_province(paths: Counter[Path]) -> Counter[Path]:
    """Leave out provinces where a place in one is named too."""
    deep = {path[0] for path in paths if len(path) > 1}
    return Counter({path: n for path, n in paths.items() if len(path) > 1 or path[0] not in deep})


def any_related(first: Counter[Path], second: Counter[Path]) -> bool:
    """Tell whether a place of one text is, holds or lies in a place of the other."""
    return any(a[: len(b)] == b[: len(a)] for a in first for b in second)


def _is_venue(text: str, mention: Mention) -> bool:
    """Tell whether the place is only where something was held."""
    before = text[max(0, mention.start - 1) : mention.start]
    after = text[mention.end : mention.end + 6]
    return before in {"在", "于"} and any(word in after for word in MEETING_WORDS)


def introduces(mention: Mention, after: Mention | None) -> bool:
    """Tell whether a name only introduces the next, as a province its city: they touch, and one holds the other."""
    if after is None or mention.end != after.start:
        return False
    gazetteer = Gazetteer.load()
    above = {place.code for candidate in after.candidates for place in gazetteer.ancestors(candidate)}
    return any(place.code in above for place in mention.candidates)


def _told(parts: Sequence[Part], page: Sequence[Mention]) -> list[tuple[Place, float]]:
    """Return the story's places with the weight of each naming.

    What the story itself leaves open is told by the other places of the page.
    """
    gazetteer = Gazetteer.load()
    named = [
        (part, mention, after)
        for part in parts
        for mention, after in zip(mentions_of(part.text), [*mentions_of(part.text)[1:], None], strict=False)
    ]
    own = [mention for _, mention, _ in named]
    told = (
        first or second for first, second in zip(gazetteer.resolve(own), gazetteer.resolve([*own, *page]), strict=False)
    )
    return [
        (place, part.weight + (OFFICIAL if mention.name == place.name else 0.0))
        for (part, mention, after), place in zip(named, told, strict=True)
        if place is not None
        and not introduces(mention, after)
        and not _is_venue(part.text, mention)
        and not in_other_name(part.text, mention, place)
    ]


def region_of(parts: Sequence[Part], page: Sequence[Mention]) -> RegionGuess:
    """Return the region a story treats: the deepest place that most of its namings agree on.

    `page` are the namings of the whole page, which only help to tell places of one name apart.
    """
    support: dict[Path, float] = {}
    told = _told(parts, page)
    if sum(weight for _, weight in told) < LEAST_SUPPORT:
        return RegionGuess()
    for place, weight in told:
        path = path_of(place)
        for depth in range(1, len(path) + 1):
            support[path[:depth]] = support.get(path[:depth], 0.0) + weight
    here: Path = ()
    share = 0.0
    while below := sorted(((n, p) for p, n in support.items() if p[:-1] == here), reverse=True):
        total = support[here] if here else sum(n for n, _ in below)
        if not _leads([n for n, _ in below], total):
            break
        share, here = below[0][0] / total, below[0][1]
    return _guess(here, share)


def _leads(counts: list[float], total: float) -> bool:
    """Tell whether the first count is most of the total and far above the second."""
    second = counts[1] if len(counts) > 1 else 0.0
    return counts[0] >= LEADING_SHARE * total and counts[0] >= LEADING_RATIO * second


def _guess(path: Path, share: float) -> RegionGuess:
    place = Gazetteer.load().place(path[-1]) if path else None
    if place is None:
        return RegionGuess()
    names = {LEVELS[level - 1]: each.name for level, each in Gazetteer.load().line(place).items()}
    return RegionGuess(**names, code=place.code, confidence=round(min(1.0, share), 2))
