"""A sheet of placements: every row is answered, nothing is entered twice."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.enums import PlacementState
from campaigns.forms.sheets import SPEC, placement_template, take_placements
from campaigns.models import Placement
from campaigns.queries.accounts import home_region
from foundation.intake.domain.batches import SheetError
from foundation.intake.sheets import read_rows, write_xlsx
from foundation.models import RegionAlias
from tests.factories.campaigns import MediumFactory, psa_file
from tests.factories.foundation import OrganisationFactory, RegionFactory

pytestmark = pytest.mark.django_db
HEADINGS = [column.heading for column in SPEC.columns]


@pytest.fixture(autouse=True)
def _lists() -> None:
    """Enter what the rows name."""
    region = RegionFactory.create(name="霁湖区", short_name="霁湖", code="990102")
    RegionAlias.objects.create(region=region, name="湖城")
    OrganisationFactory.create(name="霁湖区文明办", short_name="湖文明")
    MediumFactory.create(name="候车厅", aliases=["站亭"])
    psa_file(title="节约粮食")


def row(**changes: str) -> dict[str, str]:
    return {
        "公益广告": "节约粮食",
        "媒介": "候车厅",
        "地区": "霁湖区",
        "地址": "人民路1号",
        "单位": "霁湖区文明办",
        "开始日期": "2026-07-01",
        "次数": "30",
        **changes,
    }


def sheet(*rows: dict[str, str]) -> bytes:
    return write_xlsx([HEADINGS, *([each.get(name, "") for name in HEADINGS] for each in rows)], title="投放")


def test_the_template_has_the_headings_that_are_read() -> None:
    assert read_rows(placement_template()) == [HEADINGS]


def test_every_row_is_answered_and_a_corrected_sheet_adds_what_was_missing() -> None:
    rows = [row(地址=f"人民路{number}号") for number in range(1, 51)]
    wrong = [*rows[:48], row(媒介="飞艇"), row(开始日期="七月", 公益广告="没有的")]
    answers = take_placements(data=sheet(*wrong), actor=None)
    assert [answer.line for answer in answers] == list(range(2, 52))
    assert [answer.placement is None for answer in answers] == [*[False] * 48, True, True]
    assert "飞艇" in answers[48].sentence
    assert len(answers[49].problems) == 2
    again = take_placements(data=sheet(*rows), actor=None)
    assert [answer.repeated for answer in again] == [*[True] * 48, False, False]
    assert Placement.objects.count() == 50
    home = home_region()
    assert home is not None
    assert home.name == "霁湖区"


def test_two_rows_that_say_the_same_are_two_placements_once() -> None:
    for _time in range(2):
        take_placements(data=sheet(row(), row()), actor=None)
    assert Placement.objects.count() == 2


@pytest.mark.parametrize(
    "names",
    [
        {"地区": "990102"},
        {"地区": "湖城"},
        {"单位": "湖文明"},
        {"媒介": "站亭"},
        {"开始日期": "2026年7月1日"},
        {"开始日期": "２０２６／７／１"},
        {"开始日期": "2026.7.1"},
        {"状态": "计划"},
        {"经度": "104.066", "纬度": "30.57", "坐标系": "高德"},
        {"占比": "35.5", "结束日期": "2026-07-31"},
    ],
)
def test_things_are_found_by_any_of_their_names(names: dict[str, str]) -> None:
    (answer,) = take_placements(data=sheet(row(**names)), actor=None)
    assert answer.problems == ()
    placed = Placement.objects.get()
    assert placed.starts_on == dt.date(2026, 7, 1)
    assert (placed.state == PlacementState.PLANNED) is ("状态" in names)


@pytest.mark.parametrize(
    "wrong",
    [
        {"公益广告": "没有的"},
        {"公益广告": "99999999"},
        {"文件": "别的版本"},
        {"地区": "无名区"},
        {"单位": "无名单位"},
        {"开始日期": "2026-13-01"},
        {"开始日期": ""},
        {"结束日期": "2026-06-30"},
        {"次数": "-1"},
        {"占比": "120"},
        {"经度": "104.066"},
        {"坐标系": "北京54"},
        {"状态": "丢失"},
    ],
)
def test_a_wrong_row_gets_a_sentence_and_leaves_nothing(wrong: dict[str, str]) -> None:
    (answer,) = take_placements(data=sheet(row(**wrong)), actor=None)
    assert answer.placement is None
    assert all(problem.strip() for problem in answer.problems)
    assert answer.problems
    assert Placement.objects.count() == 0


def test_a_name_that_two_regions_bear_is_asked_for_by_code() -> None:
    RegionFactory.create(name="霁湖区")
    (answer,) = take_placements(data=sheet(row()), actor=None)
    assert "代码" in answer.sentence


def test_formulas_stay_text() -> None:
    (answer,) = take_placements(data=sheet(row(地址='=HYPERLINK("http://x")')), actor=None)
    assert answer.placement is not None
    assert answer.placement.address == '=HYPERLINK("http://x")'


@pytest.mark.parametrize("junk", [b"", b"PK\x03\x04junk", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"a,b\n1,2"])
def test_a_sheet_that_cannot_be_read_gets_one_sentence(junk: bytes) -> None:
    with pytest.raises(SheetError):
        take_placements(data=junk, actor=None)


def test_a_row_costs_as_much_in_a_long_sheet_as_in_a_short_one() -> None:
    counts = []
    for number in (1, 3):
        rows = [row(地址=f"第{number}批{place}号") for place in range(number)]
        with CaptureQueriesContext(connection) as queries:
            take_placements(data=sheet(*rows), actor=None)
        counts.append(len(queries))
    first, three = counts
    assert three - first <= first * 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"公益广告": "99999999999999999999999999"},
        {"占比": "0"},
        {"开始日期": "9999-12-31"},
        {"开始日期": "0001-01-01"},
        {"开始日期": "2098-01-01"},
        {"状态": "已撤下"},
    ],
)
def test_a_slip_of_the_pen_is_answered_in_words(wrong: dict[str, str]) -> None:
    good, bad = take_placements(data=sheet(row(), row(**wrong)), actor=None)
    assert (good.problems, bad.placement, bad.place) == ((), None, "候车厅 霁湖区人民路1号")
    assert [text for text in bad.problems if "placement_" in text] == []
    assert (len(bad.problems), Placement.objects.count()) == (1, 1)


def test_numbers_are_read_as_people_write_them_and_what_is_over_comes_in_as_taken_down() -> None:
    (answer,) = take_placements(
        data=sheet(row(次数="１,200次", 占比="35%", 状态="已撤下", 结束日期="2026-07-31")), actor=None
    )
    assert answer.problems == ()
    placed = Placement.objects.get()
    assert (placed.times_shown, float(placed.surface_share or 0)) == (1200, 35)
    assert (placed.state, placed.came_down_on) == ("down", dt.date(2026, 7, 31))
