"""Subheads told by their like: lines of the same build that stand where paragraphs begin.

A subhead nearly as wide as the column cannot be told by its width; its sisters give it away.
"""

import re
from collections import defaultdict

from news.reading.records import Line
from news.reading.signs import ENUMERATOR, HAN, LEFT_OPEN_WORD, OPEN_END, SENTENCE_INSIDE, unbalanced
from news.reading.vocabulary import OPENER
from news.reading.words import breaks_word

SHORTEST, LONGEST = 4, 22
"""Characters of a subhead."""
SHARED = 2
"""Characters that two lines with a comma must have in the same place to count as sisters."""
_HAN = re.compile(f"[{HAN}]")
_HAN_RUN = re.compile(f"[{HAN}]+")
_COMMA = re.compile("[，,]")
_MARKED = re.compile('[“”"「」《》·：:？?！! ]')


def parallel_lines(lines: list[Line], closed: list[bool]) -> frozenset[int]:
    """Return the indices of lines that have a sister: the same signs in the same places, at a paragraph's beginning."""
    builds: dict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        if _may_be_subhead(lines, closed, index):
            builds[_build(line.text)].append(index)
    return frozenset(index for group in builds.values() for index in _sisters(lines, closed, group))


def _may_be_subhead(lines: list[Line], closed: list[bool], index: int) -> bool:
    text = lines[index].text
    after = lines[index + 1].text if index + 1 < len(lines) else ""
    if closed[index] or not after or not SHORTEST <= len(text) <= LONGEST:
        return False
    if not (_MARKED.search(text) or _COMMA.search(text)) or unbalanced(text):
        return False
    refused = (OPEN_END, LEFT_OPEN_WORD, SENTENCE_INSIDE)
    return not (
        any(pattern.search(text) for pattern in refused)
        or OPENER.match(text)
        or ENUMERATOR.match(text)
        or breaks_word(text, after)
    )


def _build(text: str) -> str:
    """Return the line's signs and what is between them: exactly where a comma parts it, else roughly."""
    return _HAN.sub("字", text) if _COMMA.search(text) else _HAN_RUN.sub("字", text)


def _sisters(lines: list[Line], closed: list[bool], group: list[int]) -> list[int]:
    """Return the lines of one build that are subheads: at least two, one of which surely begins a paragraph."""
    texts = {index: lines[index].text for index in group}
    if len(set(texts.values())) < len(texts) or len(group) < 2:
        return []
    found = [index for index in group if any(_alike(texts[index], texts[other]) for other in group if other != index)]
    begins = [index for index in found if index == 0 or closed[index - 1]]
    return found if begins and len(begins) * 2 >= len(found) else []


def _alike(first: str, second: str) -> bool:
    if abs(len(first) - len(second)) > 1:
        return False
    shared = sum(a == b for a, b in zip(first, second, strict=False) if _HAN.match(a))
    return shared >= (SHARED if _COMMA.search(first) else 1)
