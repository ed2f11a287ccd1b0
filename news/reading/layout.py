"""How the page was set around a line: column width, ragged or not, and whether blank lines say anything there."""

from statistics import median

from news.reading.records import Line
from news.reading.signs import ends_sentence

NEAR = 8
"""Lines looked at on either side for the column width."""
FAR = 40
"""Lines looked at on either side for the habits of blank lines."""
RAGGED = 2.2
FAR_SHORT = 4.5
"""Cells by which a line falls so far short of the column that it was not wrapped there."""
UNWRAPPED_WIDTH = 45.0


class Layout:
    """The setting of a page's lines, asked line by line (index into `lines`)."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.closed = [ends_sentence(line.text) for line in lines]
        self._column: dict[int, float] = {}
        self._blanks: dict[int, bool] = {}
        self._ragged: dict[int, bool] = {}
        self._page_parting = self._parting(1, len(lines))

    def _open_widths(self, start: int, stop: int, limit: int) -> list[float]:
        step = 1 if stop >= start else -1
        found: list[float] = []
        for index in range(start, stop, step):
            if not 0 <= index < len(self.lines) or len(found) >= limit:
                break
            if not self.closed[index]:
                found.append(self.lines[index].width)
        return found

    def column(self, index: int) -> float:
        """Return the column width that the text from this line on is wrapped to (full-width cells)."""
        if index not in self._column:
            after = self._open_widths(index + 1, index + 1 + NEAR, 6)
            before = self._open_widths(index - 1, index - 1 - NEAR, 6)
            widths = after if len(after) >= 3 else after + before[: 6 - len(after)]
            self._column[index] = _upper(widths) if widths else self.lines[index].width
        return self._column[index]

    def column_before(self, index: int) -> float:
        """Return the column width that the text up to this line is wrapped to."""
        widths = self._open_widths(index - 1, index - 1 - NEAR, 6)
        return _upper(widths) if len(widths) >= 2 else self.column(index)

    def column_ahead(self, index: int) -> float:
        """Return the usual width of the open lines of the next screenful, whatever stands right below the line."""
        widths = self._open_widths(index + 1, index + 1 + FAR, FAR // 2)
        return median(widths) if len(widths) > 2 else self.column(index)

    def ragged(self, index: int) -> bool:
        """Tell whether line lengths around vary so much that a short line says little.

        Headlines that stand together vary too; they do not make the text ragged, so a wider look must agree.
        """
        if index not in self._ragged:
            self._ragged[index] = self._varies(index, NEAR, 5) and self._varies(index, FAR, FAR // 2)
        return self._ragged[index]

    def _varies(self, index: int, reach: int, limit: int) -> bool:
        before = self._open_widths(index - 1, index - 1 - reach, limit)
        after = self._open_widths(index + 1, index + 1 + reach, limit)
        if len(before) + len(after) < 4:
            return False
        # Each side by itself, because the column width may change here.
        off = sum(abs(width - median(side)) > RAGGED for side in (before, after) for width in side)
        return off * 3 > len(before) + len(after)

    def unwrapped(self, index: int) -> bool:
        """Tell whether each paragraph around stands on one long line."""
        near = range(max(0, index - NEAR), min(len(self.lines), index + NEAR + 1))
        wide = [i for i in near if self.lines[i].width > UNWRAPPED_WIDTH]
        return bool(wide) and sum(self.closed[i] for i in wide) >= 0.8 * len(wide)

    def blanks_speak(self, index: int) -> bool:
        """Tell whether blank lines part paragraphs here (in many text layers one follows every line)."""
        if index not in self._blanks:
            near = self._parting(max(1, index - FAR), min(len(self.lines), index + FAR + 1)) > 0.3
            self._blanks[index] = near or (self._page_parting > 0.3 and not self.double_spaced(index))
        return self._blanks[index]

    def _parting(self, start: int, stop: int) -> float:
        """Return by how much more often a blank line follows a sentence end than an open line (-1 to 1)."""
        shares = []
        for closed in (True, False):
            gaps = [self.lines[i].gap > 0 for i in range(start, stop) if self.closed[i - 1] is closed]
            shares.append(sum(gaps) / len(gaps) if gaps else 0.0)
        return shares[0] - shares[1]

    def double_spaced(self, index: int) -> bool:
        """Tell whether a blank line follows nearly every line here, so that its absence ties two lines together."""
        near = range(max(1, index - FAR), min(len(self.lines), index + FAR + 1))
        inner = [self.lines[i].gap > 0 for i in near if not self.closed[i - 1]]
        return len(inner) >= 4 and sum(inner) > 0.7 * len(inner)


def _upper(widths: list[float]) -> float:
    """Return the width two thirds of the lines do not exceed: set-in first lines stand below it, headlines above."""
    return sorted(widths)[len(widths) * 2 // 3]
