"""The text of a .docx as it is printed: paragraphs, tables and text boxes, in the order in which they stand."""

import io
import zipfile
from typing import Final
from xml.etree.ElementTree import Element

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from news.workshop.docx import check, refuse

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
SKIPPED: Final = frozenset({FALLBACK, f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText"})
"""Text that is not printed, or stands a second time for old programs."""
BREAKS: Final = frozenset({f"{W}br", f"{W}cr"})


def text_of(payload: bytes) -> str:
    """Return the document's text, a line for each paragraph, empty lines kept.

    Raises ValueError with a code: those of ``docx.check``, or ``damaged`` or ``no-text``.
    """
    check(payload)
    with zipfile.ZipFile(io.BytesIO(payload)) as archive:
        try:
            root = fromstring(archive.read("word/document.xml"), forbid_dtd=True)
        except (ParseError, DefusedXmlException, zipfile.BadZipFile) as error:
            code = "damaged"
            raise ValueError(code) from error
    lines: list[str] = []
    body = root.find(f"{W}body")
    _blocks(root if body is None else body, lines)
    text = "\n".join(lines)
    if not text.strip():
        refuse("no-text")
    return text + "\n"


def _blocks(element: Element, lines: list[str]) -> None:
    """Append the lines of all paragraphs under the element."""
    for child in element:
        if child.tag == f"{W}p":
            _paragraph(child, lines)
        elif child.tag not in SKIPPED:
            _blocks(child, lines)


def _paragraph(paragraph: Element, lines: list[str]) -> None:
    """Append a paragraph's lines, and after it those of the text boxes anchored in it."""
    pieces: list[str] = []
    boxes: list[Element] = []
    _runs(paragraph, pieces, boxes)
    text = "".join(pieces)
    if text.strip() or not boxes:
        lines.extend(text.split("\n"))
    for box in boxes:
        _blocks(box, lines)


def _runs(element: Element, pieces: list[str], boxes: list[Element]) -> None:
    for child in element:
        if child.tag == f"{W}txbxContent":
            boxes.append(child)
        elif child.tag == f"{W}t":
            pieces.append(child.text or "")
        elif child.tag == f"{W}tab":
            pieces.append("\t" if element.tag == f"{W}r" else "")
        elif child.tag in BREAKS:
            pieces.append("\n")
        elif child.tag not in SKIPPED:
            _runs(child, pieces, boxes)
