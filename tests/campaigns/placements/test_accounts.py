"""The accounts: the table, its rows, and the papers that are filed."""

import datetime as dt
import io
import zipfile
from typing import Any

import docx
import openpyxl
import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.domain.placements import add_photo
from campaigns.filing.plots import bars
from campaigns.models import Medium
from campaigns.queries.accounts import Question, account_table, home_region, rows_behind
from campaigns.rules.accounts import Axis, Figure
from campaigns.rules.months import Span
from foundation.models import Region
from tests.factories.campaigns import MediumFactory, placement, psa_file
from tests.factories.foundation import RegionFactory, UserFactory
from tests.factories.media import picture_bytes

pytestmark = pytest.mark.django_db
YEAR = Span(dt.date(2026, 1, 1), dt.date(2026, 12, 1))
ADDRESS = "=cmd|' /C calc'!A0"


@pytest.fixture
def city() -> Region:
    """Place two ads in two media in two counties of a city, over two months."""
    city = RegionFactory.create(name="澄川市", level=2)
    counties = [RegionFactory.create(name=name, parent=city) for name in ("霁湖区", "榆桥区")]
    media = [MediumFactory.create(name=name) for name in ("甲媒介", "乙媒介")]
    ads = [psa_file(title=f"{name}广告", category=name) for name in ("生态", "交通")]
    for county, medium, ad, month, times in (
        (0, 0, 0, 7, 10),
        (0, 1, 0, 7, 20),
        (1, 1, 1, 8, 300),
        (1, 1, 1, 10, 4000),
    ):
        row = placement(
            region=counties[county],
            medium=media[medium],
            psa_file=ads[ad],
            starts_on=dt.date(2026, month, 9),
            times_shown=times,
            address=ADDRESS,
        )
    placement(region=counties[0], up=False, times_shown=50_000)
    add_photo(placement=row, data=picture_bytes(), name="实景.jpg", on=dt.date(2026, 10, 9), actor=None)
    made: Region = city
    return made


def asked(region: Region, **options: Any) -> Question:
    return Question(**{"region": region, "span": YEAR, **options})


def shown(question: Question) -> list[list[Any]]:
    """Return the table's times as a person reads them."""
    table = account_table(question)
    names = [column.name for column in table.columns]
    cells = [
        [row.name, *(table.cells.get((row.key, column.key), Figure()).times for column in table.columns)]
        for row in table.rows
    ]
    return [names, *cells]


def test_the_table_by_category_and_medium(city: Region) -> None:
    assert shown(asked(city)) == [["甲媒介", "乙媒介"], ["生态", 10, 20], ["交通", 0, 4300]]
    table = account_table(asked(city))
    assert (table.total, home_region()) == (Figure(4, 4330, 4), city)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"rows": Axis.REGION, "columns": Axis.CATEGORY}, [["生态", "交通"], ["霁湖区", 30, 0], ["榆桥区", 0, 4300]]),
        (
            {"rows": Axis.MEDIUM, "columns": Axis.QUARTER},
            [["2026 Q3", "2026 Q4"], ["甲媒介", 10, 0], ["乙媒介", 320, 4000]],
        ),
    ],
)
def test_other_axes(city: Region, options: dict[str, Any], expected: list[Any]) -> None:
    span = Span(dt.date(2026, 7, 1), dt.date(2026, 12, 1))
    assert shown(asked(city, **options, span=span)) == expected


@pytest.mark.parametrize("turned", [False, True])
def test_what_stands_at_the_region_itself_has_a_line_of_its_own(desk: Client, city: Region, turned: bool) -> None:
    medium = Medium.objects.get(name="甲媒介")
    paper = placement(region=city, medium=medium, starts_on=dt.date(2026, 8, 1), times_shown=50_000)
    axes = (Axis.MONTH, Axis.REGION) if turned else (Axis.REGION, Axis.MEDIUM)
    question = asked(city, rows=axes[0], columns=axes[1])
    table = account_table(question)
    sums = table.column_sums if turned else table.row_sums
    heads = table.columns if turned else table.rows
    assert [(head.name, sums[head.key].times) for head in heads] == [
        ("霁湖区", 30),
        ("榆桥区", 4300),
        ("澄川市（本级）", 50_000),
    ]
    assert table.total == account_table(asked(city)).total == Figure(5, 54_330, 5)
    page = desk.get(reverse("placement:accounts"), {**ALL, "rows": axes[0], "columns": axes[1]}).content.decode()
    links = [link.split('"')[0] for link in page.split('href="') if "counted=yes" in link and ">50,000<" in link[:400]]
    found = desk.get(links[0].replace("&amp;", "&")).content.decode()
    assert (paper.address in found, "共 1" in found or "榆桥区" not in found) == (True, True)


def test_a_month_without_figures_stands_in_its_place(city: Region) -> None:
    span = Span(dt.date(2026, 7, 1), dt.date(2026, 10, 1))
    table = shown(asked(city, rows=Axis.MONTH, columns=Axis.CATEGORY, span=span))
    assert [line[0] for line in table[1:]] == ["2026-07", "2026-08", "2026-09", "2026-10"]


def test_a_region_a_category_and_a_medium_narrow_the_table(city: Region) -> None:
    county = Region.objects.get(name="榆桥区")
    assert shown(asked(county)) == [["乙媒介"], ["交通", 4300]]
    medium = Medium.objects.get(name="甲媒介")
    assert shown(asked(city, medium=medium)) == [["甲媒介"], ["生态", 10]]
    assert account_table(asked(city, category=rows_behind(asked(county))[0].category)).total == Figure(2, 4300, 2)


def test_each_figure_is_the_sum_of_its_rows(city: Region) -> None:
    for question in (asked(city), asked(city, medium=Medium.objects.get(name="乙媒介"))):
        rows = rows_behind(question)
        assert account_table(question).total == Figure(len(rows), sum(row.times_shown for row in rows), len(rows))


@pytest.fixture
def desk(client: Client) -> Client:
    """Log in somebody who keeps the placements."""
    user = UserFactory.create()
    names = ["access_admin", "add_placement", "change_placement", "view_placement", "delete_placement"]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)
    return client


ALL = {"first": "2026-01", "last": "2026-12"}


def test_the_page_shows_table_plots_and_links_to_the_rows(desk: Client, city: Region) -> None:
    page = desk.get(reverse("placement:accounts"), ALL).content.decode()
    assert [text in page for text in (city.name, "4,300", "<svg", "campaigns_showingtally")] == [True] * 4
    assert "<script>alert" not in page
    links = page.split('href="')
    rows = next(link.split('"')[0] for link in links if "counted=yes" in link and "4,300" in link)
    found = desk.get(rows.replace("&amp;", "&")).content.decode()
    assert ("交通广告" in found, "生态广告" in found) == (True, False)


@pytest.mark.parametrize(
    "wrong",
    [
        {"first": "2026-12", "last": "2026-01"},
        {"first": "1900-01"},
        {"first": "9999-01", "last": "9999-12"},
        {"first": "七月"},
        {"rows": "medium", "columns": "medium"},
    ],
)
def test_a_question_that_makes_no_sense_gets_a_sentence(desk: Client, city: Region, wrong: dict[str, str]) -> None:
    assert city.pk
    assert desk.get(reverse("placement:accounts"), {**ALL, **wrong}).status_code == 200
    assert desk.get(reverse("placement:paper", args=["xlsx"]), {**ALL, **wrong}).status_code == 404


def test_without_anything_there_is_a_sentence(desk: Client) -> None:
    assert desk.get(reverse("placement:accounts")).status_code == 200
    assert desk.get(reverse("placement:paper", args=["xlsx"])).status_code == 404


def test_the_page_takes_as_many_queries_whatever_it_shows(desk: Client, city: Region) -> None:
    url = reverse("placement:accounts")
    counts = set()
    desk.get(url, ALL)
    for last in ("2026-07", "2026-12"):
        with CaptureQueriesContext(connection) as queries:
            desk.get(url, {**ALL, "last": last, "rows": "region", "columns": "medium"})
        counts.add(len(queries))
    assert city.pk
    assert len(counts) == 1


def test_the_sheet_holds_figures_rows_and_query_and_no_formula(desk: Client, city: Region) -> None:
    answer = desk.get(reverse("placement:paper", args=["xlsx"]), ALL)
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    summary, rows, stated = book.worksheets
    cells = [[cell.value for cell in line] for line in summary.iter_rows(min_row=4)]
    assert cells[1][:4] == ["生态", 10, 20, 30]
    assert [line[:5] for line in cells[3:]] == [
        ["合计", 10, 4320, 4330, None],
        [None] * 5,
        ["在刊处数", "甲媒介", "乙媒介", "合计", "本期新投放"],
        ["生态", 1, 1, 2, 2],
        ["交通", 0, 2, 2, 2],
        ["合计", 1, 3, 4, 4],
    ]
    assert rows.max_row == 5
    assert {cell.data_type for line in rows.iter_rows() for cell in line if cell.value == ADDRESS} == {"s"}
    assert any("campaigns_showingtally" in str(line[0].value) for line in stated.iter_rows())
    assert city.name in str(summary["A1"].value)


def test_the_report_holds_words_table_and_photo(desk: Client, city: Region) -> None:
    answer = desk.get(reverse("placement:paper", args=["docx"]), ALL)
    document = docx.Document(io.BytesIO(answer.content))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert [part in text for part in (city.name, "2026-10-09", "交通广告")] == [True] * 3
    assert document.tables[0].cell(1, 1).text == "10"
    assert len(document.inline_shapes) == 1


def test_the_pack_is_streamed_with_photos_named_by_place_and_date(desk: Client, city: Region) -> None:
    answer = desk.get(reverse("placement:paper", args=["zip"]), ALL)
    assert answer.streaming
    pack = zipfile.ZipFile(io.BytesIO(b"".join(answer)))
    names = pack.namelist()
    assert names[:2] == ["投放台账.xlsx", "说明报告.docx"]
    assert (len(names), names[2].startswith("实景图片/2026-10-09 榆桥区"), "|" in names[2]) == (3, True, False)
    assert pack.testzip() is None
    assert city.pk


def test_nobody_without_the_right_gets_a_paper(client: Client, city: Region) -> None:
    user = UserFactory.create()
    user.user_permissions.set(Permission.objects.filter(codename="access_admin"))
    client.force_login(user)
    assert client.get(reverse("placement:paper", args=["zip"]), ALL).status_code in {302, 403}
    assert city.pk


def test_a_plot_speaks_its_figures_and_escapes_names() -> None:
    plot = bars([("<b>甲</b>", 3), ("名称很长很长很长很长的媒介", 0)], title="次数")
    assert ("<b>" in plot, "&lt;b&gt;甲&lt;/b&gt; 3" in plot, 'role="img"' in plot) == (False, True, True)
    assert bars([], title="次数") == ""
