import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.intake.sheets import read_rows, safe_cell, write_xlsx


def workbook(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_cells_are_read_as_a_person_reads_them() -> None:
    sheet = workbook(
        ["姓名", "电话", "日期", "时间"],
        ["𠮷龘", 13900001111.0, date(2026, 11, 21), datetime(2026, 11, 21, 9, 30)],  # noqa: DTZ001 -- a sheet has no zone
        [None, None],
        ["", "末行"],
    )

    assert read_rows(sheet) == [
        ["姓名", "电话", "日期", "时间"],
        ["𠮷龘", "13900001111", "2026-11-21", "2026-11-21 09:30"],
        ["", "末行"],
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_in_any_encoding_and_with_any_delimiter(encoding: str, delimiter: str) -> None:
    text = f"姓名{delimiter}单位\r\n甲明{delimiter}石桥村\r\n"

    assert read_rows(text.encode(encoding)) == [["姓名", "单位"], ["甲明", "石桥村"]]


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * 120_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        (b"", "empty"),
        (b"  \n ", "empty"),
        (b",,\n,,\n", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "old_format"),
        (b"PK\x03\x04 cut off", "not_a_sheet"),
        (b"a\x00b", "not_a_sheet"),
        (b"\xff\xfe\x00\xd8\x00", "not_a_sheet"),
        (b"name\n" + b"x\n" * 9, "too_many_rows"),
        (bomb(), "too_large"),
    ],
    ids=["nothing", "blank", "empty cells", "old", "cut off", "NUL", "half a surrogate", "long", "bomb"],
)
def test_what_is_refused(payload: bytes, code: str) -> None:
    with pytest.raises(ValueError, match=f"^{code}$"):
        read_rows(payload, max_rows=5)


def answered(payload: bytes) -> tuple[list[list[str]], list[str]]:
    try:
        return read_rows(payload), []
    except ValueError as refusal:
        return [], [str(refusal)]


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(payload: bytes) -> None:
    codes = {"empty", "old_format", "not_a_sheet", "too_large", "too_many_rows"}
    rows, refusals = answered(payload)

    assert set(refusals) <= codes
    assert all(row and row[-1] for row in rows)


@given(st.lists(st.text(max_size=30), min_size=1, max_size=4))
def test_what_we_write_is_text_and_never_a_formula(values: list[str]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx([values], title="结果")))

    cells = next(book.active.iter_rows())
    assert [cell.value for cell in cells if cell.data_type == "f"] == []


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_of_a_csv_starts_no_formula(start: str) -> None:
    assert safe_cell(f"{start}1+1") == f"'{start}1+1"


def test_other_cells_stay_as_they_are() -> None:
    assert safe_cell("文明实践") == "文明实践"
