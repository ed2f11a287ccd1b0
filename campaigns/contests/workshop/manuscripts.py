"""The text of a manuscript (.docx, .pdf, .txt), read in a limited process.

A refusal is a ``ValueError`` whose message is a word that the caller turns into a sentence.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any, Final

from campaigns.contests.workshop.pdf_lines import pdf_text

MEGABYTE: Final = 1024 * 1024
UNPACKED_LIMIT: Final = 24 * MEGABYTE
"""Bytes that the document's main part may unpack to: a hundred times the longest entry."""
WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT: Final = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
"""The same language under the name that Word's “strict” format gives it."""
MAIN_PART: Final = re.compile(r"word/document\d{0,3}\.xml")
"""Word on the web numbers the part when it saves a document anew."""
FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SKIPPED: Final = frozenset({FALLBACK, *(WORD + name for name in ("del", "moveFrom", "rt", "instrText", "delText"))})
"""Deletions, the double of a text box, readings above characters, and field codes: none is text of the work."""
AROUND: Final = frozenset(WORD + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
"""What may stand between a table and its rows, or a row and its cells: content controls and tracked insertions."""
SIGNS: Final = {WORD + "tab": "\t", WORD + "br": "\n", WORD + "cr": "\n", WORD + "noBreakHyphen": "-"}
NOT_READABLE: Final = "damaged"


def read(data: bytes) -> str:
    """Return the text of a manuscript, judged by its first bytes.

    Raises ``ValueError``: ``encrypted``, ``legacy``, ``not-text``, ``too-large``, ``unsafe``, ``damaged``, ``empty``.
    """
    if data.startswith(b"PK"):
        text = "\n".join(_docx(data))
    elif data.startswith(b"%PDF-"):
        text = _pdf(data)
    elif data.startswith(OLE):
        raise ValueError("encrypted" if "EncryptedPackage".encode("utf-16-le") in data else "legacy")
    elif data.startswith(b"{\\rtf"):
        msg = "legacy"
        raise ValueError(msg)
    else:
        text = _plain(data)
    if not text.strip():
        msg = "empty"
        raise ValueError(msg)
    return text


def _plain(data: bytes) -> str:
    codes = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030")
    for code in codes:
        try:
            text = data.decode(code)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    msg = "not-text"
    raise ValueError(msg)


def _pdf(data: bytes) -> str:
    try:
        return pdf_text(data)
    except (MemoryError, RecursionError):
        raise
    except Exception as error:  # noqa: BLE001 - the reader raises anything at all for a crafted file
        raise ValueError("encrypted" if "ncrypt" in type(error).__name__ + str(error) else NOT_READABLE) from None


def _docx(data: bytes) -> Iterator[str]:
    body = _parse(_main_part(data)).find(WORD + "body")
    if body is None:
        raise ValueError(NOT_READABLE)
    yield from _blocks(body)


def _main_part(data: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = [name for name in package.namelist() if MAIN_PART.fullmatch(name)]
            part = package.getinfo(min(names, default="word/document.xml"))
            if part.flag_bits & 1:
                msg = "encrypted"
                raise ValueError(msg)
            if part.file_size > UNPACKED_LIMIT:
                msg = "too-large"
                raise ValueError(msg)
            with package.open(part) as stream:
                content = stream.read(UNPACKED_LIMIT + 1)
    except KeyError:
        msg = "not-text"
        raise ValueError(msg) from None
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError):
        raise ValueError(NOT_READABLE) from None
    if len(content) > UNPACKED_LIMIT:
        msg = "too-large"
        raise ValueError(msg)
    return content


def _parse(content: bytes) -> Any:
    from defusedxml.common import DefusedXmlException  # noqa: PLC0415 - only this format needs it
    from defusedxml.ElementTree import ParseError, fromstring  # noqa: PLC0415 - as above

    try:
        return fromstring(content.replace(STRICT, WORD[1:-1].encode()), forbid_dtd=True)
    except DefusedXmlException:
        msg = "unsafe"
        raise ValueError(msg) from None
    except (ParseError, LookupError, UnicodeError):
        raise ValueError(NOT_READABLE) from None


def _blocks(parent: Any) -> Iterator[str]:
    """Yield the lines of paragraphs and tables; a row is one line with tabs between its cells."""
    for child in parent:
        if child.tag == WORD + "p":
            yield from _paragraph(child)
        elif child.tag == WORD + "tbl":
            for row in _held(child, WORD + "tr"):
                cells = _held(row, WORD + "tc")
                yield "\t".join(" ".join(line for line in _blocks(cell) if line) for cell in cells)
        elif child.tag not in SKIPPED:
            yield from _blocks(child)


def _held(parent: Any, wanted: str) -> Iterator[Any]:
    """Yield a table's own rows or a row's own cells: not those of a table inside, and not rows that were deleted."""
    for child in parent:
        if child.tag == wanted and child.find(f"{WORD}trPr/{WORD}del") is None:
            yield child
        elif child.tag in AROUND:
            yield from _held(child, wanted)


def _paragraph(paragraph: Any) -> Iterator[str]:
    """Yield a paragraph and after it the boxes that hang on it."""
    boxes: list[Any] = []
    yield "".join(_pieces(paragraph, boxes))
    for box in boxes:
        yield from _blocks(box)


def _pieces(parent: Any, boxes: list[Any]) -> Iterator[str]:
    for child in parent:
        if child.tag == WORD + "txbxContent":
            boxes.append(child)
        elif child.tag == WORD + "t":
            yield child.text or ""
        elif child.tag in SIGNS:
            yield SIGNS[child.tag]
        elif child.tag not in SKIPPED and not _is_hidden(child):
            yield from _pieces(child, boxes)


def _is_hidden(element: Any) -> bool:
    return element.tag == WORD + "r" and element.find(f"{WORD}rPr/{WORD}vanish") is not None
