"""A sub-editor cuts a printed page: paste, repair two cuts, make drafts; once with the keyboard alone."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from playwright.sync_api import Page, expect

from foundation.domain.topics import load_topics
from foundation.models import User
from news.domain import publish_article
from news.enums import Role
from news.models import ArticlePage, Cutting
from portal.demo import paper
from tests.browser.fixtures import DESKTOP, type_of_opener
from tests.factories import news as make

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

DAY, ISSUE = paper.EDITIONS[0]
TEXT = paper.page_file(DAY, 1).read_text(encoding="utf-8")


@pytest.fixture
def desk_page(desktop_page: Page, log_in: Callable[[Page, User], None]) -> Page:
    make.home()
    load_topics()
    make.column(title="要闻", slug="yaowen")
    user = make.user()
    user.groups.add(Group.objects.get(name=Role.PUBLISHER.value))
    log_in(desktop_page, user)
    return desktop_page


def bring_in(page: Page) -> Cutting:
    page.goto(reverse("cuttings:begin"))
    page.locator("textarea[name=text]").fill(TEXT)
    page.locator("input[name=date]").fill(DAY.isoformat())
    page.locator("input[name=issue]").fill(str(ISSUE))
    page.locator("input[name=page]").fill("1")
    page.get_by_role("button", name="识读版面").click()
    page.wait_for_url("**/cuttings/*/")
    cutting: Cutting = Cutting.objects.get()
    return cutting


def saved(page: Page, cutting: Cutting, version: int) -> None:
    expect(page.locator(f"#cutting-page[data-version='{version}']")).to_be_attached()
    cutting.refresh_from_db()
    assert cutting.version == version


def test_two_cuts_are_repaired_and_drafts_made(
    desk_page: Page, axe: Callable[[Page], list[str]], open_page: type_of_opener
) -> None:
    page, cutting = desk_page, bring_in(desk_page)
    articles = len(cutting.state["items"])
    assert axe(page) == []

    line = cutting.state["items"][0]["pieces"][-1]["lines"][0]
    page.locator(f"#line-{line} input").check()
    page.get_by_role("button", name="从此另成一稿").click()
    saved(page, cutting, 1)
    expect(page.locator(".cut-card")).to_have_count(articles + 1)
    page.get_by_role("button", name="撤销").click()
    saved(page, cutting, 2)
    expect(page.locator(".cut-card")).to_have_count(articles)
    page.reload()
    expect(page.locator(".cut-card")).to_have_count(articles)

    first = page.locator(".cut-card").first
    first.get_by_label("主题").or_(first.locator("[name=headline]")).first.fill("澄川文明新风拂面来")
    page.keyboard.press("Tab")
    saved(page, cutting, 3)
    first.locator("[name=column]").select_option("要闻")
    saved(page, cutting, 4)
    page.get_by_role("button", name=f"生成 {articles} 篇草稿").click()
    expect(page.get_by_role("heading", name="草稿已生成")).to_be_visible()

    article = ArticlePage.objects.get(title="澄川文明新风拂面来")
    publish_article(article=article, actor=None)
    reader = open_page(viewport=DESKTOP).page
    reader.goto("/search/?q=拂面")
    reader.get_by_role("link", name=article.title).click()
    expect(reader.locator("h1")).to_have_text(article.title)


def test_a_page_is_cut_with_the_keyboard_alone(desk_page: Page) -> None:
    page, cutting = desk_page, bring_in(desk_page)
    articles = len(cutting.state["items"])
    page.locator(".cut-line input[tabindex='0']").focus()
    for _press in range(6):
        page.keyboard.press("ArrowDown")
    place = int(page.evaluate("document.activeElement.value"))
    page.keyboard.press("s")
    saved(page, cutting, 1)
    assert len(cutting.state["items"]) == articles + 1
    assert int(page.evaluate("document.activeElement.value")) == place

    page.keyboard.press("m")
    saved(page, cutting, 2)
    assert len(cutting.state["items"]) == articles
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("x")
    saved(page, cutting, 3)
    assert place in cutting.state["aside"]
    assert len(cutting.state["aside"]) == len(cutting.proposal["aside"]) + 2
    page.keyboard.press("z")
    saved(page, cutting, 4)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("h")
    saved(page, cutting, 5)
    head = next(each for each in cutting.state["items"][0]["pieces"] if each["role"] == "headline")
    assert place in head["lines"]
    page.keyboard.press("Control+z")
    saved(page, cutting, 6)
