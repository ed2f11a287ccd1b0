"""From a neighbour's phone to two editors' decision; also without scripts."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from exemplars.enums import NominationState, RoundState
from exemplars.models import Nomination, Objection, Round
from foundation.intake import stamps
from tests.browser.fixtures import PHONE
from tests.browser.watching import Watch, horizontal_overflow
from tests.exemplars.nominating import DEEDS, NOMINATOR, nominated, open_category, reviewer, under_notice

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def fill(page: Page) -> None:
    """Fill the form in as a neighbour does and send it."""
    page.get_by_label("推荐对象姓名（名称）").fill("样例龘")
    page.get_by_label("所在地区").fill("澄川市河东区")
    page.get_by_label("主要事迹").fill("太短")
    page.get_by_label("本人是否知情同意").select_option("given")
    page.get_by_label("您的姓名").fill(NOMINATOR["contact_name"])
    page.get_by_label("您的电话").fill(NOMINATOR["contact_phone"])
    time.sleep(stamps.MIN_SECONDS)
    page.get_by_role("button", name="发送", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("现有 2 字")
    page.get_by_label("主要事迹").fill(DEEDS)
    page.get_by_role("button", name="发送", exact=True).click()
    receipt = page.locator(".intake-code").first
    expect(receipt).to_be_visible()  # the click does not wait for the answer
    expect(receipt).to_have_text(Nomination.objects.get().submission.number)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_neighbour_nominates_on_a_phone(
    open_page: Callable[..., Watch], axe: Callable[[Page], list[str]], *, scripts: bool
) -> None:
    _round, category = open_category(call="寻找身边的好人")
    watch = open_page(viewport=PHONE, java_script_enabled=scripts)
    page = watch.page
    page.goto("/nominate/")
    if scripts:
        assert (axe(page), horizontal_overflow(page)) == ([], 0)
    page.get_by_role("link", name=category.name).click()
    if scripts:
        assert (axe(page), horizontal_overflow(page)) == ([], 0)
    fill(page)
    watch.expect("422")
    assert Nomination.objects.get().deeds == DEEDS


def test_a_closed_browser_loses_neither_text_nor_files(
    open_page: Callable[..., Watch], axe: Callable[[Page], list[str]]
) -> None:
    _round, category = open_category()
    watch = open_page(viewport=PHONE)
    page = watch.page
    page.goto("/nominate/form/")
    page.context.clear_cookies()  # the token of the page has expired
    page.get_by_label("类别").select_option(label=category.name)
    page.get_by_label("推荐对象姓名（名称）").fill("样例龘")
    page.get_by_label("图片或文件").set_input_files({"name": "证明.pdf", "mimeType": "", "buffer": b"%PDF-1.4 sample"})
    expect(page.locator("[data-file-list]")).to_contain_text("证明.pdf")
    watch.expect("403")
    page.get_by_label("主要事迹").fill("写了一半𠮷")
    page.evaluate(
        "document.querySelector('form[data-intake]').autosave.keepHere()"
    )  # as it does by itself, but at once
    state = page.context.storage_state()
    page.context.close()

    watch = open_page(viewport=PHONE, storage_state=state)
    page = watch.page
    page.goto("/nominate/form/")
    page.get_by_role("link", name="继续填写").click()
    expect(page.get_by_label("推荐对象姓名（名称）")).to_have_value("样例龘")
    expect(page.get_by_label("主要事迹")).to_have_value("写了一半𠮷")
    expect(page.locator("[data-file-list]")).to_contain_text("证明.pdf")
    assert (axe(page), horizontal_overflow(page)) == ([], 0)
    page.get_by_role("button", name="发送", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("请尽量写明所在地")
    expect(page.get_by_role("alert")).not_to_contain_text("太快")
    watch.expect("422")
    page.get_by_label("所在地区").fill("澄川市河东区")
    page.get_by_label("主要事迹").fill(DEEDS)
    page.get_by_label("本人是否知情同意").select_option("given")
    page.get_by_label("您的姓名").fill(NOMINATOR["contact_name"])
    page.get_by_label("您的电话").fill(NOMINATOR["contact_phone"])
    page.get_by_role("button", name="发送", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("已收到，谢谢您。")
    assert [file.name.reveal() for file in Nomination.objects.get().submission.files.all()] == ["证明.pdf"]
    page.goto("/nominate/form/")
    expect(page.get_by_label("主要事迹")).to_have_value("")
    expect(page.get_by_role("link", name="继续填写")).to_be_hidden()


def test_two_editors_review(open_page: Callable[..., Watch], log_in: Callable[..., None]) -> None:
    made = nominated()
    Round.objects.update(state=RoundState.FIRST_REVIEW)
    pages = []
    for _ in range(2):
        watch = open_page(viewport={"width": 1280, "height": 900})
        log_in(watch.page, reviewer())
        pages.append(watch.page)
    first, second = pages
    first.goto("/admin/nominations/")
    first.get_by_role("link", name=made.name).click()
    first.get_by_label("理由").fill("事迹突出，材料齐全")
    first.get_by_role("button", name="提出", exact=True).click()
    expect(first.get_by_text("须由另一人确认").first).to_be_visible()
    expect(first.get_by_role("button", name="确认：入围")).to_have_count(0)
    second.goto(f"/admin/nominations/{made.submission.public_id}/")
    second.get_by_role("button", name="确认：入围").click()
    expect(second.get_by_text("决定已生效").first).to_be_visible()
    assert Nomination.objects.get().state == NominationState.SHORTLISTED


def test_a_notice_is_read_and_objected_to_on_a_phone(phone_watch: Watch, axe: Callable[[Page], list[str]]) -> None:
    made = under_notice()
    page = phone_watch.page
    for path in ("/notices/", f"/notices/{made.round_id}/"):
        page.goto(path)
        assert (axe(page), horizontal_overflow(page)) == ([], 0)
    page.get_by_role("link", name="提出异议").click()
    assert (axe(page), horizontal_overflow(page)) == ([], 0)
    page.get_by_label("异议对象").select_option(str(made.pk))
    page.get_by_label("异议理由").fill("所述时间有误。")
    page.get_by_label("您的姓名").fill("异议样例")
    page.get_by_label("您的电话").fill("13955550456")
    time.sleep(stamps.MIN_SECONDS)
    page.get_by_role("button", name="发送", exact=True).click()
    receipt = page.locator(".intake-code").first
    expect(receipt).to_be_visible()  # the click does not wait for the answer
    expect(receipt).to_have_text(Objection.objects.get().submission.number)
