"""The gazetteer: one object that finds, resolves and describes places."""

from collections.abc import Sequence
from functools import cache
from typing import Self

from foundation.gazetteer.finding import Finder, Mention
from foundation.gazetteer.places import Place, Places, read_places
from foundation.gazetteer.resolving import resolve


class Gazetteer:
    """Places by code and name, and in texts. Loading takes some 50 ms, so ``load`` does it once a process."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self._finder = Finder(places)

    @classmethod
    @cache
    def load(cls) -> Self:
        """Return the gazetteer of the packaged file, the same object at every call."""
        return cls(read_places())

    def find(self, text: str) -> list[Mention]:
        """Return the names of places in ``text``, longest first from left to right, in order and without overlap."""
        return self._finder.find(text)

    def resolve(self, mentions: Sequence[Mention]) -> list[Place | None]:
        """Return for each mention of one text the place that it means, or None where the text does not tell."""
        return resolve(self.places, mentions)

    def named_in(self, text: str) -> list[Place]:
        """Return the places that ``text`` names and that can be told, each once, in order of their first mention."""
        return list(dict.fromkeys(place for place in self.resolve(self.find(text)) if place is not None))

    def named(self, name: str) -> tuple[Place, ...]:
        """Return the places whose official or short name is ``name``."""
        return self.places.by_name.get(name, ())

    def place(self, code: str) -> Place | None:
        """Return the place with ``code``."""
        return self.places.by_code.get(code)

    def ancestors(self, place: Place) -> tuple[Place, ...]:
        """Return the places above ``place``, the outermost first."""
        return self.places.ancestors(place)

    def line(self, place: Place) -> dict[int, Place]:
        """Return ``place`` and its ancestors by level: 1 province, 2 city, 3 county."""
        return {each.level: each for each in (*self.ancestors(place), place)}
