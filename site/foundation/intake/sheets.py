"""Reading and writing batch sheets. Nothing here touches Django: it runs in a limited process.

A refusal is a ``ValueError`` whose text is one of the codes of ``domain.batches``, which has the sentences.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, Final, NoReturn

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, WriteOnlyCell

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
UNPACKED_BYTES: Final = 100_000_000
CELL_CHARACTERS: Final = 20_000
OLE_SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_rows(payload: bytes, *, max_rows: int = 2000, max_columns: int = 60) -> list[list[str]]:
    """Return the cells of the first sheet of an XLSX, or of a CSV, as texts without empty rows.

    Raises ``ValueError`` with the code ``empty``, ``old_format``, ``not_a_sheet``, ``too_large`` or ``too_many_rows``.
    """
    if not payload.strip():
        _refuse("empty")
    if payload.startswith(OLE_SIGNATURE):
        _refuse("old_format")
    source = _xlsx(payload) if payload.startswith(b"PK") else _csv(payload)
    rows: list[list[str]] = []
    for row in source:
        cells = [_text(cell) for cell in row[:max_columns]]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            rows.append(cells)
        if len(rows) > max_rows + 1:
            _refuse("too_many_rows")
    if not rows:
        _refuse("empty")
    return rows


def _refuse(code: str) -> NoReturn:
    raise ValueError(code)


def _xlsx(payload: bytes) -> Iterable[Sequence[Any]]:
    try:
        with zipfile.ZipFile(io.BytesIO(payload)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > UNPACKED_BYTES:
                _refuse("too_large")
        book = openpyxl.load_workbook(io.BytesIO(payload), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        # What the file says of its size may be a lie that makes one row a million cells wide.
        sheet.reset_dimensions()
        yield from sheet.iter_rows(values_only=True)
    except (zipfile.BadZipFile, KeyError, IndexError, SyntaxError, TypeError, AttributeError):
        _refuse("not_a_sheet")


def _csv(payload: bytes) -> Iterable[Sequence[Any]]:
    text = _decode(payload)
    if "\0" in text:
        _refuse("not_a_sheet")
    first = text.partition("\n")[0]
    delimiter = max(",\t;", key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error:
        _refuse("not_a_sheet")


def _decode(payload: bytes) -> str:
    encodings = ["utf-16"] if payload[:2] in {b"\xff\xfe", b"\xfe\xff"} else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return payload.decode(encoding)
        except UnicodeDecodeError:
            continue
    _refuse("not_a_sheet")


def _text(cell: Any) -> str:
    """Return a cell as a person reads it: a telephone number stored as a number is no 1.39E+10."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, datetime):
        cell = cell.date() if cell.time().isoformat() == "00:00:00" else cell.isoformat(" ", "minutes")
    if isinstance(cell, date):
        cell = cell.isoformat()
    return str(cell).replace("\0", "").strip()[:CELL_CHARACTERS]


def safe_cell(value: object) -> str:
    """Return text that no spreadsheet program takes for a formula."""
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def write_xlsx(rows: Iterable[Sequence[object]], *, title: str) -> bytes:
    """Return a sheet of texts, formula-safe, without control characters that XLSX cannot hold."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    for row in rows:
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet)
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", str(value))
            cell.data_type = "s"  # a text cell: never evaluated, whatever it begins with
            cell.number_format = "@"
            cells.append(cell)
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
