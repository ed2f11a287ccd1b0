"""Headlines, decks and author lines to stories: by what they share, and by where they stand.

The text layer often prints headlines far from their bodies, so nearness alone decides nothing.
"""

import re
from dataclasses import dataclass, field
from itertools import groupby

from news.reading.gathering import share_out
from news.reading.places import any_related, below_province, is_place, place_paths, starts_with_place
from news.reading.printed import Block
from news.reading.segmenting import Gap, Story
from news.reading.signs import SLOGAN_GAP, unbalanced
from news.reading.vocabulary import EVENT_VERB, NOTICE_BODY, NOTICE_TITLE
from news.reading.words import Affinity, breaks_word

BEFORE, AFTER = 0.35, 0.25
"""What it counts to stand right before or right after the story."""
ENOUGH = 0.42
LEAST = 0.12
"""Enough where a headline without an article and an article without a headline are left over."""
SAME_PLACE = 0.25
CONVENES = re.compile(r"召开|举行|举办")
CONVENED = re.compile(r"(?:会|会议|大会|活动|仪式|比赛|大赛|讲座|展|班|式|晚会|现场会)$")
SHORT_SUBHEAD = 18
GATHERED = 3
"""Units in one place from which on they may be the page's headlines, gathered."""
LACKING = 2
"""Articles away from there that have no headline beside them, from which on they are."""


@dataclass(slots=True)
class Unit:
    """Display lines that belong together: headline lines, a deck, author or byline; and the stories beside them."""

    heads: list[Block] = field(default_factory=list)
    decks: list[Block] = field(default_factory=list)
    signature: list[Block] = field(default_factory=list)
    before: int | None = None
    after: int | None = None

    @property
    def text(self) -> str:
        """Everything printed in the unit that tells of the story."""
        return "\n".join(
            block.text for block in [*self.heads, *self.decks, *(self.signature if self.has_author else ())]
        )

    @property
    def has_author(self) -> bool:
        """Whether an official signs."""
        return any(block.role == "author" for block in self.signature)


def tied(first: Block, second: Block, *, double_spaced: bool) -> bool:
    """Tell whether two headline lines are one headline, broken."""
    if (
        unbalanced(first.text)
        or breaks_word(first.text, second.text)
        or second.text.startswith(("暨", "和", "与", "的"))
    ):
        return True
    return double_spaced and second.lines[0].gap == 0


def units_of(gap: Gap, before: int | None, after: int | None, *, double_spaced: bool) -> list[Unit]:
    """Group a gap's headline, deck, author and byline lines into units."""
    units: list[Unit] = []
    last: Block | None = None
    for block in gap.blocks:
        unit = units[-1] if units else None
        if block.role == "head":
            joins = (
                unit is not None
                and last is not None
                and last.role == "head"
                and (tied(last, block, double_spaced=double_spaced) or _notice_chain(last, gap) or is_place(last.text))
            )
            if unit is None or not joins:
                unit = Unit(before=before, after=after)
                units.append(unit)
            unit.heads.append(block)
        elif block.role in {"deck", "deck_more", "author", "byline"}:
            if unit is None or (
                unit.signature and block.role in {"deck", "author"} and last is not None and last.role != block.role
            ):
                unit = Unit(before=before, after=after)
                units.append(unit)
            (unit.decks if block.role.startswith("deck") else unit.signature).append(block)
        last = block
    return units


def _notice_chain(block: Block, gap: Gap) -> bool:
    """Tell whether the line leads up to a notice's title that is set on several lines."""
    index = gap.blocks.index(block)
    reach = gap.blocks[index + 1 : index + 4]
    quoted = block.text.startswith("“") or any(
        other.text.startswith("“") for other in gap.blocks[max(0, index - 2) : index]
    )
    return quoted and any(NOTICE_TITLE.search(other.text) for other in reach)


def _is_notice(unit: Unit) -> bool:
    """Tell whether the unit holds the whole title of a notice."""
    return any(NOTICE_TITLE.search(block.text) for block in unit.heads)


class Assigner:
    """Finds each story's headline unit."""

    def __init__(self, stories: list[Story]) -> None:
        self.stories = stories
        self.places = [below_province(place_paths(story.text)) for story in stories]
        self.affinity = Affinity(story.text for story in stories)

    def score(self, unit: Unit, index: int) -> float:
        """Return how well the unit fits the story (0 to about 1.5)."""
        near = BEFORE if unit.after == index else (AFTER if unit.before == index else 0.0)
        return near + self._fit(unit, index)

    def _fit(self, unit: Unit, index: int) -> float:
        """Return how well the unit fits the story, wherever it stands."""
        story = self.stories[index]
        score = self.affinity.of(unit.text, index)
        score += self._by_place(unit, index)
        if story.is_brief and unit.has_author:
            score -= 0.7
        elif story.is_brief and unit.signature:
            score -= 0.5
        if story.credit is not None:
            score -= 0.3
        if _is_notice(unit):
            score += 0.3 if NOTICE_BODY.search(story.text) else -0.1
        return score

    def _by_place(self, unit: Unit, index: int) -> float:
        """Weigh whether unit and story name the same place, or each another."""
        named, told = below_province(place_paths(unit.text)), self.places[index]
        if not named or not told:
            return 0.0
        return SAME_PLACE if any_related(named, told) else -SAME_PLACE

    def _best(self, unit: Unit) -> int:
        return max(range(len(self.stories)), key=lambda index: self.score(unit, index))

    def merged(self, units: list[Unit]) -> list[Unit]:
        """Join neighbouring units of one gap that fit the same story best (kicker and headline, headline and deck)."""
        result: list[Unit] = []
        for unit in units:
            last = result[-1] if result else None
            if (
                last
                and self._same_gap(last, unit)
                and not last.signature
                and not last.decks
                and not (_is_notice(last) and _is_notice(unit))
                and self._best(last) == self._best(unit)
            ):
                last.heads += unit.heads
                last.decks += unit.decks
                last.signature += unit.signature
            else:
                result.append(unit)
        return result

    @staticmethod
    def _same_gap(first: Unit, second: Unit) -> bool:
        return (first.before, first.after) == (second.before, second.after)

    def _gathered(self, units: list[Unit], taken: set[int]) -> list[Unit]:
        """Share out the headlines that stand together far from their articles; return the units that are left."""
        left: list[Unit] = []
        for (before, after), found in groupby(units, key=lambda unit: (unit.before, unit.after)):
            here = list(found)
            others = {edge for unit in units if unit not in here for edge in (unit.before, unit.after)}
            bare = [
                index
                for index, story in enumerate(self.stories)
                if index not in others and index not in taken and story.credit is None
            ]
            away = [index for index in bare if index not in {before, after}]
            if len(here) < GATHERED or len(away) < LACKING:
                left += here
            else:
                left += self._share(here, bare, taken)
        return left

    def _share(self, units: list[Unit], bare: list[int], taken: set[int]) -> list[Unit]:
        """Give gathered units to the bare articles; return those that no article took."""
        sharing = share_out(
            len(units),
            bare,
            fit=lambda unit, index: self._fit(units[unit], index),
            ends=lambda unit: bool(units[unit].decks or units[unit].signature),
        )
        placed: set[int] = set()
        for start, stop, index in sharing:
            group = units[start:stop]
            whole = Unit(
                heads=[block for unit in group for block in unit.heads],
                decks=[block for unit in group for block in unit.decks],
                signature=[block for unit in group for block in unit.signature],
            )
            taken.add(index)
            placed.update(range(start, stop))
            self._give(whole, index, self._fit(whole, index))
        return [unit for number, unit in enumerate(units) if number not in placed]

    def assign(self, units: list[Unit]) -> list[Unit]:
        """Give each story its unit; return the units that found none."""
        taken: set[int] = set()
        units = self._gathered([unit for unit in units if unit.heads or unit.decks], taken)
        units = self.merged(units)
        pairs = sorted(
            (
                (self.score(unit, index), -position, -index)
                for position, unit in enumerate(units)
                for index in range(len(self.stories))
            ),
            reverse=True,
        )
        placed: dict[int, int] = {}
        for score, negative_position, negative_index in pairs:
            position, index = -negative_position, -negative_index
            if score < ENOUGH or position in placed or index in taken:
                continue
            placed[position] = index
            taken.add(index)
            self._give(units[position], index, score)
        self._give_the_rest(units, placed, taken)
        return self._rest(units, placed, taken)

    def _give_the_rest(self, units: list[Unit], placed: dict[int, int], taken: set[int]) -> None:
        """Give headlines that fitted nowhere well to the articles that still have none, best first, with a doubt.

        Every article but a photo is printed under a headline, so what is left on both sides belongs together.
        """
        pairs = [
            (self.score(unit, index), position, index)
            for position, unit in enumerate(units)
            if position not in placed and unit.heads
            for index, story in enumerate(self.stories)
            if index not in taken and story.credit is None and not (story.is_brief and unit.signature)
        ]
        for score, position, index in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
            if score >= LEAST and position not in placed and index not in taken:
                placed[position] = index
                taken.add(index)
                self._give(units[position], index, score)

    def _give(self, unit: Unit, index: int, score: float) -> None:
        story = self.stories[index]
        story.heads = [*unit.heads, *unit.decks]
        story.signature = [*story.signature, *unit.signature]
        story.confidence = min(story.confidence, 0.5 + score / 2)
        if score < ENOUGH + 0.15:
            story.doubts.append("headline")

    def _rest(self, units: list[Unit], placed: dict[int, int], taken: set[int]) -> list[Unit]:
        """Place what is left: a short line right before a story is its first subhead; else it stays unplaced."""
        left: list[Unit] = []
        for position, unit in enumerate(units):
            if position in placed:
                continue
            index = unit.after
            short = sum(len(block.text) for block in unit.heads) <= SHORT_SUBHEAD
            if (
                index is not None
                and index in taken
                and short
                and not unit.decks
                and not unit.signature
                and self.stories[index].subheads
            ):
                self.stories[index].subheads.insert(0, (0, unit.heads))
            else:
                left.append(unit)
        return left


def sign_bare(units: list[Unit], stories: list[Story]) -> list[Unit]:
    """Give bylines that stand without a headline to the story they follow, else to the one they precede."""
    left: list[Unit] = []
    for unit in units:
        target = next(
            (
                i
                for i in (unit.before, unit.after)
                if i is not None and not stories[i].is_brief and not stories[i].signature and not stories[i].credit
            ),
            None,
        )
        if target is None:
            left.append(unit)
        else:
            stories[target].signature = list(unit.signature)
    return left


@dataclass(slots=True)
class Headline:
    """Kicker, headline and deck as printed: the lines of each."""

    kicker: list[Block] = field(default_factory=list)
    headline: list[Block] = field(default_factory=list)
    deck: list[Block] = field(default_factory=list)


def compose(blocks: list[Block], *, double_spaced: bool) -> Headline:
    """Tell kicker, headline and deck of a story's headline lines apart."""
    decks = [block for block in blocks if block.role.startswith("deck")]
    parts: list[list[Block]] = []
    for block in blocks:
        if block.role != "head":
            continue
        last = parts[-1][-1] if parts else None
        if last is not None and (tied(last, block, double_spaced=double_spaced) or _completes(last.text, block.text)):
            parts[-1].append(block)
        else:
            parts.append([block])
    return _arranged(parts, decks)


def _completes(first: str, second: str) -> bool:
    """Tell whether the first line is no headline by itself: a bare place or cup, which the second line goes on from."""
    if first.endswith("杯”"):
        return True
    if starts_with_place(second) or SLOGAN_GAP.search(first) or SLOGAN_GAP.search(second):
        return False
    if CONVENES.search(first):
        return not CONVENED.search(first)
    return starts_with_place(first) or not EVENT_VERB.search(first)


def _arranged(parts: list[list[Block]], deck: list[Block]) -> Headline:
    if not parts:
        return Headline(headline=deck)
    if len(parts) == 1:
        return Headline(headline=parts[0], deck=deck)
    first, second = ("".join(block.text for block in part) for part in parts[:2])
    told = EVENT_VERB.search(first) and not EVENT_VERB.search(second) and not SLOGAN_GAP.search(first)
    if len(parts) == 2 and not deck and told:
        return Headline(headline=parts[0], deck=parts[1])
    if len(parts) == 2 or deck:
        return Headline(kicker=parts[0], headline=[block for part in parts[1:] for block in part], deck=deck)
    return Headline(kicker=parts[0], headline=parts[1], deck=[block for part in parts[2:] for block in part])
