"""What a page reading is made of.

Every record keeps the numbers of the source lines it came from (1-based) and how sure the reader is (0 to 1). A field
the reader is unsure of stays empty and its doubt is named; nothing is ever filled in from outside the page.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: number in the source, cleaned text, width in full-width cells, white space around it.

    `spaced` keeps every space that stood in the line (one each), because a space can part two names.
    """

    number: int
    text: str
    width: float
    spaced: str = ""
    gap: int = 0
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Guess:
    """A field's value with the lines it was read from and the confidence in it (0 to 1)."""

    lines: tuple[int, ...]
    confidence: float


@dataclass(slots=True)
class Credit:
    """One name as printed: the role it played, and the post title and unit printed with it (frozen text)."""

    role: str
    name: str
    post_title: str = ""
    unit: str = ""
    lines: tuple[int, ...] = ()
    confidence: float = 1.0


@dataclass(slots=True)
class RegionGuess:
    """Official names of the levels of one place; an empty level is not known. `code` is its GB/T 2260 code."""

    province: str = ""
    city: str = ""
    county: str = ""
    code: str = ""
    confidence: float = 0.0


@dataclass(slots=True)
class Item:
    """One proposed article of the page.

    `subhead_positions[k]` is the index of the paragraph that subhead k precedes. `guesses` holds, per field name, the
    source lines and confidence (`cut`: of the story's beginning); `paragraph_guesses` and `subhead_guesses` hold them
    for each paragraph and subhead. `doubts` are codes of what a person should look at (see docs/reading.md).
    """

    kind: str
    headline: str = ""
    kicker: str = ""
    deck: str = ""
    dateline_prefix: str = ""
    credits: list[Credit] = field(default_factory=list)
    byline: str = ""
    byline_role: str = ""
    photographers: list[str] = field(default_factory=list)
    source: str = ""
    paragraphs: list[str] = field(default_factory=list)
    subheads: list[str] = field(default_factory=list)
    subhead_positions: list[int] = field(default_factory=list)
    region: RegionGuess = field(default_factory=RegionGuess)
    topics: list[str] = field(default_factory=list)
    organisations: list[str] = field(default_factory=list)
    column: str = ""
    sponsor: str = ""
    lines: list[int] = field(default_factory=list)
    confidence: float = 1.0
    doubts: list[str] = field(default_factory=list)
    guesses: dict[str, Guess] = field(default_factory=dict)
    paragraph_guesses: list[Guess] = field(default_factory=list)
    subhead_guesses: list[Guess] = field(default_factory=list)


@dataclass(slots=True)
class Furniture:
    """Boilerplate kept out of the articles.

    Its role: `label` (of a standing column), `sponsor`, `channel` (网站, 微信 …) or `unplaced`, a line that found no
    article.
    """

    text: str
    lines: tuple[int, ...]
    role: str = "label"
    confidence: float = 1.0


@dataclass(slots=True)
class PageReading:
    """The proposal for one page: its articles in reading order, its furniture, and warnings for the editor."""

    items: list[Item] = field(default_factory=list)
    furniture: list[Furniture] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
