"""The text of a .pdf by where its characters stand: lines by their baseline, paragraphs by their margins.

A .pdf holds characters with places, no lines and no paragraphs. pdfminer's own lines tear apart where a quotation mark
or a dash comes from another font; here whatever stands on one baseline is one line. Lines of prose that run to the
right margin go on in the next one; verse, headings and lists, whose lines end where they like, stay as they stand.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any, Final

PAGES: Final = 60
BASELINE: Final = 0.35
"""Two characters are on one line when their baselines differ by less than this part of their size."""
DOUBLE: Final = 0.2
"""The same character again this near is the same one, drawn twice to look bold."""
WORD_GAP: Final = 0.25
CELL_GAP: Final = 2.5
"""Gaps in sizes of the type: from the first on Latin words are two, from the second on cells of a table."""
FULL: Final = 1.7
"""A line is full when less room than this, in sizes, is left of it, or less than what begins the next one needs."""
GLUED: Final = re.compile(
    r"""
    [“”‘’（《〈【「『]* ([!-~À-ɏ]+|.) ([“”‘’（《〈【「『）》〉】」』，。、：；！？…—·]+ ([!-~À-ɏ]+|.)?)*
""",
    re.VERBOSE,
)
"""What begins a line and could not be parted when it had no room on the line before: a word, a mark with its place."""
MOST_ROOM: Final = 9.0
"""A word may need as much, in sizes; of marks alone ``MARKS_ROOM``."""
MARKS_ROOM: Final = 6.0
LETTER: Final = 0.62
"""Width of a Latin letter in sizes, a wide one."""
INDENT: Final = 0.8
PROSE: Final = 0.45
"""Part of the page's width that lines of prose have at least; lines that are all narrower are verse or a list."""
BREAK: Final = 1.5
EMPTY: Final = 1.9
"""Distances of lines, in usual distances: from the first on a new paragraph begins, from the second on an empty line
stands between, as between stanzas."""
SAME_SIZE: Final = 1.15
EDGE: Final = 0.12
"""Part of a page at its head and foot in which a page number stands."""
PAGE_NUMBER: Final = re.compile(r"[\s\-—–·.]*第?\s*[0-9]{1,4}\s*页?(?:\s*[/，,]?\s*共?\s*[0-9]{1,4}\s*页?)?[\s\-—–·.]*")
WIDE_SPACE: Final = re.compile(r"(?<=[!-~À-ɏ])\u3000|\u3000(?=[!-~À-ɏ])")
"""The space beside a Latin word, for which some programs take the wide one of the Chinese font."""
LATIN: Final = re.compile(r"[!-~À-ɏ]")


@dataclass(frozen=True)
class Letter:
    """One character and where it stands, in points."""

    text: str
    left: float
    right: float
    baseline: float
    size: float


@dataclass(frozen=True)
class Line:
    """One line of a page. ``width`` is that of the page; ``at_edge`` tells whether it stands at its head or foot."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    width: float
    at_edge: bool


def pdf_text(data: bytes) -> str:
    """Return the text; raises whatever the reader raises for a crafted file."""
    lines = [[line for line in page if not _is_page_number(line)] for page in _pages(data)]
    return "\n".join(_joined([page for page in lines if page]))


def _pages(data: bytes) -> Iterator[list[Line]]:
    from pdfminer.converter import PDFPageAggregator  # noqa: PLC0415 - slow to import, and only this format needs it
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager  # noqa: PLC0415 - as above
    from pdfminer.pdfpage import PDFPage  # noqa: PLC0415 - as above

    manager = PDFResourceManager()
    device = PDFPageAggregator(manager, laparams=None)
    interpreter = PDFPageInterpreter(manager, device)
    for page in PDFPage.get_pages(io.BytesIO(data), maxpages=PAGES):
        interpreter.process_page(page)
        layout = device.get_result()
        yield list(_lines(list(_letters(layout)), layout.width, layout.height))


def _letters(item: Any) -> Iterator[Letter]:
    from pdfminer.layout import LTChar, LTFigure  # noqa: PLC0415 - as above

    for each in item:
        if isinstance(each, LTFigure):
            yield from _letters(each)
        elif isinstance(each, LTChar) and each.get_text() and each.matrix[0] > 0:
            yield Letter(each.get_text(), each.x0, each.x1, each.matrix[5], each.size)


def _lines(letters: list[Letter], width: float, height: float) -> Iterator[Line]:
    """Yield the lines from the head of the page to its foot."""
    row: list[Letter] = []
    for letter in sorted(letters, key=lambda each: (-each.baseline, each.left)):
        if row and row[0].baseline - letter.baseline > BASELINE * max(row[0].size, letter.size):
            yield from _line(row, width, height)
            row = []
        row.append(letter)
    yield from _line(row, width, height)


def _line(row: list[Letter], width: float, height: float) -> Iterator[Line]:
    row = sorted(row, key=lambda each: each.left)
    text = WIDE_SPACE.sub(" ", "".join(_spelled(row)))
    shown = [each for each in row if each.text.strip()]
    if shown:
        size, baseline = median(each.size for each in shown), shown[0].baseline
        at_edge = not EDGE * height < baseline < (1 - EDGE) * height
        yield Line(text.strip(), shown[0].left, max(each.right for each in shown), baseline, size, width, at_edge)


def _spelled(row: list[Letter]) -> Iterator[str]:
    """Yield the characters of a line with the spaces that only their places tell of."""
    last: Letter | None = None
    for letter in row:
        if last is not None:
            if letter.text == last.text and letter.left - last.left < DOUBLE * letter.size:
                continue
            gap = (letter.left - last.right) / max(letter.size, 0.1)
            if gap > CELL_GAP:
                yield "\t"
            elif gap > WORD_GAP and LATIN.fullmatch(last.text[-1]) and LATIN.fullmatch(letter.text[0]):
                yield " "
        yield letter.text
        last = letter


def _is_page_number(line: Line) -> bool:
    return line.at_edge and PAGE_NUMBER.fullmatch(line.text) is not None


@dataclass(frozen=True)
class _Column:
    """Where the lines of a page usually begin and end, and how far they are apart."""

    left: float
    right: float
    leading: float

    @classmethod
    def of(cls, page: list[Line]) -> "_Column":
        size = median(line.size for line in page)
        rights = sorted((line.right for line in page), reverse=True)
        # The margin is where at least two lines end; a single one that runs over it is an exception.
        right = next((each for each, following in pairwise(rights) if each - following < size), 0)
        steps = [one.baseline - two.baseline for one, two in pairwise(page)]
        return cls(min(line.left for line in page), right or rights[0], median(steps) if steps else 2 * size)

    def is_full(self, line: Line, following: str) -> bool:
        """Tell whether a line of prose runs to the right margin, as far as what follows lets it."""
        room = (self.right - line.right) / line.size
        return room < max(FULL, _needed(following)) and self.right - self.left > PROSE * line.width


def _needed(text: str) -> float:
    """Return how much room, in sizes, the beginning of a line needs that could not be parted."""
    found = GLUED.match(text)
    glued = found.group() if found else ""
    letters = len(LATIN.findall(glued))
    marks = min(MARKS_ROOM, len(glued) - letters)
    return min(MOST_ROOM, marks + letters * LETTER)


def _joined(pages: list[list[Line]]) -> Iterator[str]:
    """Yield paragraphs, and lines that are none, each as one line; stanzas stay apart."""
    written, last, before = "", None, None
    for page in pages:
        column = _Column.of(page)
        for line in page:
            if last is None or before is None:
                written = line.text
            elif _goes_on(last, before, line, column):
                written = _together(written, line.text)
            else:
                yield written
                if before is column and last.baseline - line.baseline > EMPTY * column.leading:
                    yield ""
                written = line.text
            last, before = line, column
    if last is not None:
        yield written


def _goes_on(last: Line, before: _Column, line: Line, column: _Column) -> bool:
    """Tell whether a line goes on with the paragraph of the one before it, be it on another page."""
    near = before is not column or last.baseline - line.baseline <= BREAK * column.leading
    alike = max(last.size, line.size) <= SAME_SIZE * min(last.size, line.size)
    return near and alike and before.is_full(last, line.text) and line.left - column.left < INDENT * line.size


def _together(text: str, following: str) -> str:
    if LATIN.fullmatch(text[-1]) and LATIN.fullmatch(following[0]):
        return text[:-1] + following if text[-1] == "-" and following[0].islower() else f"{text} {following}"
    return text + following
