"""Batch sheets: one row, one submission, and every row is answered."""

import json
import unicodedata
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.intake.domain.submitting import submit
from foundation.intake.enums import Channel
from foundation.intake.kinds import IntakeKind
from foundation.intake.sheets import write_xlsx
from foundation.limited import LimitedError, RefusedError, run_limited

if TYPE_CHECKING:
    from foundation.models import User

SHEET_BYTES: Final = 10_000_000
REFUSALS: Final = {
    "empty": gettext_lazy("The sheet is empty. Please fill in the template and send it again."),
    "old_format": gettext_lazy("This is an old or encrypted workbook. Please save it as .xlsx without a password."),
    "not_a_sheet": gettext_lazy("This is no .xlsx or .csv sheet, or it is damaged. Please use the template."),
    "too_large": gettext_lazy("The sheet is too large. Please split it."),
    "too_many_rows": gettext_lazy("The sheet has too many rows. Please split it."),
}


class SheetError(Exception):
    """The sheet as a whole cannot be read; the message is for the person who sent it."""


@dataclass(frozen=True)
class SheetColumn:
    """A column of the template: the form's field, the heading, and other headings people write."""

    field: str
    heading: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class SheetSpec:
    """What a kind's sheet looks like."""

    title: str
    columns: tuple[SheetColumn, ...]
    max_rows: int = 2000


@dataclass(frozen=True)
class RowAnswer:
    """What became of one row: ``line`` is the line in the sheet, counted from 1 with the heading."""

    line: int
    number: str
    problems: tuple[str, ...]
    repeated: bool = False

    @property
    def taken(self) -> bool:
        """Whether the row is now a submission."""
        return bool(self.number)

    @property
    def sentence(self) -> str:
        """The answer in words."""
        if not self.taken:
            return _("Not taken: %(why)s") % {"why": " ".join(self.problems)}
        return _("Already there: %(number)s") % {"number": self.number} if self.repeated else _("Success")


def template_sheet(spec: SheetSpec) -> bytes:
    """Return the empty template as XLSX."""
    return write_xlsx([[column.heading for column in spec.columns]], title=spec.title)


def answer_sheet(spec: SheetSpec, answers: list[RowAnswer]) -> bytes:
    """Return the answers as XLSX."""
    rows = [[answer.line, answer.number, answer.sentence] for answer in answers]
    return write_xlsx([[_("Row"), _("Receipt number"), _("Result")], *rows], title=spec.title)


def take_sheet(
    *, kind: IntakeKind, spec: SheetSpec, data: bytes, batch: uuid.UUID, actor: "User | None" = None
) -> list[RowAnswer]:
    """Take in every good row of a sheet and answer each; raises ``SheetError`` when it cannot be read at all.

    ``batch`` names the batch, not the sheet: sending a corrected sheet for the same batch adds only what was
    missing, because a row's submission key follows from the batch and the row's content.
    """
    return [_take_row(kind, values, line, batch, actor) for line, values in sheet_values(spec=spec, data=data)]


def sheet_values(*, spec: SheetSpec, data: bytes) -> list[tuple[int, dict[str, str]]]:
    """Return each row's line in the sheet and its texts by field; raises ``SheetError`` when it cannot be read."""
    rows = _rows(spec, data)
    positions = _positions(spec, rows[0])
    return [
        (line, {field: row[place] if place < len(row) else "" for field, place in positions.items()})
        for line, row in enumerate(rows[1:], start=2)
    ]


def _rows(spec: SheetSpec, data: bytes) -> list[list[str]]:
    if len(data) > SHEET_BYTES:
        raise SheetError(str(REFUSALS["too_large"]))
    try:
        rows: list[list[str]] = run_limited(
            "foundation.intake.sheets:read_rows", data, options={"max_rows": spec.max_rows}
        )
    except RefusedError as error:
        raise SheetError(str(REFUSALS.get(str(error), REFUSALS["not_a_sheet"]))) from None
    except LimitedError:
        raise SheetError(str(REFUSALS["not_a_sheet"])) from None
    return rows


def _folded(heading: str) -> str:
    return "".join(unicodedata.normalize("NFKC", heading).split()).strip("*:")


def _positions(spec: SheetSpec, headings: list[str]) -> dict[str, int]:
    found = {_folded(heading): position for position, heading in enumerate(headings)}
    positions = {}
    for column in spec.columns:
        for name in (column.heading, *column.aliases):
            if _folded(name) in found:
                positions[column.field] = found[_folded(name)]
                break
    missing = [column.heading for column in spec.columns if column.field not in positions]
    if missing:
        message = _("The sheet lacks these columns: %(names)s. Please use the template.") % {
            "names": "、".join(missing)
        }
        raise SheetError(message)
    return positions


def _take_row(kind: IntakeKind, values: dict[str, str], line: int, batch: uuid.UUID, actor: "User | None") -> RowAnswer:
    form = kind.form_class(values)
    if not form.is_valid():
        problems = [f"{form[name].label}：{error}" for name, found in form.errors.items() for error in found]
        return RowAnswer(line, "", tuple(problems))
    key = uuid.uuid5(batch, json.dumps([kind.slug, sorted(values.items())], ensure_ascii=True))
    receipt = submit(kind=kind, key=key, cleaned=form.cleaned_data, channel=Channel.BATCH, actor=actor)
    return RowAnswer(line, receipt.number, (), repeated=not receipt.is_new)
