import io
import uuid

import openpyxl
import pytest

from foundation.intake.domain.batches import (
    SHEET_BYTES,
    SheetColumn,
    SheetError,
    SheetSpec,
    answer_sheet,
    take_sheet,
    template_sheet,
)
from foundation.intake.sheets import read_rows, write_xlsx
from foundation.models import Submission
from foundation.reports.kind import ERROR_REPORT

pytestmark = pytest.mark.django_db

SPEC = SheetSpec(
    title="差错",
    columns=(SheetColumn("page", "页面", ("网址",)), SheetColumn("place", "位置"), SheetColumn("wrong", "差错")),
    max_rows=10,
)
BATCH = uuid.UUID(int=7)


def sheet(*rows: list[str], headings: tuple[str, ...] = ("页面", "位置", "差错")) -> bytes:
    return write_xlsx([list(headings), *rows], title="差错")


def test_each_row_is_answered() -> None:
    answers = take_sheet(
        kind=ERROR_REPORT,
        spec=SPEC,
        data=sheet(["/a/2020/1/", "标题", "“启示”应为“启事”。"], ["/a/2020/1/", "标题", ""]),
        batch=BATCH,
    )

    assert [(answer.line, answer.taken) for answer in answers] == [(2, True), (3, False)]
    assert Submission.objects.count() == 1
    assert answers[0].number == Submission.objects.get().number
    assert len(answers[1].problems) == 1


def test_a_corrected_sheet_adds_only_what_was_missing() -> None:
    good, bad, mended = ["/a/2020/1/", "标题", "错字"], ["/a/2020/2/", "正文", ""], ["/a/2020/2/", "正文", "漏字"]
    first = take_sheet(kind=ERROR_REPORT, spec=SPEC, data=sheet(good, bad), batch=BATCH)
    second = take_sheet(kind=ERROR_REPORT, spec=SPEC, data=sheet(good, mended), batch=BATCH)

    assert second[0].number == first[0].number
    assert [answer.repeated for answer in second] == [True, False]
    assert Submission.objects.count() == 2


def test_headings_are_known_by_other_names_and_widths() -> None:
    answers = take_sheet(
        kind=ERROR_REPORT,
        spec=SPEC,
        data=sheet(["/a/2020/1/", "标题", "错字"], headings=("网 址＊", "位置：", "差错")),
        batch=BATCH,
    )

    assert [answer.taken for answer in answers] == [True]


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04 cut off", b"x" * (SHEET_BYTES + 1), "甲,乙\n1,2\n".encode()],
    ids=["empty", "damaged", "too large", "other columns"],
)
def test_a_sheet_that_cannot_be_read_is_refused_with_one_sentence(data: bytes) -> None:
    with pytest.raises(SheetError) as refusal:
        take_sheet(kind=ERROR_REPORT, spec=SPEC, data=data, batch=BATCH)

    assert str(refusal.value).endswith("。")
    assert Submission.objects.count() == 0


def test_template_and_answers_are_sheets() -> None:
    answers = take_sheet(
        kind=ERROR_REPORT, spec=SPEC, data=sheet(["/a/2020/1/", "标题", "=1+1"], ["", "", ""]), batch=BATCH
    )

    assert read_rows(template_sheet(SPEC)) == [["页面", "位置", "差错"]]
    rows = list(openpyxl.load_workbook(io.BytesIO(answer_sheet(SPEC, answers))).active.iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == [str(answer.line) for answer in answers]
    assert rows[1][1] == answers[0].number
