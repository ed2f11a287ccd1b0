"""The sheets that a unit is given: the empty list with its choices, and what has been received."""

import io
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from exemplars.forms.lists import CONSENTS, LIST_SPEC, MOST_ROWS, SUBJECTS
from exemplars.models import Nomination, Round
from foundation.intake.codes import shown_code
from foundation.intake.kinds import Status
from foundation.intake.sheets import write_xlsx

WIDTHS = {"deeds": 60, "files": 28, "guardian": 24, "consent": 26, "place": 26, "unit": 26}


def list_template(round_: Round) -> bytes:
    """Return the empty list as XLSX: a sheet to fill in, with choices, and one that says how."""
    import openpyxl  # noqa: PLC0415 - slow to import
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 - the same
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - the same
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415 - the same

    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = LIST_SPEC.title
    choices = list_choices(round_)
    for place, column in enumerate(LIST_SPEC.columns, start=1):
        letter = get_column_letter(place)
        cell = sheet.cell(row=1, column=place, value=column.heading)
        cell.font = Font(bold=True)
        sheet.column_dimensions[letter].width = WIDTHS.get(column.field, 18)
        for row in range(2, MOST_ROWS + 2):
            # Text, so that no telephone number becomes 1.39E+10.
            filled = sheet.cell(row=row, column=place)
            filled.number_format = "@"
            filled.alignment = Alignment(wrap_text=True, vertical="top")
        if column.field in choices:
            listed = DataValidation(type="list", formula1=f'"{",".join(choices[column.field])}"', allow_blank=True)
            sheet.add_data_validation(listed)
            listed.add(f"{letter}2:{letter}{MOST_ROWS + 1}")
    sheet.freeze_panes = "A2"
    guide = book.create_sheet(_("How to fill it in"))
    guide.column_dimensions["A"].width = 90
    for line in _guidance(round_):
        guide.append([line])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def list_choices(round_: Round) -> dict[str, list[str]]:
    """Return what may stand in the columns that have a closed list."""
    names = {kind: text for text, kind in reversed(SUBJECTS.items())}
    return {
        "category": [category.name for category in round_.programme.categories.all()],
        "subject": [names[kind] for kind in round_.programme.subjects if kind in names],
        "age": ["否", "是", "已故"],
        "consent": [text for text in CONSENTS if len(text) > 1],
    }


def _guidance(round_: Round) -> list[str]:
    return [
        str(round_),
        _(
            "One nominee in each row. Rows that are wrong are answered one by one; the good ones are taken all "
            "the same."
        ),
        _("Accounts have %(least)d to %(most)d characters (字数): when, where, what happened, what became of it.")
        % {"least": round_.min_words, "most": round_.max_words},
        _(
            "Leave out identity numbers, house numbers and a child's class. For somebody under eighteen name "
            "the guardian."
        ),
        _("Evidence: name the files (such as 张三-1.jpg；张三-2.pdf), and send them together in one .zip."),
        _("After correcting, send the whole list again: what has been received is not taken twice."),
    ]


def received_sheet(rows: Iterable[tuple[Nomination, Status]]) -> bytes:
    """Return what has been received as XLSX."""
    heading = [_("Receipt number"), _("Query code"), _("Category"), _("Nominee"), _("Progress")]
    lines = [
        [
            nomination.submission.number,
            shown_code(nomination.submission.query_code.reveal()),
            nomination.category.name,
            nomination.name,
            str(status.label),
        ]
        for nomination, status in rows
    ]
    return write_xlsx([heading, *lines], title=LIST_SPEC.title)
