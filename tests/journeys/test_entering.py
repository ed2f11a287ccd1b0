"""Contributors send an entry: a clerk on a phone with a Word file, and somebody whose browser runs no scripts."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from campaigns.contests.domain.entries import move_entry
from campaigns.contests.enums import ContestKind, EntryState
from campaigns.contests.models import Entry
from campaigns.contests.queries.pictures import picture_files
from foundation.intake import proofs, stamps
from tests.browser.fixtures import PHONE, type_of_opener
from tests.browser.watching import Watch
from tests.campaigns.contests.manuscripts import docx, paragraph
from tests.campaigns.contests.photographs import picture
from tests.factories.contests import make_contest
from tests.factories.foundation import UserFactory

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

SLOW_PIECES = """() => {
  const send = window.fetch;
  window.fetch = async (address, options) => {
    if (options?.method === "PUT") {
      document.body.dataset.held = "";
      await new Promise((done) => { window.letGo = done; });
    }
    return send(address, options);
  };
}"""
"""Holds the pieces of a file back until the test lets them go: a slow line."""


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stamps, "MIN_SECONDS", 0)  # a test types faster than a person
    monkeypatch.setattr(proofs, "SLOW_SECONDS", 0)


@pytest.fixture
def manuscript(tmp_path: Path) -> Path:
    make_contest(words_max=20)
    path = tmp_path / "巷口的灯.docx"
    path.write_bytes(docx(paragraph("巷口新装了一盏灯，𠮷龘也照得清。")))
    return path


def fill_and_send(watch: Watch, axe: Callable[[Page], list[str]], manuscript: Path, *, scripts: bool) -> None:
    """Walk from the list to the receipt; each page is accessible and no wider than the telephone."""
    page = watch.page

    def is_fine() -> None:
        if scripts:  # where no script runs axe would wait for ever; the pages are the same
            assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

    page.goto("/contests/")
    is_fine()
    page.get_by_role("link", name="示例征文").click()
    expect(page.get_by_role("link", name="我要投稿")).to_be_visible()
    is_fine()
    page.get_by_role("link", name="我要投稿").click()
    page.get_by_label("作品题目").fill("巷口的灯")
    page.locator("input[type=file]").set_input_files(manuscript)
    if not scripts:
        page.get_by_role("button", name="读出文件中的文字").click()
    expect(page.locator("textarea[name=text]")).to_have_value("巷口新装了一盏灯，𠮷龘也照得清。")
    is_fine()
    page.get_by_role("button", name="发送").click()
    expect(page.locator("#intake-summary")).to_be_visible()
    watch.expect("^422 ")
    is_fine()
    page.get_by_label("您的姓名").fill("样例文书")
    page.get_by_label("您的电话").fill("13900000001")
    page.get_by_label("作品由本人创作").check()
    page.get_by_label("稿件是否有").select_option("否")
    page.get_by_label("同意主办方").check()
    page.get_by_role("button", name="发送").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("已收到，谢谢您。")
    is_fine()


def test_a_clerk_sends_a_word_file_from_a_phone(
    phone_watch: Watch, axe: Callable[[Page], list[str]], manuscript: Path
) -> None:
    phone_page = phone_watch.page
    phone_page.goto("/contests/send/?contest=shili")
    assert axe(phone_page) == []
    count = phone_page.locator("[data-count]")
    phone_page.get_by_role("textbox", name="正文").fill("文明，abc 123。")
    expect(count).to_have_text("6")
    expect(phone_page.locator("[data-over]")).to_be_hidden()
    phone_page.get_by_role("textbox", name="正文").fill("长" * 21)
    expect(phone_page.locator("[data-over]")).to_be_visible()
    phone_page.get_by_label("作者未满十八周岁").check()
    expect(phone_page.get_by_label("监护人姓名")).to_be_visible()
    phone_page.get_by_label(
        "作者未满十八周岁"
    ).uncheck()  # what is left on the page would be put back on the next visit

    fill_and_send(phone_watch, axe, manuscript, scripts=True)

    entry = Entry.objects.get()
    assert entry.head is not None
    assert (entry.head.words, entry.head.files.count()) == (16, 1)
    phone_page.locator(".intake-link a").click()
    send_it_back(entry)
    phone_page.reload()
    expect(phone_page.get_by_text("请补写结尾")).to_be_visible()
    assert axe(phone_page) == []
    phone_page.get_by_role("link", name="修改稿件").click()
    expect(phone_page.locator(".contest-returned")).to_contain_text("请补写结尾")
    assert axe(phone_page) == []
    phone_page.context.clear_cookies()  # the page had been open for so long that its token is of no use any more
    phone_page.get_by_role("textbox", name="正文").fill("巷口新装了一盏灯，补了结尾。")
    phone_page.get_by_role("button", name="发送").click()
    expect(phone_page.locator("#intake-summary")).to_contain_text("页面打开的时间太长")
    phone_watch.expect("^403 ")
    expect(phone_page.get_by_role("textbox", name="正文")).to_have_value("巷口新装了一盏灯，补了结尾。")
    phone_page.get_by_role("button", name="发送").click()
    expect(phone_page.locator("[data-intake-received]")).to_be_visible()
    phone_page.goto(phone_page.url.replace("/contests/send/", f"/lookup/link/{entry.submission.link_token.reveal()}/"))
    phone_page.get_by_role("link", name="撤回稿件").click()
    expect(phone_page.get_by_role("heading", level=1)).to_have_text("撤回稿件")
    assert axe(phone_page) == []
    phone_page.get_by_role("button", name="确认撤回").click()
    expect(phone_page.get_by_text("作者已撤稿")).to_be_visible()


def send_it_back(entry: Entry) -> None:
    """Ask the author to revise a piece, as the desk does."""
    move_entry(entry=entry, to=EntryState.RETURNED, actor=UserFactory.create(), reason="请补写结尾")


def test_an_entry_is_sent_without_scripts(
    open_page: type_of_opener, axe: Callable[[Page], list[str]], manuscript: Path
) -> None:
    watch = open_page(java_script_enabled=False, viewport=PHONE)

    fill_and_send(watch, axe, manuscript, scripts=False)

    assert Entry.objects.count() == 1


def test_sending_waits_for_the_file_that_is_on_its_way(phone_page: Page, manuscript: Path) -> None:
    phone_page.goto("/contests/send/?contest=shili")
    phone_page.get_by_label("作品题目").fill("巷口的灯")
    phone_page.get_by_role("textbox", name="正文").fill("旧稿")
    phone_page.get_by_label("您的姓名").fill("样例文书")
    phone_page.get_by_label("您的电话").fill("13900000001")
    phone_page.get_by_label("稿件是否有").select_option("否")
    phone_page.get_by_label("作品由本人创作").check()
    phone_page.get_by_label("同意主办方").check()
    phone_page.evaluate(SLOW_PIECES)
    phone_page.locator("input[type=file]").set_input_files(manuscript)
    expect(phone_page.locator("body[data-held]")).to_have_count(1)
    phone_page.get_by_role("button", name="发送").click()
    expect(phone_page.locator("[data-file-says]")).to_contain_text("全部传完后自动发送")
    phone_page.evaluate("window.letGo()")
    expect(phone_page.get_by_role("heading", level=1)).to_have_text("已收到，谢谢您。")

    head = Entry.objects.get().head
    assert head is not None
    assert (head.text, head.files.count()) == ("巷口新装了一盏灯，𠮷龘也照得清。", 1)


def test_a_photographer_sends_three_heic_pictures(
    open_page: type_of_opener, axe: Callable[[Page], list[str]], tmp_path: Path
) -> None:
    watch = open_page(viewport=PHONE)
    phone_page = watch.page
    make_contest(kind=ContestKind.PHOTO)
    paths = [tmp_path / f"{number}.heic" for number in range(3)]
    for number, path in enumerate(paths):
        path.write_bytes(picture("HEIC", (640, 400 + number)))
    phone_page.goto("/contests/send/?contest=shili")
    phone_page.get_by_label("作品题目").fill("赶集")
    bad = tmp_path / "坏.heic"
    bad.write_bytes(b"no picture")
    phone_page.locator("input[type=file]").set_input_files([paths[0], bad, *paths[1:]])
    expect(phone_page.locator(".contest-picture img")).to_have_count(3)
    expect(phone_page.locator("[data-file-says]")).to_contain_text("坏.heic")
    watch.expect("422")
    for number, words in enumerate(("清早", "正午", "傍晚"), start=1):
        phone_page.get_by_label(f"第 {number} 张图片的说明").fill(words)
    phone_page.locator("[data-act=down]").first.click()
    expect(phone_page.get_by_label("第 1 张图片的说明")).to_have_value("正午")
    assert axe(phone_page) == []
    assert phone_page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    phone_page.get_by_label("您的姓名").fill("样例摄影人")
    phone_page.get_by_label("您的电话").fill("13900000001")
    phone_page.get_by_label("照片由本人拍摄").check()
    phone_page.get_by_label("同意主办方").check()
    phone_page.get_by_role("button", name="发送").click()
    expect(phone_page.get_by_role("heading", level=1)).to_have_text("已收到，谢谢您。")
    expect(phone_page.get_by_text("组照（3）")).to_be_visible()

    rows = picture_files(Entry.objects.get())
    assert [(row.caption, row.file.reading.height) for row in rows] == [("正午", 401), ("清早", 400), ("傍晚", 402)]


def test_a_closed_browser_finds_the_way_back(open_page: type_of_opener) -> None:
    make_contest()
    page = open_page(viewport=PHONE).page
    page.goto("/contests/send/?contest=shili")
    page.get_by_label("作品题目").fill("写了一半𠮷")
    page.evaluate("document.querySelector('form[data-intake]').autosave.save()")
    expect(page.locator("[data-intake-saved]")).to_contain_text("保存于")
    again = page.context.new_page()
    again.goto("/contests/send/?contest=shili")
    again.get_by_role("link", name="继续填写").click()
    expect(again.get_by_label("作品题目")).to_have_value("写了一半𠮷")
