"""An organiser's day at screening: by keyboard alone, without scripts, on a telephone."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from campaigns.contests.domain.inbound_mails import read_mail
from campaigns.contests.domain.similarity import find_resemblances
from campaigns.contests.models import Contest, Entry, Finding
from foundation.models import OutboxMail, User
from tests.browser.watching import Watch, horizontal_overflow
from tests.campaigns.contests.batch_files import archive, manuscript, sheet
from tests.campaigns.contests.message_files import message
from tests.campaigns.contests.test_batches import make_batch_link, run
from tests.factories.contests import InboundMailFactory, make_contest, make_entry

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

TEXTS = ("巷口新装了一盏灯。", "市场门口多了一杆公平秤。", "河堤上出现十几件红马甲。", "楼道里有了借书角。")


def contest_with_pieces() -> Contest:
    """Return a competition in which four pieces wait, the first of them the earliest."""
    contest = make_contest(groups=("成人组",))
    for number, text in enumerate(TEXTS):
        make_entry(contest, title=f"第{number + 1}篇", text=text * 20, group=contest.groups.get())
    return contest


def organiser() -> User:
    user: User = User.objects.create_superuser("1002", "a-long-password", name="样例组织者")
    return user


def title(page: Page) -> Any:
    """Return the headline of the piece on the screen."""
    return page.locator("#work-title")


def at_keys(page: Page, work: str) -> None:
    """Wait until a piece is on the screen and its script listens to keys."""
    expect(title(page)).to_have_text(work)
    expect(page.locator("html[data-screening-ready]")).to_have_count(1)


def test_a_day_by_keyboard(open_page: Callable[..., Watch], log_in: Callable[..., None]) -> None:
    contest = contest_with_pieces()
    page = open_page(viewport={"width": 1280, "height": 900}).page
    log_in(page, organiser())
    page.goto(f"/admin/contest-entries/screening/{contest.pk}/")

    at_keys(page, "第1篇")
    page.keyboard.press("1")
    at_keys(page, "第2篇")
    page.keyboard.press("2")
    expect(page.locator("[data-pending]")).to_contain_text("退修")
    page.keyboard.press("3")
    expect(page.get_by_label("给作者的说明")).to_be_focused()
    page.keyboard.type("请补写结尾")
    page.keyboard.press("Enter")
    at_keys(page, "第3篇")
    page.keyboard.press("n")
    at_keys(page, "第4篇")
    page.keyboard.press("3")
    expect(page.locator("[data-pending]")).to_contain_text("不合格")
    page.keyboard.press("Escape")
    expect(page.locator("[data-pending]")).to_be_hidden()
    page.keyboard.press("3")
    page.keyboard.press("1")
    expect(page.get_by_label("不符合征文主题")).to_be_checked()
    page.keyboard.press("Enter")
    at_keys(page, "第3篇")
    page.keyboard.press("z")
    expect(page.get_by_label("撤销理由")).to_be_focused()
    page.keyboard.type("点错了")
    page.keyboard.press("Enter")
    at_keys(page, "第4篇")
    expect(page.get_by_text("已撤销").first).to_be_visible()

    states = list(Entry.objects.order_by("pk").values_list("state", "reason"))
    assert states == [("eligible", ""), ("returned", "正文不完整：请补写结尾"), ("received", ""), ("received", "")]
    assert OutboxMail.objects.filter(purpose="entry_returned").count() == 1


def test_the_same_without_scripts(open_page: Callable[..., Watch], log_in: Callable[..., None]) -> None:
    contest = contest_with_pieces()
    page = open_page(viewport={"width": 1280, "height": 900}, java_script_enabled=False).page
    log_in(page, organiser())
    page.goto(f"/admin/contest-entries/screening/{contest.pk}/")

    page.get_by_role("button", name="退修").click()
    expect(page.get_by_role("alert").first).to_contain_text("请选择或填写理由")
    page.get_by_label("篇幅不符合要求").check()
    page.get_by_role("button", name="退修").click()
    expect(title(page)).to_have_text("第2篇")
    page.get_by_label("给作者的说明").press("Enter")
    expect(title(page)).to_have_text("第2篇")
    page.get_by_role("button", name="合格", exact=False).first.click()
    expect(title(page)).to_have_text("第3篇")
    assert list(Entry.objects.order_by("pk").values_list("state", flat=True))[:2] == ["returned", "eligible"]


def test_screens_are_clean_on_desktop_and_telephone(
    open_page: Callable[..., Watch], log_in: Callable[..., None], axe: Callable[[Page], list[str]]
) -> None:
    contest = contest_with_pieces()
    user, public = organiser(), Entry.objects.order_by("pk")[0].submission.public_id
    make_entry(contest, title="抄来的", text=TEXTS[0] * 19 + "末了一句不同。")
    find_resemblances(contest=contest)
    mail = read_mail(mail=InboundMailFactory.create(raw=message("several_works")))
    made = run(make_batch_link(contest)[0], sheet(contest, {}), archive(我的家乡__docx=manuscript()))
    paths = {
        "queue": reverse("contest_queue:index"),
        "mails": reverse("inbound_mails:index"),
        "mail": reverse("inbound_mails:mail", args=[mail.public_id]),
        "desk": reverse("contest_paper:index"),
        "findings": reverse("entries:findings"),
        "finding": reverse("entries:finding", args=[Finding.objects.get().pk]),
        "batches": reverse("contest_batches:index"),
        "batch": reverse("contest_batches:link", args=[made.link_id]),
        "batch-new": reverse("contest_batches:new"),
        "contests": reverse("contest_desk:index"),
        "contest": reverse("contest_desk:contest", args=[contest.pk]),
        "rules": reverse("contest_desk:rules", args=[contest.pk]),
        "extend": reverse("contest_desk:extend", args=[contest.pk]),
        "copy": reverse("contest_desk:copy", args=[contest.pk]),
        "person": reverse("person_data:index"),
        "list": "/admin/contest-entries/",
        "screen": f"/admin/contest-entries/{public}/screen/",
        "entry": f"/admin/contest-entries/{public}/",
        "counts": f"/admin/contest-entries/counts/{contest.pk}/",
        "find": "/admin/contest-entries/find/",
        "export": "/admin/contest-entries/export/?contacts=1",
    }
    found = {}
    for width, height in ((1280, 900), (360, 740)):
        page = open_page(viewport={"width": width, "height": height}).page
        log_in(page, user)
        for name, path in paths.items():
            page.goto(path)
            expect(page.get_by_role("heading", level=1).first).to_be_visible()
            found[name, width] = (horizontal_overflow(page), axe(page) if width > height else [])
    assert {key: fault for key, fault in found.items() if fault != (0, [])} == {}
