"""One page from bytes to reading: the stages in their order."""

from news.reading.assembling import assemble
from news.reading.assigning import Assigner, Unit, sign_bare, units_of
from news.reading.columns import assign_column, assign_sponsor, joined_labels, role_of
from news.reading.decoding import decode
from news.reading.introductions import with_introductions
from news.reading.lines import split_lines
from news.reading.places import mentions_of
from news.reading.records import Furniture, Item, Line, PageReading
from news.reading.reflow import Reflow
from news.reading.segmenting import Gap, Segmenter, Story


def read(data: bytes | str) -> PageReading:
    """Read one newspaper page's text layer and return the proposed articles; nothing is written, nothing invented.

    Raises `UnreadablePage` when the data is empty, binary, over 20 MB, or no Chinese newspaper page.
    """
    lines = split_lines(decode(data))
    reflow = Reflow(lines)
    segmenter = Segmenter(reflow.blocks_of_page())
    stories = segmenter.stories()
    reading = PageReading()
    if not stories:
        reading.warnings.append("no-article")
        reading.furniture = [Furniture(line.text, (line.number,), "unplaced", 0.5) for line in lines]
        return reading
    double_spaced = reflow.layout.double_spaced(len(lines) // 2)
    edges = _gap_edges(segmenter, stories)
    left = _assign(segmenter, stories, edges, double_spaced=double_spaced)
    stories, edges = with_introductions(stories, edges)
    namings = [mention for story in stories for mention in mentions_of(story.text)]
    reading.items = [assemble(story, page=namings, double_spaced=double_spaced) for story in stories]
    _label(reading, segmenter.gaps, edges)
    _leave(reading, left)
    _leave_lines(reading, lines)
    return reading


def _gap_edges(segmenter: Segmenter, stories: list[Story]) -> list[tuple[int | None, int | None]]:
    """Return for each gap the story it follows and the story it precedes."""
    owner: dict[int, int] = {}
    for index, story in enumerate(stories):
        for block in story.paragraphs:
            owner[id(block)] = index
    owners = [owner[id(block)] for block in segmenter.paragraphs]
    return list(zip([None, *owners], [*owners, None], strict=True))


def _assign(
    segmenter: Segmenter, stories: list[Story], edges: list[tuple[int | None, int | None]], *, double_spaced: bool
) -> list[Unit]:
    units: list[Unit] = []
    for gap, (before, after) in zip(segmenter.gaps, edges, strict=True):
        units += units_of(gap, before, after, double_spaced=double_spaced)
    left = Assigner(stories).assign(units)
    bare = sign_bare([unit for unit in units if not unit.heads and not unit.decks], stories)
    return left + bare


def _label(reading: PageReading, gaps: list[Gap], edges: list[tuple[int | None, int | None]]) -> None:
    """Put labels aside as furniture, and into the column field of the article they surely head."""
    for gap, (before, after) in zip(gaps, edges, strict=True):
        near = [index for index in (before, after) if index is not None]
        headed: Item | None = None
        for group in joined_labels(gap.having("label")):
            text = "".join(block.text for block in group)
            piece = Furniture(text, tuple(n for block in group for n in block.numbers), role_of(text), 0.9)
            reading.furniture.append(piece)
            if piece.role == "sponsor" and headed is not None:
                assign_sponsor(piece, headed)
            elif piece.role == "label":
                headed = assign_column(piece, reading.items, near) or headed


def _leave(reading: PageReading, left: list[Unit]) -> None:
    """Keep lines that found no article, in the open."""
    for unit in left:
        for block in [*unit.heads, *unit.decks, *unit.signature]:
            reading.furniture.append(Furniture(block.text, block.numbers, "unplaced", 0.3))
            reading.warnings.append("unplaced-line")


def _leave_lines(reading: PageReading, lines: list[Line]) -> None:
    """Make sure that no line of the page is lost: what no item and no furniture holds is kept as unplaced."""
    held = {number for item in reading.items for number in item.lines}
    held |= {number for piece in reading.furniture for number in piece.lines}
    for line in lines:
        if line.number not in held:
            reading.furniture.append(Furniture(line.text, (line.number,), "unplaced", 0.3))
            reading.warnings.append("unplaced-line")
