"""Printed lines: spaced-out setting undone, widths measured in full-width cells, blank lines counted."""

import re
import unicodedata

from news.reading.records import Line
from news.reading.signs import HAN, TEXT_SIGN

_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_CJK_SIGN = "，。、；：！？“”‘’（）《》〈〉「」『』【】…—·"
_SIGN_SPACE = re.compile(rf"(?<=[{_CJK_SIGN}]) | (?=[，。、；：！？”’）》〉」』】…])")
_ALNUM_HAN = re.compile(rf"(?<=[0-9A-Za-z%％.]) (?=[{HAN}])|(?<=[{HAN}]) (?=[0-9A-Za-z])")
_HAN = re.compile(f"[{HAN}]")
HALF_SLOGAN = 4
"""Characters of half a slogan at least; two names beside each other are shorter."""
WIDER = 2.0
"""A gap this many times as wide as the narrowest parts words of a spaced-out line."""
SPACED_RUN = 4
"""From this many single characters in a row, each set off by a space, a line is spaced out and no list of names."""


def cell_width(text: str) -> float:
    """Return the width in full-width cells: ideographs and full-width signs count 1, ASCII counts 0.5."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text if char != " ")


def _close_spaced(text: str) -> str:
    """Join single characters that were spaced out to fill the line; words set off by spaces stay apart."""
    parts = text.split(" ")
    joined: list[str] = []
    run: list[str] = []
    for part in parts:
        if _is_single(part):
            run.append(part)
            continue
        joined.extend(_close_run(run))
        run = []
        joined.append(part)
    joined.extend(_close_run(run))
    return " ".join(joined)


def _is_single(part: str) -> bool:
    return len(re.sub(rf"[^{HAN}0-9A-Za-z]", "", part)) <= 1


def _close_run(run: list[str]) -> list[str]:
    return ["".join(run)] if len(run) >= SPACED_RUN or (run and len(run) > 1 and not _han_only(run)) else run


def _han_only(run: list[str]) -> bool:
    return all(re.fullmatch(rf"[{HAN}]", part) for part in run)


def _regular(raw: str) -> str:
    """Return the line with one space for each gap; of a spaced-out line only the wider gaps, which part its words."""
    tokens, gaps = _SPACES.split(raw.strip()), [cell_gap(gap) for gap in _SPACES.findall(raw.strip())]
    plain = " ".join(tokens)
    if len(tokens) <= SPACED_RUN or not all(map(_is_single, tokens)) or max(gaps) < WIDER * min(gaps):
        return plain
    text = tokens[0]
    for gap, token in zip(gaps, tokens[1:], strict=True):
        text += (" " if gap >= WIDER * min(gaps) else "") + token
    return text


def cell_gap(gap: str) -> float:
    """Return the width of white space in full-width cells."""
    return sum(1.0 if char == "\u3000" else 0.5 for char in gap)


def _is_slogan(text: str) -> bool:
    """Tell whether the line is a slogan in two halves of the same length, quotes aside: 用好“小积分” 激活大治理."""
    halves = [len(_HAN.findall(half)) for half in text.split(" ")]
    return len(halves) == 2 and halves[0] == halves[1] >= HALF_SLOGAN and not TEXT_SIGN.search(text)


def clean(raw: str) -> str:
    """Return the line's text without spacing that carries no meaning; spaces between words and names stay, one each."""
    text = _regular(raw)
    if " " not in text or _is_slogan(text):
        return text
    text = _SIGN_SPACE.sub("", _close_spaced(text))
    return _ALNUM_HAN.sub("", text)


def split_lines(text: str) -> list[Line]:
    """Return the non-blank lines of a page in order."""
    lines: list[Line] = []
    gap = 0
    for number, raw in enumerate(text.replace("\f", " ").split("\n"), 1):
        cleaned = clean(raw)
        if not cleaned:
            gap += 1
            continue
        lead = raw[: len(raw) - len(raw.lstrip())]
        indent = int(cell_gap(lead))
        spaced = _regular(raw)
        lines.append(Line(number, cleaned, cell_width(cleaned), spaced, gap, indent))
        gap = 0
    return lines
