"""Honours of past years from a sheet, and the list of honours as a sheet for the office."""

import csv
import io
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from exemplars.domain.honours import revoke_honour
from exemplars.enums import HonourState, PeriodKind, RoundState, SubjectKind
from exemplars.forms.past_honours import SPEC, past_honours_template, take_past_honours
from exemplars.models import ExemplarPage, Honour, Round
from foundation.intake.domain.batches import SheetError
from foundation.intake.sheets import read_rows, write_xlsx
from tests.exemplars.test_honour_desk import desk
from tests.factories.exemplars import ProgrammeCategoryFactory, ProgrammeFactory, RoundFactory, exemplar, honour, wall
from tests.factories.foundation import RegionFactory

pytestmark = pytest.mark.django_db
HEADINGS = [column.heading for column in SPEC.columns]


def sheet(*rows: dict[str, object]) -> bytes:
    """Return a filled-in sheet; each row names its columns by their headings."""
    return write_xlsx([HEADINGS, *([row.get(heading, "") for heading in HEADINGS] for row in rows)], title="历年荣誉")


def row(name: str = "禾样例", **cells: object) -> dict[str, object]:
    return {"姓名（名称）": name, "评选项目": "澄川好人", "年份": 2019} | cells


def answers(*rows: dict[str, object]) -> list[str]:
    return [answer.sentence for answer in take_past_honours(data=sheet(*rows), actor=None)]


@pytest.fixture(autouse=True)
def _programme() -> None:
    wall()
    RegionFactory(code="990102", name="霁湖区", short_name="霁湖")
    ProgrammeCategoryFactory(programme=ProgrammeFactory(name="澄川好人"), name="助人为乐")


def test_every_good_row_becomes_an_honour_with_round_and_draft() -> None:
    told = row(
        对象="个人",
        地区="霁湖区",
        单位="石桥社区",
        级别="市级",
        期次="第二季度",
        类别="助人为乐",
        授予日期="2019-07-01",
        文号="澄文明〔2019〕8号",
        追授="是",
        颁奖词="一盏灯。",
    )

    assert answers(told, row("舟样例队", 对象="集体", 结果="提名奖", 期次="年度")) == ["成功", "成功"]

    first, second = Honour.objects.order_by("pk")
    assert first.category is not None
    assert (first.period, first.category.name, first.document_number) == (
        "2019年第二季度",
        "助人为乐",
        "澄文明〔2019〕8号",
    )
    assert first.round is not None
    assert (first.is_posthumous, first.round.is_record, first.round.state) == (True, True, RoundState.ANNOUNCED)
    assert second.round is not None
    page = first.exemplar
    assert (page.title, page.unit, page.live, page.is_deceased) == ("禾样例", "石桥社区", False, True)
    assert [region.name for region in page.regions.all()] == ["霁湖区"]
    assert (second.state, second.exemplar.subject, second.round.period_kind) == (
        HonourState.NOMINEE,
        SubjectKind.GROUP,
        PeriodKind.YEAR,
    )


def test_a_sheet_sent_again_adds_only_what_is_missing() -> None:
    good, bad = row(), row("云样例", 类别="无此类")

    assert answers(good, bad) == ["成功", "未收下：类别：该评选项目没有这个类别。"]
    assert answers(good, bad | {"类别": "助人为乐"}) == ["已登记", "成功"]
    assert (Honour.objects.count(), ExemplarPage.objects.count()) == (2, 2)


def test_somebody_of_the_same_name_is_asked_about_and_never_doubled_in_silence() -> None:
    page = exemplar(name="禾样例", unit="石桥社区")

    asked = answers(row())
    assert asked == [
        f"未收下：已有同名典型：禾样例（{page.number_id}，石桥社区）。同一人请在“页面编号”栏填写编号，不是同一人请填“新”。"
    ]
    assert answers(row(页面编号=page.number_id)) == ["成功"]
    assert answers(row(页面编号=page.number_id), row()) == ["已登记", "已登记"]
    assert answers(row(年份=2020, 页面编号="新")) == ["成功"]
    assert [each.honours.count() for each in ExemplarPage.objects.order_by("pk")] == [1, 1]


def test_rows_of_one_new_person_share_a_page_also_when_sent_again() -> None:
    rows = [row(页面编号="新1"), row(年份=2021, 页面编号="新1"), row(年份=2022, 页面编号="新2")]

    assert answers(*rows[:2]) == ["成功", "成功"]
    assert answers(*rows) == ["已登记", "已登记", "成功"]
    assert sorted(each.honours.count() for each in ExemplarPage.objects.all()) == [1, 2]


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"姓名（名称）": ""}, "姓名：这个字段是必填项。"),
        ({"对象": "神仙"}, "种类：请填写其中之一：个人、集体、家庭、单位、村镇（城市）"),
        ({"地区": "无此区"}, "地区：没有这个地区，或不止一个，请填写行政区划代码。"),
        ({"评选项目": "无此项目"}, "评选项目：没有这个评选项目，或不止一个，请核对名称和级别。"),
        ({"级别": "省级"}, "评选项目：没有这个评选项目，或不止一个，请核对名称和级别。"),
        ({"期次": "春天"}, "期次：期次请写成“第二季度”“3月”“第5批”或“年度”。"),
        ({"期次": "第百百季度"}, "期次：期次请写成“第二季度”“3月”“第5批”或“年度”。"),
        ({"期次": "第九季度"}, "序号与周期不符。"),
        ({"追授": "也许"}, "追授：请填“是”或“否”。"),
        ({"页面编号": "七"}, "页面编号：没有这个编号的典型页面。新人物请填“新”。"),
    ],
)
def test_a_bad_row_says_what_to_write(cells: dict[str, object], sentence: str) -> None:
    found = answers(row() | cells)

    assert found[0].startswith("未收下：")
    assert sentence.partition("：")[2] or sentence in found[0]
    assert Honour.objects.count() == 0
    assert ExemplarPage.objects.count() == 0


def test_what_the_verb_refuses_is_answered() -> None:
    programme = ProgrammeFactory(name="道德样例")
    RoundFactory(programme=programme, period_kind=PeriodKind.QUARTER, year=2019, period_number=1)

    assert answers(row(评选项目="道德样例", 期次="一季度")) == [
        "未收下：本期评选正在本系统进行，荣誉由发布产生，不能补录。"
    ]
    assert ExemplarPage.objects.count() == 0
    wall().delete()
    assert answers(row()) == ["未收下：尚无群像页，请先在首页之下新建。"]
    with pytest.raises(SheetError):
        take_past_honours(data=b"PK nothing", actor=None)


def test_the_desk_takes_the_sheet_and_offers_the_template() -> None:
    browser, address = desk(), reverse("honour:sheet")
    upload = SimpleUploadedFile("honours.xlsx", sheet(row(), row("云样例", 类别="无此类")))

    assert read_rows(browser.get(f"{address}?template").content) == read_rows(past_honours_template()) == [HEADINGS]
    text = browser.post(address, {"sheet": upload}).content.decode()
    assert [text.count(words) for words in ("成功</td>", "未收下：")] == [1, 1]
    assert "该评选项目没有这个类别" in text
    assert "请选择" in browser.post(address, {}).content.decode()
    broken = SimpleUploadedFile("honours.xlsx", b"PK nothing")
    assert browser.post(address, {"sheet": broken}).status_code == 200
    assert address in browser.get(reverse("honour:index")).content.decode()
    assert Round.objects.count() == 0


def cells(payload: bytes) -> list[list[Any]]:
    book = openpyxl.load_workbook(io.BytesIO(payload))
    return [[cell.value for cell in line] for line in book.worksheets[0].iter_rows()]


def test_the_office_takes_the_list_as_a_sheet_that_holds_no_formula() -> None:
    page = exemplar(name="=1+1", unit="+石桥社区")
    made = honour(page, document_number="@澄文明〔2026〕8号")
    revoke_honour(honour=honour(exemplar(name="云样例")), reason="材料不实", actor=None)
    browser = desk()

    lines = cells(b"".join(browser.get(reverse("honour:index"), {"export": "xlsx"}).streaming_content))  # type: ignore[attr-defined]
    assert lines[0][:5] == ["名称", "类型", "单位", "地区", "评选项目"]
    told = next(line for line in lines if line[0] == "=1+1")
    assert (told[2], told[10], told[7]) == ("+石桥社区", "@澄文明〔2026〕8号", 2026)
    assert (told[14], told[15]) == (page.number_id, "是")
    data = b"".join(browser.get(reverse("honour:index"), {"export": "csv"}).streaming_content)  # type: ignore[attr-defined]
    assert data.startswith("\ufeff".encode())
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert sorted(line[0] for line in rows[1:]) == ["'=1+1", "云样例"]
    assert {line[11] for line in rows[1:]} == {"已授予", "已撤销"}
    only = browser.get(reverse("honour:index"), {"export": "csv", "programme": str(made.programme_id)})
    assert len(b"".join(only.streaming_content).splitlines()) == 2  # type: ignore[attr-defined]
    found = browser.get(reverse("honour:index"), {"q": "云样例"}).content.decode()
    assert ("云样例" in found, "石桥社区" in found) == (True, False)


def test_a_reader_gets_no_sheet(client: Client) -> None:
    assert client.get(reverse("honour:index"), {"export": "csv"}).status_code == 302
    assert client.post(reverse("honour:sheet"), {}).status_code == 302
