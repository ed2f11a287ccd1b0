"""The filing as XLSX: figures as numbers, texts as texts, never a formula."""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from campaigns.filing.statement import Statement, row_headings, row_values

OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_workbook(statement: Statement, path: Path) -> None:
    """Write three sheets: the table, the placements behind it, and how it was counted."""
    import xlsxwriter  # noqa: PLC0415 - slow to import, needed by this paper only

    with xlsxwriter.Workbook(str(path), dict(OPTIONS)) as book:
        bold = book.add_format({"bold": True})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet(_("Summary"))
        sheet.set_column(0, 0, 22)
        sheet.write_string(0, 0, statement.title, bold)
        sheet.write_string(1, 0, statement.summary)
        line = 3
        for grid in statement.grids():
            for cells in grid:
                _write(sheet, line, cells, day)
                line += 1
            line += 1
        sheet = book.add_worksheet(_("Details"))
        sheet.set_column(1, 6, 18)
        _write(sheet, 0, row_headings(), day)
        for line, row in enumerate(statement.rows(), start=1):
            _write(sheet, line, row_values(row), day)
        sheet = book.add_worksheet(_("How it was counted"))
        sheet.set_column(0, 0, 100)
        stated = [
            *statement.question.stated,
            statement.sql,
            f"{statement.office} {statement.made_at:%Y-%m-%d %H:%M}",
        ]
        for line, text in enumerate(stated):
            sheet.write_string(line, 0, text)


def _write(sheet: Any, line: int, cells: list[Any], day: Any) -> None:
    for place, value in enumerate(cells):
        if value is None or value == "":
            continue
        if isinstance(value, dt.date):
            sheet.write_datetime(line, place, dt.datetime(value.year, value.month, value.day), day)  # noqa: DTZ001 - a day has no zone
        elif isinstance(value, int | Decimal):
            sheet.write_number(line, place, float(value))
        else:
            sheet.write_string(line, place, str(value))
