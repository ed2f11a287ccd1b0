"""What is printed and filed can be read: stickers, the turned table, the query as it may be run."""

import datetime as dt
import io
import zipfile
from itertools import pairwise

import docx
import pytest
from django.db import connection
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTPage, LTTextLine

from campaigns.filing.pack import stream_pack
from campaigns.filing.statement import Statement, make_statement
from campaigns.filing.stickers import sticker_sheet
from campaigns.queries.accounts import Question
from campaigns.rules.accounts import Axis
from campaigns.rules.months import Span
from tests.factories.campaigns import MediumFactory, placement
from tests.factories.foundation import RegionFactory

pytestmark = pytest.mark.django_db
JULY = dt.date(2026, 7, 1)
MILLIMETRE = 72 / 25.4
"""In points."""
MARGIN, STICKER, CODE = 6, 66, 32
"""Millimetres: the sheet's edge, a sticker's width, and up to where its code goes."""


def parts(item: object, kind: type) -> list[tuple[float, float, float, float]]:
    """Return the edges of everything of a kind on a page."""
    if isinstance(item, kind):
        return [item.bbox]  # type: ignore[attr-defined] # the kinds asked for have one
    inner = item if hasattr(item, "__iter__") else ()
    return [edges for each in inner for edges in parts(each, kind)]


def test_no_word_of_a_sticker_lies_on_its_code_or_on_another_word() -> None:
    rows = [placement(address="湖滨大道改造工程北侧围挡第二段") for _count in range(5)]
    pages: list[LTPage] = list(extract_pages(io.BytesIO(sticker_sheet(rows, office="澄川市精神文明建设办公室"))))

    (page,) = pages
    lines = sorted(parts(page, LTTextLine), key=lambda edges: (round(edges[0]), edges[1]))
    assert len(lines) >= 5 * 4
    for under, over in pairwise(lines):
        assert round(under[0]) != round(over[0]) or under[3] <= over[1] + 1
    left = [(line[0] / MILLIMETRE - MARGIN) % STICKER for line in lines]
    right = [(line[2] / MILLIMETRE - MARGIN) % STICKER for line in lines]
    assert (min(left) > CODE, max(right) < STICKER) == (True, True)


def statement() -> Statement:
    region = RegionFactory.create()
    for _count in range(9):
        placement(region=region, medium=MediumFactory.create(), starts_on=JULY, times_shown=22_159)
    question = Question(region=region, span=Span(JULY, JULY), rows=Axis.CATEGORY, columns=Axis.MEDIUM)
    return make_statement(question=question, office="示例办公室")


def test_the_query_that_is_stated_returns_the_figures_when_it_is_run() -> None:
    filed = statement()
    with connection.cursor() as cursor:
        cursor.execute(filed.sql.replace("%", "%%"))
        rows = cursor.fetchall()

    assert sum(row[-4] for row in rows) == filed.table.total.times == 9 * 22_159
    assert sum(row[-1] for row in rows) == filed.table.total.up == 9


def test_a_wide_table_is_turned_and_members_bear_the_day_of_making() -> None:
    filed = statement()
    data = io.BytesIO(b"".join(stream_pack(filed)))

    with zipfile.ZipFile(data) as archive:
        report = docx.Document(io.BytesIO(archive.read("说明报告.docx")))
        sheet = report.sections[0]
        assert (round(sheet.page_width.mm), round(sheet.page_height.mm)) == (210, 297)  # type: ignore[union-attr] # it has
        assert report.styles["Heading 1"].font.name == "黑体"
        assert {info.date_time[:3] for info in archive.infolist()} == {filed.made_at.timetuple()[:3]}
    table, up = report.tables
    assert [(len(each.rows), len(each.columns)) for each in (table, up)] == [(9 + 2, 3), (9 + 3, 3)]
    assert table.rows[1].cells[1].text == "22,159"
    assert any("SUM(" in paragraph.text for paragraph in report.paragraphs)
