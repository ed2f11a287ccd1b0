"""Finding the names of places in running text, and passing over what only looks like one."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

import rjieba

from foundation.gazetteer.places import COUNTY, Place, Places

OTHER_PLACES: Final = frozenset("路街巷镇乡村屯庄")
"""After a short name: it is a road somewhere else, or a township or village, as 红河镇."""

FEATURES: Final = frozenset("山河江湖湾岛寺桥")
"""After the short name of a county: it is a feature of the landscape; after that of a province, one inside it."""

LINKS: Final = frozenset("、和及与或")
"""Between two names of one list."""

WORD_FREQUENCY: Final = 2_000


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of a place as it stands in a text, with all places that bear it."""

    start: int
    end: int
    name: str
    candidates: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Token:
    """A word that the segmenter sees."""

    start: int
    end: int
    word: str


class Finder:
    """Finds the longest names from left to right."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.lengths = _lengths_by_head(places)
        # A segmenter of our own: the shared one must not learn words from us.
        self.segmenter = rjieba.Jieba()
        for name in places.by_name.keys() - places.words:
            self.segmenter.add_word(name, WORD_FREQUENCY, "ns")

    def find(self, text: str) -> list[Mention]:
        """Return the mentions in ``text`` in order; none overlap."""
        mentions: list[Mention] = []
        tokens: list[Token | None] | None = None
        position = 0
        while position < len(text) - 1:
            for length in self.lengths.get(text[position : position + 2], ()):
                name = text[position : position + length]
                if len(name) < length or name not in self.places.by_name:
                    continue
                tokens = tokens or self._tokens(text)
                mention = Mention(position, position + length, name, self.places.by_name[name])
                if self._counts(text, mention, mentions[-1] if mentions else None, tokens):
                    mentions.append(mention)
                    position += length - 1
                    break
            position += 1
        return mentions

    def _tokens(self, text: str) -> list[Token | None]:
        """Return for each character of ``text`` the word that it belongs to, and None for the place behind the end."""
        covering: list[Token | None] = []
        for word, start, end in self.segmenter.tokenize(text, "default", False):  # noqa: FBT003 - its signature
            covering += [Token(start, end, word)] * (end - start)
        return [*covering, None]

    def _counts(self, text: str, mention: Mention, previous: Mention | None, tokens: list[Token | None]) -> bool:
        """Tell whether the name stands for a place here."""
        if previous is not None and self._belongs(text, mention, previous):
            return True
        if mention.name in self.places.words:
            return False
        if len(mention.name) > len(mention.candidates[0].short_name) + 1 or mention.name.endswith(("省", "自治区")):
            return True
        return self._stands_alone(mention, tokens) and not self._names_something_else(text, mention, tokens)

    def _belongs(self, text: str, mention: Mention, previous: Mention) -> bool:
        """Tell whether the name follows its own region (云南蒙自) or a neighbour in a list (蒙自、开远)."""
        if previous.end == mention.start:
            above = {place.code for each in mention.candidates for place in self.places.ancestors(each)}
            return any(place.code in above for place in previous.candidates)
        if text[previous.end : mention.start] in LINKS:
            parents = {place.parent_code for place in mention.candidates} - {""}
            return any(place.parent_code in parents for place in previous.candidates)
        return False

    def _stands_alone(self, mention: Mention, tokens: list[Token | None]) -> bool:
        """Tell whether the name is a word of its own, or the beginning of a longer name (北京大学)."""
        first, after = tokens[mention.start], tokens[mention.end]
        if first is None or first.start < mention.start:
            return False
        if after is None or after.start == mention.end:
            return True
        return after is first and self.segmenter.tag(first.word)[0][1] in {"ns", "nt", "nz"}

    def _names_something_else(self, text: str, mention: Mention, tokens: list[Token | None]) -> bool:
        """Tell whether the name begins the name of a road or of a smaller place."""
        after = tokens[mention.end]
        if after is None:
            return False
        # The word that ends here tells 红河镇 from 蒙自乡村.
        last = text[after.end - 1] if after.start < mention.end or after.end == mention.end + 1 else ""
        if last in OTHER_PLACES or text.startswith(("大道", "大街"), mention.end):
            return True
        return last in FEATURES and all(place.level >= COUNTY for place in mention.candidates)


def _lengths_by_head(places: Places) -> dict[str, tuple[int, ...]]:
    lengths: dict[str, set[int]] = defaultdict(set)
    for name in places.by_name:
        lengths[name[:2]].add(len(name))
    return {head: tuple(sorted(found, reverse=True)) for head, found in lengths.items()}
