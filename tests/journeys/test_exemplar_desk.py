"""The desk of the exemplars in a real browser: axe, and what an editor does there for units and readers."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from wagtail.models import Site

from exemplars.models import Honour, OfficeCheck, Round, SupportMessage, SupportSettings
from exemplars.queries.notices import today
from foundation.intake import stamps
from foundation.models import User
from tests.browser.fixtures import DESKTOP, PHONE, type_of_opener
from tests.browser.watching import Watch, horizontal_overflow
from tests.exemplars.asking import asked, shortlisted
from tests.exemplars.nominating import open_category, under_notice
from tests.factories.exemplars import QuotaFactory, exemplar, wall
from tests.factories.foundation import UserFactory
from tests.journeys.test_accessibility import SMALL_TARGETS, TARGET

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

Axe = Callable[[Page], list[str]]
LogIn = Callable[[Page, User], None]


def editor() -> User:
    """Return somebody who may do everything."""
    user: User = UserFactory.create(is_staff=True, is_superuser=True)
    return user


def test_every_screen_of_a_review_is_sound(desktop_watch: Watch, log_in: LogIn, axe: Axe) -> None:
    one, two = shortlisted(2)
    QuotaFactory.create(round=one.round, category=one.category)
    letter = asked([one])
    page = desktop_watch.page
    log_in(page, editor())
    addresses = [
        reverse("nominations:index"),
        reverse("nominations:nomination", args=[one.submission.public_id]),
        f"{reverse('nominations:compare')}?one={one.submission.public_id}&other={two.submission.public_id}",
        reverse("nominations:round", args=[one.round_id]),
        reverse("nominations:letters", args=[one.round_id]),
        reverse("nominations:letter_paper", args=[letter.public_id]),
    ]
    found = {}
    for address in addresses:
        page.goto(address)
        found[address] = (axe(page), horizontal_overflow(page))
    page.goto(reverse("nominations:letter", args=[letter.public_id]))
    found["letter"] = (axe(page), horizontal_overflow(page))
    assert {name: faults for name, faults in found.items() if faults != ([], 0)} == {}
    page.get_by_role("checkbox").first.check()
    page.locator("select[name=opinion]").select_option("agrees")
    page.locator("input[name=answered_on]").fill("2026-03-05")
    page.locator("main form button[type=submit]").last.click()
    expect(page.get_by_text("无异议").first).to_be_visible()
    expect(page.locator("main")).to_contain_text("2026-03-05")
    assert OfficeCheck.objects.get().answered_on is not None


def test_an_editor_invites_a_unit_and_asks_whose_page_it_is(
    desktop_watch: Watch, open_page: type_of_opener, log_in: LogIn, axe: Axe
) -> None:
    round_, _category = open_category()
    page = desktop_watch.page
    log_in(page, editor())
    page.goto(reverse("nominations:lists", args=[round_.pk]))
    page.locator("main input[name=unit]").fill("柳湾社区")
    page.get_by_role("button", name="生成链接").click()
    link = page.locator("main code").first
    expect(link).to_be_visible()
    page.goto(reverse("nominations:lists", args=[round_.pk]))  # without the message, which fades in while axe looks
    assert axe(page) == []
    unit = open_page(viewport=PHONE, is_mobile=True, has_touch=True).page
    unit.goto(link.inner_text())
    expect(unit.get_by_text("柳湾社区").first).to_be_visible()
    assert (axe(unit), horizontal_overflow(unit), unit.evaluate(SMALL_TARGETS, TARGET)) == ([], 0, [])
    known = exemplar(name="样例𠮷龘", unit="澄川公交公司")
    made = under_notice()
    page.goto(reverse("nominations:round", args=[made.round_id]))
    assert axe(page) == []
    page.get_by_role("link", name="核对入选者页面").click()
    expect(page.get_by_role("button", name="是同一人")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("button", name="是同一人").click()
    expect(page.get_by_text(f"已确认为 样例𠮷龘（{known.number_id}）")).to_be_visible()


def test_a_message_of_support_is_written_read_and_shown(
    open_page: type_of_opener, log_in: LogIn, axe: Axe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stamps, "MIN_SECONDS", 0)  # a test types faster than a person
    SupportSettings.objects.create(site=Site.objects.get(is_default_site=True), is_open=True)
    known = exemplar(name="样例云舟", citation="一盏灯，照亮一条巷。")
    reader = open_page(viewport=PHONE, is_mobile=True, has_touch=True).page

    def sound() -> None:
        found = (axe(reader), horizontal_overflow(reader), reader.evaluate(SMALL_TARGETS, TARGET))
        assert found == ([], 0, [])

    reader.goto(known.path_on_site())
    sound()
    reader.goto(f"{known.path_on_site()}print/")
    assert axe(reader) == []
    reader.goto(f"{reverse('support-form')}?to={known.number_id}")
    sound()
    reader.locator("textarea[name=text]").fill("读了您的故事，我也想去渡口当一天志愿者。")
    reader.get_by_role("button", name="发送", exact=True).click()
    expect(reader.locator(".intake-code").first).to_be_visible()
    desk = open_page(viewport=DESKTOP).page
    log_in(desk, editor())
    desk.goto(reverse("support:index"))
    expect(desk.get_by_text("我也想去渡口")).to_be_visible()
    assert axe(desk) == []
    desk.locator("main button[name=to]").first.click()
    expect(desk.get_by_text("我也想去渡口")).to_be_hidden()
    reader.goto(known.path_on_site())
    expect(reader.get_by_text("我也想去渡口")).to_be_visible()
    sound()
    assert SupportMessage.objects.count() == 1


def test_a_round_is_announced_and_its_people_are_read_of(open_page: type_of_opener, log_in: LogIn, axe: Axe) -> None:
    """The publisher presses once; a draft begins with the account, and a reader's phone shows the result."""
    wall()
    made = under_notice()
    long_ago = today() - timedelta(days=30)
    Round.objects.filter(pk=made.round_id).update(notice_starts_on=long_ago, notice_ends_on=long_ago)
    desk = open_page(viewport=DESKTOP).page
    log_in(desk, editor())
    desk.goto(reverse("nominations:round", args=[made.round_id]))
    desk.locator("[name=document_number]").fill("澄文明办〔2026〕9号")
    desk.get_by_role("button", name="转入：已发布").click()
    expect(desk.get_by_role("heading", level=2).first).to_contain_text("已发布")
    desk.goto(reverse("nominations:round", args=[made.round_id]))  # without the message, which fades in while axe looks
    assert axe(desk) == []

    honour = Honour.objects.select_related("exemplar").get(round=made.round_id)
    assert (honour.document_number, honour.exemplar.live) == ("澄文明办〔2026〕9号", False)
    desk.goto(reverse("wagtailadmin_pages:edit", args=[honour.exemplar.pk]))
    expect(desk.locator("[name=title]")).to_have_value(made.name)
    expect(desk.locator("main")).to_contain_text(made.deeds[:20])

    reader = open_page(viewport=PHONE).page
    reader.goto(reverse("notice", args=[made.round_id]))
    expect(reader.locator("main")).to_contain_text("评选结果发布")
    assert (axe(reader), horizontal_overflow(reader)) == ([], 0)
