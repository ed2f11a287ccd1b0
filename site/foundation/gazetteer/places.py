"""The places of the packaged file and their tree."""

import json
import lzma
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

FILE: Final = Path(__file__).parents[1] / "data" / "regions.json.xz"

PROVINCE: Final = 1
CITY: Final = 2
COUNTY: Final = 3


@dataclass(frozen=True, slots=True)
class Place:
    """An administrative division; ``short_names`` begins with the usual one, a province has no ``parent_code``."""

    code: str
    name: str
    short_names: tuple[str, ...]
    level: int
    parent_code: str = ""
    valid_until: date | None = None
    successors: tuple[str, ...] = ()

    @property
    def short_name(self) -> str:
        """The usual short name, as 红河 for 红河哈尼族彝族自治州."""
        return self.short_names[0]


class Places:
    """All places with their names and ancestors."""

    def __init__(self, places: Iterable[Place], words: Iterable[str] = ()) -> None:
        self.by_code: dict[str, Place] = {place.code: place for place in places}
        self.words: frozenset[str] = frozenset(words)
        """Names that are ordinary words too."""
        self.by_name: dict[str, tuple[Place, ...]] = _named(self.by_code.values())

    def ancestors(self, place: Place) -> tuple[Place, ...]:
        """Return the places above ``place``, the outermost first."""
        above: list[Place] = []
        while place.parent_code in self.by_code:
            place = self.by_code[place.parent_code]
            above.append(place)
        return tuple(reversed(above))


def _named(places: Iterable[Place]) -> dict[str, tuple[Place, ...]]:
    holders: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        for name in {place.name, *place.short_names}:
            holders[name].append(place)
    return {name: tuple(sorted(found, key=lambda each: each.code)) for name, found in holders.items()}


def read_places(file: Path = FILE) -> Places:
    """Read the packaged file; its format is described beside it."""
    content = json.loads(lzma.decompress(file.read_bytes()))
    return Places(
        (
            Place(code, name, tuple(short_names), level, parent, _date(until), tuple(successors))
            for code, name, short_names, level, parent, until, successors in content["regions"]
        ),
        content["words"],
    )


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
