"""HTML from Word, WPS, WeChat or an old site, turned into the blocks of a body.

The HTML passes the sanitising door first. What remains is sorted: running text becomes paragraph blocks that each
hold as many paragraphs as stand together, headings and short bold lines become subheads, tables become table blocks,
and the places of pictures that an importer stored beforehand become figures.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape, unescape
from html.parser import HTMLParser
from typing import Any
from uuid import uuid4

from foundation.sanitising import clean_html
from foundation.text.normalising import squeeze_spaces

SUBHEAD_LIMIT = 30
"""A longer line is no subhead, even if it is bold or marked as a heading."""

PICTURE_OPEN, PICTURE_CLOSE = "\ue000", "\ue001"
"""Private-use characters that mark the place of picture n through the cleaning; they are removed from input first."""

_MARK = re.compile(f"{PICTURE_OPEN}([0-9]+){PICTURE_CLOSE}")
_IMAGE = re.compile(r"<img\b[^<>]*>", re.IGNORECASE)
_SOURCE = re.compile(r"""\ssrc\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
_CONTAINERS = re.compile(
    r"<(/?)(?:section|div|article|header|footer|main|figure|figcaption|center|dl|dt|dd|h1|h5|h6)\b[^>]*>", re.IGNORECASE
)
_H1 = re.compile(r"<(/?)h[156]\b[^>]*>", re.IGNORECASE)
_BLANKS = "".join(filter(str.isspace, map(chr, range(0x3001)))) + "\u200b\ufeff"
"""What may stand at either end of a paragraph without being text. (Patterns that end in ``$`` take a quarter of an hour
for a hundred thousand blanks in the middle.)"""
_SENTENCE_END = tuple("。！？；：，、.!?;:,…")
_BREAK = re.compile(r"(?:<br>\s*)+")
_BOLD_LINE = re.compile(r"<b>([^<]*)</b>")
_LATIN_END = re.compile(r"[A-Za-z0-9.,;:!?]")
_LATIN_START = re.compile(r"[A-Za-z0-9(]")
_TAGS = re.compile(r"<[^>]*>")
_PARAGRAPH = re.compile(r"<p([^>]*)>(.*?)</p>", re.DOTALL)

HEADINGS = frozenset({"h2", "h3", "h4"})
BLOCKS = frozenset({"p", "blockquote", "pre", "hr", *HEADINGS})
LISTS = frozenset({"ul", "ol"})


@dataclass
class Pasted:
    """The blocks of a body in raw form, and the number of pictures that could not be taken along."""

    blocks: list[dict[str, Any]] = field(default_factory=list)
    lost_pictures: int = 0


def html_to_blocks(html: str, *, pictures: Mapping[str, int] | None = None) -> Pasted:
    """Return the blocks of ``html``; ``pictures`` maps a picture's ``src`` to its key in the library.

    Raises foundation.sanitising.HtmlTooLongError for more than the door lets through.
    """
    known, found, lost = dict(pictures or {}), [], 0
    html = html.replace(PICTURE_OPEN, "").replace(PICTURE_CLOSE, "")

    def mark(match: re.Match[str]) -> str:
        nonlocal lost
        source = _SOURCE.search(match.group())
        key = known.get(source.group(1)) if source else None
        if key is None:
            lost += 1
            return ""
        found.append(key)
        return f"<p>{PICTURE_OPEN}{key}{PICTURE_CLOSE}</p>"

    # Behind the last ">" no tag ends: the patterns would look for one from every "<" on.
    tags, end, rest = _IMAGE.sub(mark, html).rpartition(">")
    marked = _CONTAINERS.sub(r"<\1p>", _H1.sub(r"<\1h2>", tags + end))
    parser = _Sorter(set(found))
    parser.feed(clean_html(marked + rest))
    parser.close()
    parser.end_of_text()
    return Pasted(parser.blocks, lost)


def text_to_blocks(text: str) -> list[dict[str, Any]]:
    """Return one paragraph block that holds every line of plain ``text`` as a paragraph; none for empty text."""
    lines = [line for line in (line.strip() for line in text.split("\n")) if line]
    return [block("paragraph", "".join(f"<p>{escape(line, quote=False)}</p>" for line in lines))] if lines else []


def tidy_rich_text(html: str) -> str:
    """Return rich text without empty paragraphs and without blanks at either end of a paragraph.

    Indents are the page's matter, not the text's: pasted ``　　`` would double them.
    """
    paragraphs, end, rest = html.replace("&nbsp;", " ").replace("\u00a0", " ").rpartition("</p>")
    tidied = _PARAGRAPH.sub(lambda match: _paragraph(match.group(2), match.group(1)), paragraphs + end)
    return re.sub(r"<br ?/?></p>", "</p>", tidied + rest)


def block(kind: str, value: Any) -> dict[str, Any]:
    """Return the raw form of a block."""
    return {"type": kind, "value": value, "id": str(uuid4())}


def _paragraph(inner: str, attributes: str = "") -> str:
    inner = inner.strip(_BLANKS)
    return f"<p{attributes}>{inner}</p>" if _TAGS.sub("", inner).strip() or "<embed" in inner else ""


class _Sorter(HTMLParser):
    """Sorts cleaned HTML into blocks."""

    def __init__(self, pictures: set[int]) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[dict[str, Any]] = []
        self._pictures = pictures
        self._text: list[str] = []
        self._line = ""
        self._lists = 0
        self._bold = 0
        self._links: list[bool] = []
        self._heading = False
        self._rows: list[list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in LISTS or (tag == "li" and self._lists):
            self._open_list(tag)
        elif tag in BLOCKS:
            self._end_line()
            self._heading = tag in HEADINGS
        elif tag == "br":
            self._line += "<br>"
        elif tag in {"b", "strong"}:
            self._line += "" if self._bold else "<b>"
            self._bold += 1
        elif tag == "a":
            self._open_link(dict(attrs).get("href") or "")
        else:
            self._open_table(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in LISTS or (tag == "li" and self._lists):
            self._close_list(tag)
        elif tag in BLOCKS:
            self._end_line()
            self._heading = False
        elif tag in {"b", "strong"} and self._bold:
            self._bold -= 1
            self._line += "" if self._bold else "</b>"
        elif tag == "a" and self._links:
            self._line += "</a>" if self._links.pop() else ""
        elif tag == "table":
            self._close_table()
        elif tag in {"td", "th"} and self._rows:
            self._rows[-1].append(_plain(self._line))
            self._line = ""

    def handle_data(self, data: str) -> None:
        self._line += escape(_unwrapped(data), quote=False)

    def end_of_text(self) -> None:
        """Finish the last line and the last block."""
        self._close_table()
        self._end_line()
        self._flush()

    def _open_link(self, href: str) -> None:
        kept = href.startswith(("http://", "https://", "mailto:", "tel:"))
        self._links.append(kept)
        self._line += f'<a href="{escape(href)}">' if kept else ""

    def _open_list(self, tag: str) -> None:
        if tag in LISTS:
            if not self._lists:
                self._end_line()
            self._lists += 1
        self._line += f"<{tag}>"

    def _close_list(self, tag: str) -> None:
        self._line += f"</{tag}>"
        if tag in LISTS and self._lists:
            self._lists -= 1
            if not self._lists:
                self._text.append(re.sub(r"<li>\s*</li>", "", self._line))
                self._line = ""

    def _open_table(self, tag: str) -> None:
        if tag == "table":
            self._end_line()
            self._rows = []
        elif tag == "tr" and self._rows is not None:
            self._rows.append([])
            self._line = ""

    def _close_table(self) -> None:
        rows = [row for row in self._rows or [] if any(row)]
        self._rows = None
        if not rows:
            return
        self._flush()
        width = max(map(len, rows))
        padded = [row + [""] * (width - len(row)) for row in rows]
        columns = [{"type": "text", "heading": heading} for heading in padded[0]]
        self.blocks.append(
            block("table", {"caption": "", "columns": columns, "rows": [{"values": row} for row in padded[1:]]})
        )

    def _end_line(self) -> None:
        """Close the paragraph that has been read; inside lists and tables a paragraph is only a break."""
        if self._lists or self._rows is not None:
            return
        line = self._line + "</b>" * bool(self._bold) + "</a>" * sum(self._links)
        self._line, self._bold, self._links = "", 0, []
        for part in _BREAK.split(line):
            self._add(part)

    def _add(self, part: str) -> None:
        for place, piece in enumerate(_MARK.split(part)):
            if place % 2 and int(piece) in self._pictures:
                self._flush()
                self.blocks.append(block("figure", {"picture": int(piece), "caption": "", "credits": ""}))
            elif place % 2 == 0:
                self._add_words(balanced(piece))

    def _add_words(self, words: str) -> None:
        paragraph = _paragraph(words)
        if not paragraph:
            return
        plain = _plain(paragraph)
        bold = _BOLD_LINE.fullmatch(words.strip(_BLANKS))
        if (self._heading or bold) and len(plain) <= SUBHEAD_LIMIT and not plain.endswith(_SENTENCE_END):
            self._flush()
            self.blocks.append(block("subhead", plain))
        else:
            self._text.append(paragraph)

    def _flush(self) -> None:
        if self._text:
            self.blocks.append(block("paragraph", "".join(self._text)))
            self._text = []


def balanced(words: str) -> str:
    """Return a piece of a line with its bold and link tags closed, and without those that close nothing."""
    for tag in ("b", "a"):
        opened = len(re.findall(rf"<{tag}[ >]", words))
        closed = words.count(f"</{tag}>")
        words += f"</{tag}>" * max(0, opened - closed)
        for _surplus in range(closed - opened):
            words = words.replace(f"</{tag}>", "", 1)
    return words.replace("<b></b>", "")


def _unwrapped(text: str) -> str:
    """Return a text in one line: its line ends are blanks between Latin words and nothing elsewhere."""
    first, *others = text.split("\n")
    if not others:
        return text
    lines = [first.rstrip(), *(line.strip() for line in others[:-1]), others[-1].lstrip()]
    joined: list[str] = []
    for line in filter(None, lines):
        is_latin = bool(joined) and _LATIN_END.match(joined[-1][-1]) and _LATIN_START.match(line)
        joined += [" ", line] if is_latin else [line]
    return "".join(joined)


def _plain(html: str) -> str:
    return squeeze_spaces(unescape(_TAGS.sub("", html)))
