"""An editor pastes an article with its pictures from a real clipboard event."""

import base64
from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from playwright.sync_api import Page, expect

from foundation.models import User
from news.enums import Role
from news.models import ArticlePage
from tests.browser.watching import Watch
from tests.factories import news as make
from tests.factories.media import picture_bytes
from tests.news.test_manuscripts import png
from tests.news.test_pasted import rtf_of

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PASTE = """([selector, clipboard]) => {
  const transfer = new DataTransfer();
  for (const [kind, text] of Object.entries(clipboard)) transfer.setData(kind, text);
  const event = new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true });
  document.querySelector(selector).dispatchEvent(event);
}"""


@pytest.fixture
def desk_page(desktop_page: Page, log_in: Callable[[Page, User], None]) -> Page:
    user = make.user()
    user.groups.add(Group.objects.get(name=Role.EDITOR.value))
    log_in(desktop_page, user)
    return desktop_page


def test_an_article_is_pasted_with_its_pictures(desk_page: Page, axe: Callable[[Page], list[str]]) -> None:
    inside = base64.b64encode(picture_bytes()).decode()
    html = (
        "<h1>云溪开设文明课堂</h1><script>document.title='x'</script><p onclick='x()'>　　近日，开课𠮷。</p>"
        f"<img src='data:image/jpeg;base64,{inside}'><p>第二段。</p><img src='file:///C:/clip_image001.png'>"
    )
    desk_page.goto(reverse("news_paste"))
    desk_page.evaluate(PASTE, [".paste-zone", {"text/html": html, "text/rtf": rtf_of(png()).decode("latin-1")}])

    expect(desk_page.get_by_text("已收到 19 字、2 张图片")).to_be_visible()
    assert axe(desk_page) == []
    desk_page.get_by_role("button", name="生成草稿").click()
    desk_page.wait_for_url("**/edit/")

    article = ArticlePage.objects.get()
    assert article.title == "云溪开设文明课堂"
    assert [child.block_type for child in article.body] == ["paragraph", "figure", "paragraph", "figure"]


def test_what_is_refused_stays_on_the_screen(desk_page: Page, desktop_watch: Watch) -> None:
    desk_page.goto(reverse("news_paste"))
    desk_page.evaluate(PASTE, [".paste-zone", {"text/html": "<img src='file:///1.png'>"}])
    desk_page.get_by_role("button", name="生成草稿").click()
    expect(desk_page.get_by_role("alert").get_by_text("文档中没有文字。")).to_be_visible()
    expect(desk_page.locator(".paste-zone mark")).to_have_text("［文档中的图片］")
    desktop_watch.expect("422")


def test_a_paragraph_block_says_that_pictures_stay_behind(desk_page: Page) -> None:
    article = make.article(title="稿件")
    desk_page.goto(reverse("wagtailadmin_pages:edit", args=[article.pk]))
    desk_page.locator(".Draftail-Editor").first.wait_for()
    html = "<p>甲</p><img src='https://pictures.example/1'>"
    desk_page.evaluate(PASTE, [".Draftail-Editor [contenteditable]", {"text/html": html}])
    expect(desk_page.get_by_text("文字已粘贴，图片没有带入。")).to_be_visible()
