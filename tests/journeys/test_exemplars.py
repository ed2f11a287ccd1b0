"""A reader on a phone: from the front page to the portraits, the roll of honour and its figures; no scripts needed."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from exemplars.enums import PeriodKind
from tests.browser.watching import Watch, horizontal_overflow
from tests.factories import news as make
from tests.factories.exemplars import ProgrammeCategoryFactory, ProgrammeFactory, RoundFactory, exemplar, honour
from tests.factories.foundation import RegionFactory

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 360, "height": 740}


def honoured_city() -> None:
    """Make two districts with people honoured in a quarter and in a year."""
    city = RegionFactory.create(code="990100", name="澄川市", path="")
    districts = [
        RegionFactory.create(code=code, name=name, parent=city)
        for code, name in (("990102", "霁湖区"), ("990103", "榆桥区"))
    ]
    programme = ProgrammeFactory.create(name="澄川好人")
    categories = [ProgrammeCategoryFactory.create(programme=programme, name=name) for name in ("助人为乐", "见义勇为")]
    quarter = RoundFactory.create(programme=programme, period_kind=PeriodKind.QUARTER, period_number=2)
    for number, name in enumerate(("禾样例", "云样例", "舟样例", "渡样例")):
        page = exemplar(
            name=name, unit="石桥样例社区", regions=[districts[number % 2]], citation="一盏灯，照亮一条巷。"
        )
        place = {"round_": quarter} if number else {"year": 2025}
        honour(page, programme=programme, category=categories[number % 2], document_number="样发3号", **place)
    make.article(parent=make.column(), title="要闻一则", regions=[districts[0]])


@pytest.mark.parametrize("scripts", [True, False])
def test_a_reader_finds_somebody_on_the_roll(
    open_page: Callable[..., Watch], axe: Callable[[Page], list[str]], *, scripts: bool
) -> None:
    honoured_city()
    page = open_page(viewport=PHONE, java_script_enabled=scripts).page

    def sound() -> None:
        if scripts:
            assert (axe(page), horizontal_overflow(page)) == ([], 0)

    page.goto("/")
    expect(page.locator(".exemplar-strip .wall-card")).to_have_count(4)
    sound()
    page.locator(".exemplar-strip h2 a").click()
    expect(page.locator(".wall .wall-card")).to_have_count(4)
    sound()
    page.get_by_role("link", name="荣誉榜").first.click()
    expect(page.locator(".roll-row")).to_have_count(4)
    sound()
    page.locator("#filters a", has_text="见义勇为").click()
    expect(page.locator(".search-total")).to_have_text("共 2 项荣誉")
    expect(page.locator(".roll-row")).to_have_count(2)
    sound()
    page.get_by_label("姓名、单位、地区或文号").fill("云样例")
    page.locator("main form button").click()
    expect(page.locator(".roll-row")).to_have_count(1)
    page.locator(".roll-name a").click()
    expect(page.locator("article h1")).to_contain_text("云样例")
    expect(page.locator(".honour-document")).to_have_text("样发3号")
    sound()
    page.goto("/honours/statistics/")
    expect(page.locator(".figures-sentence")).to_have_text("2026年，澄川好人季度 3 人。")
    sound()
    page.goto("/regions/990103/")
    expect(page.locator(".exemplar-strip .wall-card")).to_have_count(2)
    sound()
