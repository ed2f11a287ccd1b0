"""The text layer of a PDF, page by page, lines as printed and a blank line between blocks."""

import io
import itertools
import re
import unicodedata
from typing import TYPE_CHECKING, Final

from news.workshop.docx import refuse

if TYPE_CHECKING:
    from pdfminer.layout import LAParams, LTPage, LTTextBox
    from pdfminer.pdfpage import PDFPage

PAGES_LIMIT: Final = 100
"""More pages than any edition has."""
CLUSTERED: Final = 1200
"""Boxes on a page up to which their order is found by clustering, whose cost grows with the square."""
FLOW: Final = 0.5
FEWEST: Final = 5
"""Characters on a page from which on it counts as text: a scan may carry a stamped page number."""
_UNMAPPED: Final = re.compile(r"\(cid:\d+\)")
_RADICALS: Final = {point: unicodedata.normalize("NFKC", chr(point)) for point in range(0x2F00, 0x2FD6)}
"""Some programs write the sign of a radical for the character that looks the same."""


def page_texts(payload: bytes) -> list[tuple[int, str]]:
    """Return (page number, text) of each page that holds text.

    Raises ValueError with a code: ``pdf-password``, ``pdf-damaged``, ``pdf-pages:LIMIT``, ``scan`` (no page holds
    text) or ``pdf-fonts`` (text whose fonts do not say which characters they show).
    """
    from pdfminer.pdfdocument import PDFEncryptionError  # noqa: PLC0415 - slow to import

    try:
        found = _texts(_pages(payload))
    except PDFEncryptionError as error:
        code = "pdf-password"
        raise ValueError(code) from error
    except (MemoryError, RecursionError, ValueError):
        raise
    except Exception as error:
        # pdfminer raises whatever its parsers meet in a damaged file.
        code = "pdf-damaged"
        raise ValueError(code) from error
    readable = [(number, text) for number, text in found if len("".join(_UNMAPPED.sub("", text).split())) >= FEWEST]
    if not readable:
        refuse("pdf-fonts" if any(_UNMAPPED.search(text) for _, text in found) else "scan")
    return [(number, _UNMAPPED.sub("", text).translate(_RADICALS)) for number, text in readable]


def _pages(payload: bytes) -> "list[PDFPage]":
    """Return the document's pages, not yet interpreted."""
    from pdfminer.pdfdocument import PDFDocument  # noqa: PLC0415 - slow to import
    from pdfminer.pdfpage import PDFPage  # noqa: PLC0415 - slow to import
    from pdfminer.pdfparser import PDFParser  # noqa: PLC0415 - slow to import

    document = PDFDocument(PDFParser(io.BytesIO(payload)))
    pages = list(itertools.islice(PDFPage.create_pages(document), PAGES_LIMIT + 1))
    if len(pages) > PAGES_LIMIT:
        refuse(f"pdf-pages:{PAGES_LIMIT}")
    if not pages:
        refuse("pdf-damaged")
    return pages


def _texts(pages: "list[PDFPage]") -> list[tuple[int, str]]:
    from pdfminer.converter import PDFPageAggregator  # noqa: PLC0415 - slow to import
    from pdfminer.layout import LAParams  # noqa: PLC0415 - slow to import
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager  # noqa: PLC0415 - slow to import

    # A column's gutter is about a character wide; a gap between two characters of a justified line is less.
    layout = LAParams(char_margin=0.8, word_margin=0.3, line_margin=0.7, boxes_flow=None)
    manager = PDFResourceManager(caching=True)
    device = PDFPageAggregator(manager, laparams=None)
    interpreter = PDFPageInterpreter(manager, device)
    found = []
    for number, page in enumerate(pages, 1):
        interpreter.process_page(page)
        found.append((number, _text(device.get_result(), layout)))
    return found


def _text(page: "LTPage", layout: "LAParams") -> str:
    """Return a page's lines in reading order."""
    from pdfminer.layout import LTTextBox  # noqa: PLC0415 - slow to import

    page.analyze(layout)
    boxes = [each for each in page if isinstance(each, LTTextBox)]
    texts = [
        "\n".join(line.strip("\n") for line in box.get_text().split("\n")).strip("\n") for box in _ordered(page, boxes)
    ]
    return "\n\n".join(text for text in texts if text.strip()) + "\n"


def _ordered(page: "LTPage", boxes: "list[LTTextBox]") -> "list[LTTextBox]":
    """Return the boxes in the order in which columns are read; a page of very many boxes from top to bottom."""
    from pdfminer.layout import IndexAssigner, LAParams  # noqa: PLC0415 - slow to import

    if not 1 < len(boxes) <= CLUSTERED:
        return boxes
    flow = LAParams(boxes_flow=FLOW)
    assigner = IndexAssigner()
    for group in page.group_textboxes(flow, boxes):
        group.analyze(flow)
        assigner.run(group)
    return sorted(boxes, key=lambda box: box.index)
