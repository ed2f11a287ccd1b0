"""Contributors send an entry: a clerk on a phone with a Word file, and somebody whose browser runs no scripts."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from campaigns.contests.models import Entry
from foundation.intake import stamps
from tests.browser.fixtures import PHONE, type_of_opener
from tests.campaigns.contests.manuscripts import docx, paragraph
from tests.factories.contests import make_contest

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stamps, "MIN_SECONDS", 0)  # a test types faster than a person


@pytest.fixture
def manuscript(tmp_path: Path) -> Path:
    make_contest(words_max=20)
    path = tmp_path / "巷口的灯.docx"
    path.write_bytes(docx(paragraph("巷口新装了一盏灯，𠮷龘也照得清。")))
    return path


def fill_and_send(page: Page, manuscript: Path) -> None:
    page.goto("/contests/")
    page.get_by_role("link", name="示例征文").click()
    page.get_by_role("link", name="我要投稿").click()
    page.get_by_label("作品题目").fill("巷口的灯")
    page.locator("input[type=file]").set_input_files(manuscript)
    page.get_by_role("button", name="读出文件中的文字").click()
    expect(page.locator("textarea[name=text]")).to_have_value("巷口新装了一盏灯，𠮷龘也照得清。")
    page.get_by_label("您的姓名").fill("样例文书")
    page.get_by_label("您的电话").fill("13900000001")
    page.get_by_label("作品由本人创作").check()
    page.get_by_label("同意主办方").check()
    page.get_by_role("button", name="发送").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("已收到，谢谢您。")


def test_a_clerk_sends_a_word_file_from_a_phone(
    phone_page: Page, axe: Callable[[Page], list[str]], manuscript: Path
) -> None:
    phone_page.goto("/contests/send/?contest=shili")
    assert axe(phone_page) == []
    count = phone_page.locator("[data-count]")
    phone_page.get_by_label("正文").fill("文明，abc 123。")
    expect(count).to_have_text("6")
    expect(phone_page.locator("[data-over]")).to_be_hidden()
    phone_page.get_by_label("正文").fill("长" * 21)
    expect(phone_page.locator("[data-over]")).to_be_visible()
    phone_page.get_by_label("作者未满十八周岁").check()
    expect(phone_page.get_by_label("监护人姓名")).to_be_visible()

    fill_and_send(phone_page, manuscript)

    entry = Entry.objects.get()
    assert axe(phone_page) == []
    assert phone_page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert entry.head is not None
    assert (entry.head.words, entry.head.files.count()) == (16, 1)


def test_an_entry_is_sent_without_scripts(open_page: type_of_opener, manuscript: Path) -> None:
    page = open_page(java_script_enabled=False).page

    fill_and_send(page, manuscript)

    assert Entry.objects.count() == 1
