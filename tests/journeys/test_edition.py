"""The main job, end to end: a page goes in, is mended and published; a reader finds it and reads it."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import Page, expect

from foundation.domain.topics import load_topics
from foundation.models import Region, User
from news.enums import Role
from news.models import ArticlePage
from portal.demo import paper
from tests.browser.fixtures import DESKTOP, PHONE, type_of_opener
from tests.factories import news as make
from tests.factories.foundation import RegionFactory

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PASSWORD = "a-long-password-2026"
PRINTED = "澄川市文明实践“赶集日”走进一百个村庄把文明送到家门口"
MENDED = "把文明送到家门口"
DAY, ISSUE = paper.EDITIONS[0]


def person(username: str, role: Role) -> User:
    user = User.objects.create_user(username, PASSWORD, name=username, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


def import_the_page(page: Page, file: Path) -> None:
    """Import a page's text in the desk's own screen."""
    page.goto("/admin/newspaper/import/")
    page.locator("input[type=file]").set_input_files(file)
    page.locator("input[name=date]").fill(DAY.isoformat())
    page.locator("input[name=issue]").fill(ISSUE)
    page.locator("input[name=page]").fill("1")
    page.locator("main form button[type=submit], main form input[type=submit]").last.click()
    page.wait_for_url("**/admin/articles/**")


def save_draft(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Control+s")


def mend_and_file(page: Page, article: ArticlePage, column: str, region: str) -> None:
    """Change the headline, choose the column and name the place in the edit form; save as a draft."""
    page.goto(f"/admin/pages/{article.pk}/edit/")
    page.locator("textarea[name=title], input[name=title]").fill(MENDED)
    page.locator("select[name=column_wanted]").select_option(label=column)
    page.locator("[name=regions_named]").fill(region)
    save_draft(page)


def publish(page: Page, article: ArticlePage) -> None:
    """Publish the article as it stands, by the button in the edit form's footer."""
    page.goto(f"/admin/pages/{article.pk}/edit/")
    page.locator("footer [data-w-dropdown-target=toggle], footer .w-dropdown-button button[aria-expanded]").last.click()
    with page.expect_navigation():
        page.locator("button[name=action-publish]").click()


@pytest.fixture
def region() -> Region:
    """Return the district that the page speaks of; it is ours, so the packaged gazetteer does not know it."""
    made: Region = RegionFactory.create(code="990102", name="霁湖区", short_name="霁湖")
    return made


@pytest.fixture
def published(
    open_page: type_of_opener,
    log_in_by_form: Callable[[Page, str, str], None],
    region: Region,
) -> ArticlePage:
    """Take a printed page all the way to the site, through the browser, as two people of the desk."""
    load_topics()
    column = make.column(title="要闻", slug="yaowen")
    person("editor", Role.EDITOR)
    person("publisher", Role.PUBLISHER)

    editor = open_page(viewport=DESKTOP).page
    log_in_by_form(editor, "editor", PASSWORD)
    import_the_page(editor, paper.page_file(DAY, 1))
    draft = ArticlePage.objects.get(title=PRINTED)
    expect(editor.get_by_role("link", name=PRINTED).first).to_be_visible()
    assert (draft.live, draft.regions.count()) == (False, 0)
    mend_and_file(editor, draft, column.title, region.name)
    assert editor.locator("button[name=action-publish]").count() == 0

    publisher = open_page(viewport=DESKTOP).page
    log_in_by_form(publisher, "publisher", PASSWORD)
    publish(publisher, draft)
    article: ArticlePage = ArticlePage.objects.get(pk=draft.pk)
    assert (article.live, article.title, article.get_parent().pk) == (True, MENDED, column.pk)
    assert list(article.regions.all()) == [region]
    return article


@pytest.mark.parametrize("screen", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_printed_page_reaches_its_reader(
    published: ArticlePage, region: Region, open_page: type_of_opener, screen: dict[str, int]
) -> None:
    elsewhere = RegionFactory.create(code="990121", name="禾坪县", short_name="禾坪")
    make.article(title="禾坪县开讲", text="新时代文明实践站里讲故事。", regions=[elsewhere])
    page = open_page(viewport=screen).page

    page.goto("/search/")
    page.locator("main input[name=q]").fill("文明实践")
    page.keyboard.press("Enter")
    expect(page.get_by_text("共 2 条")).to_be_visible()
    page.locator("summary", has_text="地区").click()
    page.locator("details", has_text="地区").get_by_role("link", name=region.name).click()
    page.get_by_role("link", name="按时间").click()
    expect(page.get_by_text("共 1 条")).to_be_visible()
    assert f"region={region.pk}" in page.url
    page.get_by_role("link", name=MENDED).click()

    expect(page.locator("h1")).to_have_text(MENDED)
    assert page.url.endswith(published.path_on_site())
    read_and_print(page)

    page.goto("/editions/")
    page.get_by_role("link", name=f"{DAY.year}年{DAY.month}月{DAY.day}日").click()
    page.get_by_role("link", name=MENDED).first.click()
    expect(page.locator("h1")).to_have_text(MENDED)
    page.goto(f"/search/?q=文明实践&year={published.first_published_at.year}")
    expect(page.get_by_role("link", name=MENDED)).to_be_visible()


def read_and_print(page: Page) -> None:
    """Find the text on the page, and only the text on its print."""
    expect(page.get_by_text("变“端菜”为“点菜”")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator("body > header nav, nav.menu, .menu").first).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
    assert page.pdf()[:5] == b"%PDF-"
    page.emulate_media(media="screen")


def test_a_file_that_is_no_newspaper_page_is_refused_with_one_sentence(
    open_page: type_of_opener, log_in_by_form: Callable[[Page, str, str], None]
) -> None:
    make.home()
    person("editor", Role.EDITOR)
    page = open_page(viewport=DESKTOP).page
    log_in_by_form(page, "editor", PASSWORD)

    page.goto("/admin/newspaper/import/")
    page.locator("input[type=file]").set_input_files(
        {"name": "page.txt", "mimeType": "text/plain", "buffer": io.BytesIO(b"\x00\x01\x02" * 500).getvalue()}
    )
    page.locator("input[name=date]").fill(DAY.isoformat())
    page.locator("input[name=page]").fill("2")
    page.locator("main form button[type=submit], main form input[type=submit]").last.click()

    expect(page.locator(".w-field__errors, .error-message, .errorlist").first).to_be_visible()
    assert ArticlePage.objects.count() == 0
