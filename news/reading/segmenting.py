"""Blocks to stories: where one ends and the next begins, and which display lines are subheads inside one."""

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from news.reading import credits as credit_lines
from news.reading.headings import mark_roles
from news.reading.places import Path, any_related, below_province, place_paths
from news.reading.printed import Block
from news.reading.signs import DATELINE, SLOGAN_GAP
from news.reading.vocabulary import EVENT_VERB, NOTICE_OPENING, NOTICE_TITLE, STORY_OPENER

ELSEWHERE = 4.5
"""What it weighs under a headline that the places change: more than that it looks like a subhead."""
TOP_LABEL = re.compile(r"^[\u4e00-\u9fff]{2,6}$")
"""A headline of six characters or fewer at the very top is rare; a column's name there is the rule."""
PHOTO_WORDS = re.compile(r"(?:^|[。，,])\s*(?:上图|下图|左图|右图|图)(?:为|①|②|1|2|[：:])|摄影报道")
REFERS_BACK = re.compile("^[^，。]{0,4}(?:这|该|此)")
"""A paragraph that opens so speaks of what the one before told: 为了这部电梯."""
_CLOSING_ROLES = {"author", "deck", "byline", "source", "credit"}


@dataclass(slots=True)
class Gap:
    """The display lines between two neighbouring paragraphs (or before the first, after the last)."""

    blocks: list[Block] = field(default_factory=list)

    def having(self, *roles: str) -> list[Block]:
        """Return the lines of the given roles."""
        return [block for block in self.blocks if block.role in roles]


@dataclass(slots=True)
class Story:
    """Consecutive paragraphs of one article with the subheads between them (position, lines)."""

    paragraphs: list[Block] = field(default_factory=list)
    subheads: list[tuple[int, list[Block]]] = field(default_factory=list)
    heads: list[Block] = field(default_factory=list)
    signature: list[Block] = field(default_factory=list)
    credit: Block | None = None
    source: Block | None = None
    labels: list[Block] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    confidence: float = 1.0
    cut: float = 1.0
    """How sure it is that a story begins here."""

    @property
    def text(self) -> str:
        """The body's text."""
        return "\n".join(block.text for block in self.paragraphs)

    @property
    def is_brief(self) -> bool:
        """Whether the story opens with 本报讯."""
        return bool(DATELINE.match(self.paragraphs[0].text))


def split_gaps(blocks: list[Block]) -> tuple[list[Block], list[Gap]]:
    """Return the paragraphs, and the gaps before, between and after them (one more than paragraphs)."""
    paragraphs: list[Block] = []
    gaps = [Gap()]
    for block in blocks:
        if block.display:
            gaps[-1].blocks.append(block)
        else:
            paragraphs.append(block)
            gaps.append(Gap())
    for gap in gaps:
        mark_roles(gap.blocks)
    _mark_top_label(gaps[0].blocks)
    return paragraphs, gaps


def _mark_top_label(blocks: list[Block]) -> None:
    """Mark a page's very first line as the label of its standing column: a few characters, set apart from the rest."""
    if not blocks or blocks[0].role not in {"head", "byline"} or not TOP_LABEL.match(blocks[0].text):
        return
    if len(blocks) == 1 or blocks[1].lines[0].gap:
        blocks[0].role = "label"


def _is_caption(block: Block, after: Gap) -> bool:
    """Tell whether the paragraph is a photo caption: a credit follows it or is run in."""
    return (
        bool(after.blocks and after.blocks[0].role == "credit")
        or bool(credit_lines.photo_credit_tail(block.text))
        or (bool(PHOTO_WORDS.search(block.text)) and bool(credit_lines.bracketed_name_tail(block.text)))
    )


class Segmenter:
    """Cuts a page's paragraphs into stories."""

    def __init__(self, blocks: list[Block]) -> None:
        self.paragraphs, self.gaps = split_gaps(blocks)
        self._places = [place_paths(block.text) for block in self.paragraphs]
        self._captions = [_is_caption(block, self.gaps[i + 1]) for i, block in enumerate(self.paragraphs)]

    # -- evidence ------------------------------------------------------------------------------------------------------

    def _is_hard(self, index: int) -> bool:
        """Tell whether a story surely ends before paragraph `index`."""
        gap = self.gaps[index]
        return bool(
            DATELINE.match(self.paragraphs[index].text)
            or self._captions[index]
            or self._captions[index - 1]
            or credit_lines.supplied_tail(self.paragraphs[index - 1].text)[0]
            or gap.having(*_CLOSING_ROLES)
            or any(NOTICE_TITLE.search(block.text) for block in gap.having("head"))
        )

    def _places_between(self, start: int, stop: int) -> Counter[Path]:
        total: Counter[Path] = Counter()
        for places in self._places[start:stop]:
            total.update(places)
        return below_province(total)

    def _shift(self, start: int, index: int, stop: int) -> float:
        """Weigh a change of place at paragraph `index` between the text since `start` and that until `stop`.

        +1: into another province; +0.6: elsewhere in the province; -1: the same; 0: not to be told.
        """
        before = self._places_between(start, index)
        after = self._places_between(index, self._next_heads(index, stop)) or self._places_between(index, stop)
        if not before or not after:
            return 0.0
        if any_related(before, after):
            return -1.0
        return 0.6 if {path[0] for path in before} & {path[0] for path in after} else 1.0

    def _next_heads(self, index: int, stop: int) -> int:
        """Return the first paragraph behind `index` with display lines before it, where another story may begin."""
        return next((i for i in range(index + 1, stop) if self.gaps[i].having("head")), stop)

    def _head_weight(self, heads: list[Block], index: int) -> float:
        """Weigh whether display lines between two paragraphs are a headline (+) or a subhead (-)."""
        text = "".join(block.text for block in heads)
        score = 3.0 if len(text) > 24 else (1.0 if len(text) > 17 else -1.5)
        if EVENT_VERB.search(text) and place_paths(text):
            score += 3.0
        if SLOGAN_GAP.search(text) and len(text) < 20:
            score -= 1.0
        if self._parallel(text, index):
            score -= 2.5
        return score

    def _parallel(self, text: str, index: int) -> bool:
        """Tell whether another gap near holds a lone display line of the same build."""
        near = [i for i in range(max(1, index - 8), min(len(self.paragraphs), index + 9)) if i != index]
        shapes = [
            "".join(block.text for block in self.gaps[i].having("head"))
            for i in near
            if len(self.gaps[i].having("head")) in {1, 2}
        ]
        return any(
            shape
            and abs(len(shape) - len(text)) <= 2
            and bool(SLOGAN_GAP.search(shape)) == bool(SLOGAN_GAP.search(text))
            for shape in shapes
        )

    def _soft(self, start: int, index: int, stop: int) -> float:
        """Weigh a story boundary before paragraph `index` that nothing marks for sure."""
        gap = self.gaps[index]
        if gap.having("subhead"):
            return -1.0
        shift = self._shift(start, index, stop)
        opener = 1.0 if STORY_OPENER.match(self.paragraphs[index].text) else 0.0
        heads = gap.having("head")
        if heads:
            brief = 2.0 if DATELINE.match(self.paragraphs[start].text) else 0.0
            brief += 3.0 if NOTICE_OPENING.search(self.paragraphs[index].text) else 0.0
            return self._head_weight(heads, index) + (ELSEWHERE if shift > 0 else 3.0) * shift + brief + 0.5 * opener
        fresh = 1.0 if self._places[index] else 0.0
        label = 1.5 if gap.having("label") else 0.0
        quoted = 1.5 if self.paragraphs[index].text.startswith(("“", "「")) else 0.0
        quoted += 2.0 if REFERS_BACK.match(self.paragraphs[index].text) else 0.0
        after_brief = DATELINE.match(self.paragraphs[start].text)
        notice = 3.5 if after_brief and NOTICE_OPENING.search(self.paragraphs[index].text) else 0.0
        return 2.5 * shift + opener + fresh + label + notice - quoted - 3.0

    # -- cutting -------------------------------------------------------------------------------------------------------

    def _hard_starts(self) -> list[int]:
        count = len(self.paragraphs)
        return [0, *[i for i in range(1, count) if self._is_hard(i)], count]

    def _cuts(self) -> list[tuple[int, float]]:
        """Return the first paragraph of each story with the confidence of the cut before it."""
        hard = self._hard_starts()
        cuts: list[tuple[int, float]] = []
        for start, stop in pairwise(hard):
            cuts.append((start, 1.0))
            last = start
            for index in range(start + 1, stop):
                weight = self._soft(last, index, stop)
                if weight > 0:
                    cuts.append((index, min(0.9, 0.5 + weight / 10)))
                    last = index
        return cuts

    def stories(self) -> list[Story]:
        """Return the stories in printed order; gap lines that are no subheads are left for the headline stage."""
        cuts = self._cuts() if self.paragraphs else []
        stories: list[Story] = []
        for (start, sure), stop in zip(cuts, [cut for cut, _ in cuts[1:]] + [len(self.paragraphs)], strict=False):
            story = Story(self.paragraphs[start:stop], confidence=sure, cut=sure)
            if sure < 1:
                story.doubts.append("cut")
            for index in range(start + 1, stop):
                self._take_subheads(story, index, index - start)
            self._take_opening_subhead(story, self.gaps[start])
            self._take_closers(story, self.gaps[stop])
            stories.append(story)
        return stories

    def _take_subheads(self, story: Story, index: int, position: int) -> None:
        gap = self.gaps[index]
        found = gap.having("head", "subhead", "subhead_more")
        if found:
            story.subheads.append((position, found))
            gap.blocks = [block for block in gap.blocks if block not in found]

    @staticmethod
    def _take_opening_subhead(story: Story, gap: Gap) -> None:
        """Take an ornamented subhead that stands right before the story's first paragraph."""
        found = gap.having("subhead", "subhead_more")
        if found:
            story.subheads.insert(0, (0, found))
            gap.blocks = [block for block in gap.blocks if block not in found]

    @staticmethod
    def _take_closers(story: Story, gap: Gap) -> None:
        """Take the photo credit and the 供稿 line that follow a story."""
        for block in gap.having("credit")[:1]:
            story.credit = block
        for block in gap.having("source")[:1]:
            story.source = block
