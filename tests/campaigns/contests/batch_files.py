"""Sheets and archives of a school, written for tests."""

import io
import zipfile
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from campaigns.contests.domain.batch_runs import template_of
from campaigns.contests.models import Contest
from foundation.intake.sheets import write_xlsx
from tests.campaigns.contests.manuscripts import docx, paragraph

PUPIL = {
    "name": "样例学生",
    "grade": "五年级2班",
    "title": "我的家乡",
    "files": "我的家乡.docx",
    "guardian": "样例家长",
    "consent": "是",
}


def sheet(contest: Contest, *rows: dict[str, str]) -> bytes:
    """Return a filled-in template; a row is what differs from ``PUPIL``."""
    columns = template_of(contest).columns
    lines = [[{**PUPIL, **row}.get(column.field, "") for column in columns] for row in rows]
    return write_xlsx([[column.heading for column in columns], *lines], title="t")


def manuscript(text: str = "家乡的小河弯弯的，𠮷龘。") -> bytes:
    """Return a Word file of that text."""
    return docx(paragraph(text))


def archive(**files: bytes) -> bytes:
    """Return a ZIP; a name's ``__`` stands for a dot."""
    return packed({name.replace("__", "."): data for name, data in files.items()})


def packed(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a ZIP of these files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return buffer.getvalue()


def uploads(sheet_data: bytes, archive_data: bytes | None) -> dict[str, Any]:
    """Return the two files of the form."""
    files: dict[str, Any] = {"sheet": SimpleUploadedFile("表.xlsx", sheet_data)}
    if archive_data is not None:
        files["archive"] = SimpleUploadedFile("稿件.zip", archive_data)
    return files
