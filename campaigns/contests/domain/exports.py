"""The list of entries as XLSX: texts as texts, never a formula; contacts only where they were asked for."""

import datetime as dt
from collections.abc import Iterator
from typing import IO, Any, Final

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from campaigns.contests.models import Contributor, Entry
from foundation.domain.audit import record
from foundation.intake.codes import OFFICE_ZONE
from foundation.models import User

CHUNK: Final = 1000
FIRST_AUTHORS: Final = ("pen_name", "phone", "email", "unit", "address", "postcode")
OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def headings(*, contacts: bool) -> list[str]:
    """Return the first row."""
    plain = [
        _("Entry number"),
        _("Title of the work"),
        _("Competition"),
        _("Group"),
        _("Genre"),
        _("Channel"),
        _("Region"),
        _("State"),
        _("Reason"),
        _("Late piece"),
        _("Word count (as in Word)"),
        _("Received at"),
        _("Time that counts"),
        _("Resemblances to look at"),
    ]
    people = [
        _("Authors"),
        _("Pen name"),
        _("Telephone"),
        _("E-mail"),
        _("Unit or school"),
        _("Postal address"),
        _("Postcode"),
        _("Teacher"),
    ]
    return plain + people if contacts else plain


def _clock(at: dt.datetime | None) -> str:
    return at.astimezone(OFFICE_ZONE).strftime("%Y-%m-%d %H:%M:%S") if at else ""


def _cells(entry: Any) -> list[str | int]:
    head = entry.head
    return [
        entry.submission.number,
        head.title,
        entry.contest.title,
        entry.group.name if entry.group else "",
        entry.genre,
        entry.get_channel_display(),
        entry.region.name if entry.region else "",
        entry.get_state_display(),
        entry.reason,
        _("Yes") if entry.is_late else "",
        head.words,
        _clock(entry.received_at),
        _clock(entry.counted_at),
        entry.finding_count,
    ]


def _people(entry: Entry) -> list[str | int]:
    people = list(entry.contributors.all())
    authors = [person for person in people if not person.is_instructor]
    first = authors[0] if authors else None
    cells: list[str | int] = ["、".join(person.name.reveal() for person in authors)]
    cells += [getattr(first, name).reveal() if first else "" for name in FIRST_AUTHORS]
    return [*cells, "、".join(person.name.reveal() for person in people if person.is_instructor)]


def export_rows(entries: "QuerySet[Any]", *, contacts: bool) -> Iterator[list[str | int]]:
    """Yield the rows in blocks, so that memory does not grow with their number."""
    if contacts:
        people = Contributor.objects.order_by("position")
        entries = entries.prefetch_related(Prefetch("contributors", queryset=people))
    for entry in entries.iterator(chunk_size=CHUNK):
        yield _cells(entry) + _people(entry) if contacts else _cells(entry)


def write_entries(*, entries: "QuerySet[Any]", file: IO[bytes], actor: User, contacts: bool = False) -> int:
    """Write the sheet and return its number of rows; who took contacts along is written down."""
    import xlsxwriter  # noqa: PLC0415 - slow to import, needed by this paper only

    count = 0
    with xlsxwriter.Workbook(file, dict(OPTIONS)) as book:
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet(_("List of entries"))
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, 0, 16)
        sheet.set_column(1, 1, 36)
        sheet.set_column(2, 21, 14)
        for place, text in enumerate(headings(contacts=contacts)):
            sheet.write_string(0, place, text, bold)
        for count, cells in enumerate(export_rows(entries, contacts=contacts), start=1):
            for place, value in enumerate(cells):
                _write(sheet, count, place, value)
    if contacts:
        record(verb="export_contacts", subject=actor, actor=actor, entries=count)
    return count


def _write(sheet: Any, row: int, place: int, value: str | int) -> None:
    if isinstance(value, int):
        sheet.write_number(row, place, value)
    else:
        sheet.write_string(row, place, ILLEGAL_CHARACTERS_RE.sub("", value))
