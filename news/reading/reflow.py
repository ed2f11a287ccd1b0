"""Printed lines to blocks: paragraphs with their wraps joined, and the display lines that stand between them.

A wrapped line of running text breaks at the right margin, so a line that ends neither a sentence nor the column is
display (headline, subhead, byline, label). Where the setting gives no such hint, words do: a break inside a dictionary
word is a wrap.
"""

from collections import Counter
from itertools import pairwise

from news.reading import credits as credit_lines
from news.reading.fronting import MAX_HEADLINES, headlines_before
from news.reading.layout import FAR_SHORT, NEAR, Layout
from news.reading.parallels import parallel_lines
from news.reading.places import any_related, opens_with_full_place, place_paths
from news.reading.printed import Block, join_lines
from news.reading.records import Line
from news.reading.signs import (
    COLON,
    COMMA,
    CONTINUES,
    DASH_START,
    DATELINE,
    ENUMERATOR,
    LEFT_OPEN_WORD,
    OPEN_END,
    OPENERS,
    ORNAMENT_START,
    SENTENCE_INSIDE,
    SENTENCE_SIGN,
    SENTENCE_STOP,
    SLOGAN_GAP,
    TEXT_SIGN,
    unbalanced,
)
from news.reading.vocabulary import (
    COLUMN_LABEL,
    COLUMN_PHRASE,
    CONTACT_END,
    EVENT_VERB,
    FURNITURE,
    HEADLINE_NOUN,
    NOTICE_TITLE,
    OPENER,
    STORY_OPENER,
)
from news.reading.words import breaks_word

MAX_HEADLINE_CELLS = 44.0
MAX_SUBHEAD_CELLS = 24.0
INDENT = 2.0
SISTERS = 5.0
"""What it weighs that other lines of the page have the same build."""
CLEAR = 3.0
"""Weight by which a decision on a paragraph's end is clear."""


def rigid_display(text: str) -> bool:
    """Tell whether the line is a display line by its form alone."""
    return bool(
        (DASH_START.match(text) and not text.endswith(("。", "，", ",")))
        or (
            ORNAMENT_START.match(text)
            and len(text) < MAX_SUBHEAD_CELLS
            and not COMMA.search(text[-1:])
            and not SENTENCE_INSIDE.search(text)
        )
        or credit_lines.photo_credit(text)
        or credit_lines.supplied_line(text)
        or credit_lines.author_line(text)
    )


def never_display(text: str) -> bool:
    """Tell whether the line is running text by its form alone."""
    return bool(
        DATELINE.match(text)
        or CONTINUES.match(text)
        or OPEN_END.search(text)
        or SENTENCE_INSIDE.search(text)
        or "；" in text
    )


class Reflow:
    """Cuts a page's lines into blocks."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.layout = Layout(lines)
        self.blocks: list[Block] = []
        self._authors: set[int] = set()
        self._narrowest = CLEAR
        self._parallel = parallel_lines(lines, self.layout.closed)
        self._openings = Counter(
            line.text[:3] for closed, line in zip([False, *self.layout.closed], lines, strict=False) if closed
        )

    def _text(self, index: int) -> str:
        return self.lines[index].text if 0 <= index < len(self.lines) else ""

    def _last(self, index: int) -> bool:
        return index + 1 >= len(self.lines)

    # -- display lines -------------------------------------------------------------------------------------------------

    def _measure(self, index: int) -> float:
        """Weigh how far the line's width departs from a wrapped first line of a paragraph."""
        column = self.layout.column(index)
        if COMMA.search(self._text(index)):
            column = min(column, self.layout.column_before(index))
        short = column - self._filled(index)
        scale = 0.6 if self.layout.ragged(index) else 1.0
        if short >= FAR_SHORT:
            return 3.0 * scale
        if short >= 3.2:
            return 1.0 * scale
        if self._stands_out(index):
            return 6.5 * scale
        return 0.0 if short < -2 else -1.0

    def _stands_out(self, index: int) -> bool:
        """Tell whether the line is one of a few wider than the text below, the last of which ends no sentence."""
        column = self.layout.column_ahead(index)
        stop = index
        while stop < len(self.lines) and self._filled(stop) > column + 2 and stop < index + MAX_HEADLINES:
            if self.layout.closed[stop]:
                return False
            stop += 1
        return index < stop < len(self.lines) and not self.layout.closed[stop]

    def _filled(self, index: int) -> float:
        """Return the cells the line fills: an opening quote that begins the next line had to move there."""
        return self.lines[index].width + (1.0 if self._text(index + 1)[:1] in OPENERS else 0.0)

    def _form(self, text: str) -> float:
        """Weigh the wording of the line itself."""
        score = 0.0
        if SLOGAN_GAP.search(text):
            score += 2.0
        if COMMA.search(text):
            score -= 2.0
        if LEFT_OPEN_WORD.search(text):
            score -= 2.0
        if unbalanced(text):
            score -= 1.5
        if STORY_OPENER.match(text):
            score -= 1.5
        if ENUMERATOR.match(text):
            score -= 2.0
        if HEADLINE_NOUN.search(text):
            score += 1.0
        if EVENT_VERB.search(text) and len(text) > 10:
            score += 0.5
        return score + (2.5 if _looks_like_label(text) else 0.0)

    def _follow(self, index: int) -> float:
        """Weigh what comes after the line."""
        if self._last(index):
            return 2.0
        text, after = self._text(index), self._text(index + 1)
        if DATELINE.match(after):
            return 4.0
        if rigid_display(after) or credit_lines.author_reach(
            [line.spaced for line in self.lines[index + 1 : index + 4]]
        ):
            return 4.0 if credit_lines.is_post(after) else 2.5
        narrow = self._narrow_after(index)
        cut = breaks_word(text, after) and self.layout.column(index) - self._filled(index) < FAR_SHORT
        if cut or CONTINUES.match(after):
            return -3.0 + 1.6 * narrow
        begins = OPENER.match(after) or (opens_with_full_place(after) and not TEXT_SIGN.search(text))
        score = (2.0 if begins else 0.0) + narrow
        if self.layout.closed[index + 1] and self.lines[index + 1].width < 8 and not OPENER.match(after):
            score -= 3.0
        return score

    def _narrow_after(self, index: int) -> float:
        """Weigh a second line that is itself far too narrow for a wrapped one."""
        narrow = not self.layout.closed[index + 1] and self.layout.column(index) - self.lines[index + 1].width >= 4
        if not narrow:
            return 0.0
        return 1.0 if self.layout.ragged(index) else 2.5

    def _white(self, index: int) -> float:
        """Weigh the blank lines around the line, where blank lines say anything."""
        if self.layout.double_spaced(index) and not self.lines[index].gap and self.blocks and self.blocks[-1].display:
            return 1.5
        if self._last(index) or not self.layout.blanks_speak(index):
            return 0.0
        return 1.5 if self.lines[index + 1].gap else -0.5

    def is_display(self, index: int) -> bool:
        """Tell whether the line, standing where a paragraph may begin, is a display line."""
        text = self._text(index)
        furniture = FURNITURE.match(text) and not text.endswith("。")
        if rigid_display(text) or furniture or index in self._author_lines(index):
            return True
        if (
            never_display(text)
            or (ENUMERATOR.match(text) and COLON.search(text))
            or self.lines[index].width > MAX_HEADLINE_CELLS
        ):
            return False
        if self._goes_on(index):
            return True
        if self.layout.closed[index]:
            return self._closed_display(index)
        return self.layout.unwrapped(index) or self._weighs_as_display(index)

    def _weighs_as_display(self, index: int) -> bool:
        """Weigh an open line's width, wording, surroundings and sisters."""
        text = self._text(index)
        if ENUMERATOR.match(text) and self._follow(index) < 0:
            return False
        sisters = SISTERS if index in self._parallel else 0.0
        return self._measure(index) + self._form(text) + self._follow(index) + self._white(index) + sisters >= 1.0

    def _author_lines(self, index: int) -> set[int]:
        """Return the lines of an author line set on two or three lines that begins here; remembered for the others."""
        if index not in self._authors:
            reach = credit_lines.author_reach([line.spaced for line in self.lines[index : index + 3]])
            self._authors.update(range(index, index + reach))
        return self._authors

    def _goes_on(self, index: int) -> bool:
        """Tell whether the line is the rest of the display line before it, which was broken."""
        last = self.blocks[-1] if self.blocks else None
        if last is None or not last.display or last.inside or last.lines[0] is not self.lines[index - 1]:
            return False
        text = self._text(index)
        return unbalanced(last.text) or (
            breaks_word(last.text, text) and not _looks_like_label(last.text) and not TEXT_SIGN.search(text)
        )

    def _closed_display(self, index: int) -> bool:
        """Tell whether a line that ends like a sentence is a headline: a short question or call without a comma."""
        text = self._text(index)
        if not text.endswith(("？", "?", "！", "!")) or COMMA.search(text) or self._last(index):
            return False
        after = self._text(index + 1)
        return bool(DATELINE.match(after) or rigid_display(after)) or (
            self._measure(index) >= 1.5 and bool(STORY_OPENER.match(after))
        )

    # -- paragraphs ----------------------------------------------------------------------------------------------------

    def _break_by_width(self, index: int, *, first: bool) -> float:
        """Weigh the widths at a sentence end: a short last line before, an indented first line after.

        A paragraph's first line is set in by two cells, which the text layer drops.
        """
        line = self.lines[index]
        column = self.layout.column(index) if first else self.layout.column_before(index)
        short = column - line.width - (INDENT if first and column - line.width < INDENT + 1.5 else 0.0)
        scale = 0.4 if self.layout.ragged(index) else 1.0
        score = 3.0 if short >= 1.9 else (0.5 if short >= 1 else -1.0)
        if abs(self.layout.column_before(index) - self.layout.column(index + 1)) >= 1.5:
            score += 0.6
        if not self.layout.closed[index + 1]:
            lack = self._lack(index + 1)
            score += 2.5 if 1.4 <= lack <= 3.2 else (-2.0 if lack < 0.9 else 0.0)
        return score * scale

    def _lack(self, index: int) -> float:
        """Return by how much an open line falls short of the column, or of the line below where that is narrower."""
        lack = self.layout.column(index) - self._filled(index)
        if index + 1 < len(self.lines) and not self.layout.closed[index + 1]:
            lack = min(lack, self._filled(index + 1) - self._filled(index))
        return lack

    def _break_by_words(self, index: int) -> float:
        after = self._text(index + 1)
        score = 1.5 if OPENER.match(after) else 0.0
        if STORY_OPENER.match(after) and (there := place_paths(after)):
            here = place_paths("".join(line.text for line in self.lines[max(0, index - NEAR) : index + 1]))
            score += 2.5 if here and not any_related(here, there) else 1.0
        if ENUMERATOR.match(after):
            score += 3.0
        return score + (1.5 if self._repeats_opening(after) else 0.0)

    def _repeats_opening(self, text: str) -> bool:
        """Tell whether an earlier paragraph of the last few opens with the same three characters."""
        recent = [block for block in self.blocks if not block.display][-4:]
        return self._openings[text[:3]] > 2 or any(block.text[:3] == text[:3] for block in recent)

    def _breaks_after_sentence(self, index: int, *, first: bool) -> bool:
        """Tell whether a paragraph ends with this line, which ends a sentence."""
        after = self.lines[index + 1]
        if CONTINUES.match(after.text):
            return False
        if DATELINE.match(after.text) or after.indent >= 2 or self.layout.unwrapped(index):
            return True
        if self.layout.blanks_speak(index):
            if after.gap:
                return True
            return self._weighed(self._break_by_words(index) + self._break_by_width(index, first=first) - 2.0)
        return self._weighed(self._break_by_width(index, first=first) + self._break_by_words(index))

    def _weighed(self, score: float) -> bool:
        """Tell whether the weight is enough for a break, and remember how narrow the decision was."""
        self._narrowest = min(self._narrowest, abs(score - 1.0))
        return score >= 1.0

    def _breaks_open(self, index: int) -> bool:
        """Tell whether a paragraph ends with this line although no sentence ends in it."""
        text, after = self._text(index), self._text(index + 1)
        if DATELINE.match(after) or (self.lines[index + 1].indent >= 2 and not breaks_word(text, after)):
            return True
        if CONTINUES.match(after) or breaks_word(text, after):
            return False
        return self.layout.unwrapped(index) or self._stops_short(index)

    def _stops_short(self, index: int) -> bool:
        """Tell whether an open line ends a paragraph all the same: an address or number, or far short of the margin."""
        text, after = self._text(index), self._text(index + 1)
        furniture = CONTACT_END.search(text) and (FURNITURE.match(after) or rigid_display(after))
        if furniture or (ENUMERATOR.match(after) and text.endswith(("；", ";", "：", ":"))):
            return True
        if OPEN_END.search(text) or unbalanced(text) or self.layout.ragged(index):
            return False
        short = self.layout.column_before(index) - self.lines[index].width
        if LEFT_OPEN_WORD.search(text) or short < 3.5:
            return False
        return bool(CONTACT_END.search(text)) or (short >= 5 and bool(OPENER.match(after)) and not after[0].isdigit())

    def _ends_here(self, index: int, *, first: bool) -> bool:
        """Tell whether the paragraph that holds line `index` ends with it."""
        if self._last(index):
            return True
        text = ("" if first else self.lines[index - 1].spaced) + self.lines[index].spaced
        if credit_lines.photo_credit_tail(text) or credit_lines.supplied_tail(text)[0]:
            return True
        after = self._text(index + 1)
        if credit_lines.photo_credit(after) or (self.layout.closed[index] and credit_lines.supplied_line(after)):
            return True
        if not self.layout.closed[index]:
            return self._breaks_open(index)
        return self._breaks_after_sentence(index, first=first) or self.is_display(index + 1)

    def _label_inside(self, index: int) -> bool:
        """Tell whether the line is a label set into the middle of running text, which goes on after it."""
        text = self._text(index)
        if self._last(index) or not (FURNITURE.match(text) or COLUMN_LABEL.match(text)):
            return False
        before, after = self._text(index - 1), self._text(index + 1)
        return breaks_word(before, after) and not breaks_word(before, text)

    # -- the walk ------------------------------------------------------------------------------------------------------

    def _paragraph(self, start: int) -> int:
        taken = [self.lines[start]]
        index = start
        self._narrowest = CLEAR
        while not self._ends_here(index, first=index == start):
            index += 1
            if not self.layout.closed[index - 1] and self._label_inside(index):
                self.blocks.append(Block([self.lines[index]], display=True, text=self._text(index), inside=True))
                index += 1
            taken.append(self.lines[index])
        heads = headlines_before(taken)
        self.blocks += [Block([line], display=True, text=line.text) for line in taken[:heads]]
        taken = taken[heads:]
        text = join_lines([line.text for line in taken])
        if len(taken) <= MAX_HEADLINES and self._all_display(taken, text):
            self.blocks += [Block([line], display=True, text=line.text) for line in taken]
        else:
            sure = 0.6 + 0.35 * self._narrowest / CLEAR
            self.blocks.append(Block(taken, display=False, text=text, sure=sure))
        return index + 1

    def _all_display(self, taken: list[Line], text: str) -> bool:
        """Tell whether lines that were not told one by one are display lines: no sentence ends, no word is broken."""
        if not (SENTENCE_SIGN.search(text) or DATELINE.match(text)):
            return True
        whole = len(taken) > 1 and not SENTENCE_STOP.search(text) and not ENUMERATOR.match(text)
        broken = sum(breaks_word(first.text, second.text) for first, second in pairwise(taken))
        return whole and broken * 4 < len(taken) and not any(OPEN_END.search(line.text) for line in taken)

    def blocks_of_page(self) -> list[Block]:
        """Return the page's blocks in printed order."""
        index = 0
        while index < len(self.lines):
            if self.is_display(index):
                self.blocks.append(Block([self.lines[index]], display=True, text=self._text(index)))
                index += 1
            else:
                index = self._paragraph(index)
        return self.blocks


def _looks_like_label(text: str) -> bool:
    return bool(COLUMN_LABEL.match(text) or COLUMN_PHRASE.match(text) or NOTICE_TITLE.search(text))
