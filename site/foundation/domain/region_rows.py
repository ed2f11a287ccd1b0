"""Where rows of regions come from: the packaged data, or an office's CSV file."""

import csv
import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from foundation.domain.regions import RegionRow, RegionRowError
from foundation.enums import RegionLevel
from foundation.gazetteer import Gazetteer

ENCODINGS: Final = ("utf-8-sig", "gb18030")
LEVELS: Final = {9: RegionLevel.TOWNSHIP, 12: RegionLevel.VILLAGE}
LARGEST_FILE: Final = 200_000_000
"""Bytes; all villages of the country have 40 million."""


def packaged_rows() -> list[RegionRow]:
    """Return provinces, cities and counties of the packaged data."""
    return [
        RegionRow(
            code=place.code,
            name=place.name,
            level=place.level,
            parent_code=place.parent_code,
            short_names=place.short_names,
            valid_until=place.valid_until,
            successors=place.successors,
        )
        for place in Gazetteer.load().places.by_code.values()
    ]


def rows_from_csv(file: Path) -> Iterator[RegionRow]:
    """Yield the rows of a CSV file in UTF-8 or GB18030 with a heading line.

    Columns: ``code`` and ``name``; optionally ``short_name``, ``level`` (1 to 5), ``parent`` (a code), ``valid_until``
    (2026-01-31). Where level or parent is empty the code tells: 9 digits are a township, 12 a village, and each belongs
    to the region whose code it begins with. Raises RegionRowError with the line's number when a line is wrong.
    """
    reader = csv.DictReader(io.StringIO(_text(file)))
    if not {"code", "name"} <= set(reader.fieldnames or ()):
        message = f"{file.name} needs a heading line with the columns code and name"
        raise RegionRowError(message)
    for number, line in enumerate(reader, 2):
        values = {key: (value or "").strip() for key, value in line.items() if isinstance(value, str | None) and key}
        try:
            yield _row(values)
        except ValueError as error:
            message = f"{file.name}, line {number}: {error}"
            raise RegionRowError(message) from error


def _text(file: Path) -> str:
    if not file.is_file() or file.stat().st_size > LARGEST_FILE:
        message = f"{file.name} is no file, or larger than {LARGEST_FILE // 1_000_000} MB"
        raise RegionRowError(message)
    content = file.read_bytes()
    for encoding in ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    message = f"{file.name} is no text file in UTF-8 or GB18030"
    raise RegionRowError(message)


def _row(values: dict[str, str]) -> RegionRow:
    code = values["code"]
    level = int(values.get("level") or LEVELS.get(len(code)) or _level_of_six_digits(code))
    return RegionRow(
        code=code,
        name=values["name"],
        level=level,
        parent_code=values.get("parent") or _parent_code(code, level),
        short_names=(values["short_name"],) if values.get("short_name") else (),
        valid_until=dt.date.fromisoformat(values["valid_until"]) if values.get("valid_until") else None,
    )


def _level_of_six_digits(code: str) -> RegionLevel:
    if code.endswith("0000"):
        return RegionLevel.PROVINCE
    return RegionLevel.CITY if code.endswith("00") else RegionLevel.COUNTY


def _parent_code(code: str, level: int) -> str:
    """Return the code of the region above as the digits tell it."""
    return {
        RegionLevel.VILLAGE: code[:9],
        RegionLevel.TOWNSHIP: code[:6],
        RegionLevel.COUNTY: code[:4] + "00",
        RegionLevel.CITY: code[:2] + "0000",
    }.get(RegionLevel(level), "")
