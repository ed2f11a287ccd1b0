"""The plain text of blocks: what is counted, excerpted, indexed and read aloud."""

import re
from collections.abc import Callable, Iterable, Iterator
from html.parser import HTMLParser
from typing import Any

_BREAKS = frozenset({"p", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "div", "blockquote", "tr", "hr"})
_SPACES = re.compile(r"[ \t\r\n]+")
_SILENT = frozenset({"script", "style", "template"})


class _Paragraphs(HTMLParser):
    """Collects the text of HTML as lines, one for each block-level element."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = [""]
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - parser interface
        self._silent += tag in _SILENT
        self._break(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - parser interface
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        self._silent = max(0, self._silent - (tag in _SILENT))
        self._break(tag)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.lines[-1] += data

    def _break(self, tag: str) -> None:
        if tag in _BREAKS and self.lines[-1]:
            self.lines.append("")


def text_of_html(html: str) -> str:
    """Return the text of rich text, one line for each paragraph or list item; markup and scripts are left out."""
    parser = _Paragraphs()
    parser.feed(html)
    parser.close()
    return "\n".join(line for line in (_SPACES.sub(" ", line).strip() for line in parser.lines) if line)


def _figure(value: Any) -> Iterator[str]:
    yield " ".join(part for part in (value["caption"], value["credits"]) if part)


def _gallery(value: Any) -> Iterator[str]:
    yield value["title"]
    for figure in value["figures"]:
        yield from _figure(figure)


def _section(value: Any) -> Iterator[str]:
    yield f"{value['ornament'] or ''}{value['heading'] or ''}"
    yield text_of_html(value["text"].source)


def _recording(value: Any) -> Iterator[str]:
    yield from _figure(value)
    yield value["transcript"]


def _table(value: Any) -> Iterator[str]:
    yield value.caption
    yield "\t".join(column["heading"] for column in value.columns)
    for row in value.row_data:
        yield "\t".join("" if cell is None else str(cell) for cell in row["values"])


_LINES_OF: dict[str, Callable[[Any], Iterable[str | None]]] = {
    "paragraph": lambda value: [text_of_html(value.source)],
    "subhead": lambda value: [value],
    "figure": _figure,
    "gallery": _gallery,
    "quote": lambda value: [value["text"], value["attribution"]],
    "section": _section,
    "document": lambda value: [value["label"]],
    "video": _recording,
    "audio": _recording,
    "table": _table,
    "related": lambda _value: [],
}


def plain_text(stream_value: Iterable[Any]) -> str:
    r"""Return the words of a body in reading order, paragraphs separated by ``\n``.

    Captions and credits, table cells (tab-separated) and transcripts count as words of the article; links to other
    pages do not. A block of an unknown name contributes nothing, so that a body may use more blocks than these.
    """
    lines: list[str] = []
    for child in stream_value:
        lines += [line.strip() for line in _LINES_OF.get(child.block_type, _nothing)(child.value) if line]
    return "\n".join(line for line in lines if line)


def opening_text(stream_value: Iterable[Any]) -> str:
    """Return the words before the first subhead, captions left out: what a summary is made of."""
    lines: list[str] = []
    for child in stream_value:
        if child.block_type == "subhead" and lines:
            break
        if child.block_type == "paragraph":
            lines.append(text_of_html(child.value.source).strip())
    return "\n".join(line for line in lines if line)


def _nothing(_value: Any) -> list[str]:
    return []
