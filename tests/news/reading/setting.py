"""Setting a page anew from its truth: other column widths, headlines elsewhere, stories in another order, other signs.

The truth (the format of the scoring kit) stays the same; only how the page is printed changes, so one truth gives many
pages.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

Truth = dict[str, Any]
CLOSING = "，。、；：！？”’）》〉」』】%,.;:!?)"
OPENING = "“‘（《〈「『【("
_HAN = "\u4e00-\u9fff"
SPACED_FROM = 9
"""Characters of a line that may be spaced out; a shorter one is no line of running text."""
HALF = str.maketrans("，：；（）！？", ",:;()!?")


@dataclass(frozen=True)
class Setting:
    """How a page is printed."""

    name: str
    width: float = 16.0
    indent: float = 2.0
    spacing: int = 1
    """Blank lines after each line inside a paragraph."""
    parting: int = 1
    """Blank lines between paragraphs and display lines."""
    heads: str = "before"
    """Where headlines stand: before, after their body, at the top or at the end of the page, there also shuffled."""
    head_width: float = 30.0
    order: str = "given"
    half: bool = False
    run_in_credits: bool = False
    extra: dict[str, Any] = field(default_factory=dict)


SETTINGS = (
    Setting("as a broadsheet"),
    Setting("narrow columns", width=11.0, head_width=16.0),
    Setting("wide columns", width=24.0, head_width=24.0),
    Setting("single-spaced", spacing=0),
    Setting("single-spaced, narrow", spacing=0, width=12.0, head_width=18.0),
    Setting("no blank lines", spacing=0, parting=0),
    Setting("no indents", indent=0.0, spacing=0),
    Setting("one line a paragraph", width=10_000.0, spacing=0, parting=0),
    Setting("headlines after", heads="after"),
    Setting("headlines at the end", heads="end"),
    Setting("headlines at the top", heads="top"),
    Setting("headlines at the top, no blank lines", heads="top", spacing=0, parting=0),
    Setting("stories swapped", order="reversed"),
    Setting("stories swapped, headlines after", order="reversed", heads="after", spacing=0),
    Setting("half-width signs", half=True),
    Setting("half-width, no blank lines, narrow", half=True, spacing=0, parting=0, width=13.0),
    Setting("credits run in", run_in_credits=True),
    Setting("columns of 13", width=13.0, head_width=20.0),
    Setting("columns of 18, swapped", width=18.0, order="reversed"),
    Setting("columns of 20, single-spaced", width=20.0, spacing=0),
    Setting("columns of 30", width=30.0, head_width=36.0),
    Setting("columns of 40, single-spaced", width=40.0, head_width=40.0, spacing=0),
    Setting("headlines at the end, no blank lines", heads="end", spacing=0, parting=0),
    Setting("headlines at the end, shuffled", heads="end shuffled"),
    Setting("headlines at the top, shuffled", heads="top shuffled", spacing=0),
    Setting("stories swapped, headlines at the end", order="reversed", heads="end", width=14.0),
)


def cells(text: str) -> float:
    """Return the width of a text in full-width cells."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


def wrap(text: str, width: float, indent: float = 0.0) -> list[str]:
    """Break a text at the column's width as a newspaper does; the first line is set in and loses its indent."""
    lines: list[str] = []
    line, room = "", width - indent
    for char in text:
        if line and cells(line + char) > room and char not in CLOSING:
            carried = line[-1] if line[-1] in OPENING else ""
            lines.append(line.removesuffix(carried) if carried else line)
            line, room = carried, width
        line += char
    return [*lines, line] if line else lines


def _heads(item: Truth, setting: Setting) -> list[list[str]]:
    """Return the display lines of an item: each entry is one line of type, wrapped."""
    entries = [item.get(name) for name in ("kicker", "headline", "deck")]
    printed = [wrap(entry, max(setting.head_width, 8.0)) for entry in entries if entry]
    if item["kind"] not in {"brief", "photo"} and item.get("byline"):
        role = item.get("byline_role")
        printed.append([f"{role} {item['byline']}" if role else str(item["byline"])])
    return printed


def _body(item: Truth, setting: Setting) -> list[list[str]]:
    entries: list[list[str]] = []
    subheads = dict(zip(item.get("subhead_positions", []), item.get("subheads", []), strict=True))
    mark = (item.get("dropped") or "")[:1]
    for index, paragraph in enumerate(item["paragraphs"]):
        if index in subheads:
            entries.append(wrap(mark + subheads[index], max(8.0, setting.width - 3)))
        entries.append(wrap(paragraph, setting.width, setting.indent))
    if setting.run_in_credits and item.get("credit_line"):
        entries[-1] = wrap(item["paragraphs"][-1] + item["credit_line"], setting.width, setting.indent)
        return entries + ([[item["source_line"]]] if item.get("source_line") else [])
    return entries + [[item[name]] for name in ("credit_line", "source_line") if item.get(name)]


def _labels(item: Truth) -> list[list[str]]:
    return [[paragraph] for paragraph in item["paragraphs"]]


def _story(item: Truth, setting: Setting) -> list[list[str]]:
    if item["kind"] == "masthead":
        return _labels(item)
    heads = _heads(item, setting)
    if setting.heads == "before":
        return heads + _body(item, setting)
    return _body(item, setting) + (heads if setting.heads == "after" else [])


def _entries(truth: Truth, setting: Setting) -> list[list[str]]:
    items = truth["items"] if setting.order == "given" else truth["items"][::-1]
    body = [entry for item in items for entry in _story(item, setting)]
    groups = [_heads(item, setting) for item in items if item["kind"] != "masthead"]
    if setting.heads.endswith("shuffled"):
        groups = groups[1::2] + groups[::2]
    aside = [entry for group in groups for entry in group]
    if setting.heads.startswith("top"):
        return aside + body
    return body + aside if setting.heads.startswith("end") else body


def set_page(truth: Truth, setting: Setting) -> str:
    """Return the page's text, printed as the setting says."""
    parting = "\n" * (setting.parting + 1)
    page = parting.join(("\n" * (setting.spacing + 1)).join(entry) for entry in _entries(truth, setting))
    return (page.translate(HALF) if setting.half else page) + "\n"


def raw_variations(page: str) -> Iterator[tuple[str, str]]:
    """Yield the page as given with only its signs or white space changed."""
    yield "as given", page
    yield "given, half-width signs", page.translate(HALF)
    yield "given, full-width commas", re.sub(r"(?<=[\u4e00-\u9fff”]),", "，", page)
    yield "given, no blank lines", re.sub(r"\n(?:[ \t]*\n)+", "\n", page)
    yield "given, all spaces tripled", page.replace(" ", "   ")
    yield "given, Windows line ends", page.replace("\n", "\r\n")
    yield "given, blank lines doubled", re.sub(r"\n(?=[ \t]*\n)", "\n\n", page)
    yield "given, every third line spaced out", _spaced_out(page)
    yield "given, digits spaced from Han", re.sub(rf"(?<=[{_HAN}])(?=\d)|(?<=\d)(?=[{_HAN}])", " ", page)


def _spaced_out(page: str) -> str:
    """Set a space between the characters of every third line of running text, as justified setting does."""
    lines = page.split("\n")
    printed = [index for index, line in enumerate(lines) if len(line.strip()) > SPACED_FROM and " " not in line.strip()]
    for index in printed[::3]:
        if not re.search("[A-Za-z]", lines[index]):
            lines[index] = " ".join(lines[index].strip())
    return "\n".join(lines)


def wider(setting: Setting, width: float) -> Setting:
    """Return the setting at another column width."""
    return replace(setting, name=f"{setting.name} at {width:g}", width=width)


def load(path: Path) -> Truth:
    """Read a truth file."""
    truth: Truth = json.loads(path.read_text(encoding="utf-8"))
    return truth
