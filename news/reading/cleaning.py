"""Half-width signs in Chinese text: clean-ups that a person may accept, marked and taken back exactly.

The reader itself never makes them: a draft has what was printed until somebody accepts a clean-up.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from foundation.text.punctuation import Offer, apply, offers


@dataclass(frozen=True, order=True, slots=True)
class Cleanup:
    """One sign on one line: `line` counts from 1, `offset` in characters from the line's start."""

    line: int
    offset: int
    found: str
    replacement: str

    @property
    def undone(self) -> "Cleanup":
        """The clean-up that takes this one back, where it stands alone on its line."""
        return Cleanup(self.line, self.offset, self.replacement, self.found)


def cleanups(text: str) -> list[Cleanup]:
    """Return the clean-ups that a page's (or a paragraph's) text offers, in order.

    A sign at the end of a wrapped line is judged with the line that goes on.
    """
    lines = text.split("\n")
    starts = _starts(lines)
    joined = "".join(lines)
    found = []
    for offer in offers(joined):
        line = bisect_right(starts, offer.start) - 1
        if offer.end <= starts[line + 1]:
            found.append(Cleanup(line + 1, offer.start - starts[line], offer.found, offer.replacement))
    return found


def cleaned(text: str, accepted: Iterable[Cleanup]) -> str:
    """Return the text with the accepted clean-ups made.

    Raises ValueError when the text no longer has what a clean-up found there.
    """
    lines = text.split("\n")
    by_line: dict[int, list[Offer]] = {}
    for each in accepted:
        offer = Offer(each.offset, each.offset + len(each.found), each.found, each.replacement)
        by_line.setdefault(each.line, []).append(offer)
    for number, changes in by_line.items():
        if not 0 < number <= len(lines):
            message = f"The text has no line {number}"
            raise ValueError(message)
        lines[number - 1] = apply(lines[number - 1], changes)
    return "\n".join(lines)


def reversed_cleanups(accepted: Iterable[Cleanup]) -> list[Cleanup]:
    """Return the clean-ups that turn the cleaned text back into the one it was."""
    shift: dict[int, int] = {}
    back = []
    for each in sorted(accepted):
        undone = each.undone
        moved = shift.get(each.line, 0)
        back.append(Cleanup(undone.line, undone.offset + moved, undone.found, undone.replacement))
        shift[each.line] = moved + len(each.replacement) - len(each.found)
    return back


def _starts(lines: list[str]) -> list[int]:
    """Return where each line starts in the joined text, and where the last ends."""
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    return starts
