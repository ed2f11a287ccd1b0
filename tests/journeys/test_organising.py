"""An organiser sets a competition up, announces and extends it; readers see where it stands. Axe clean throughout."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from playwright.sync_api import Page, expect

from campaigns.contests.domain.contest_pages import open_page as make_page
from campaigns.contests.enums import ContestState
from campaigns.contests.models import Contest
from campaigns.contests.queries.contests import rules_of
from foundation.models import User
from tests.browser.watching import Watch, horizontal_overflow
from tests.factories.contests import make_contest, make_contest_page
from tests.factories.foundation import UserFactory

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
RIGHTS = ("access_admin", "view_contest", "add_contest", "change_contest", "view_contributor", "delete_contributor")


def organiser() -> User:
    """Return somebody who may set up competitions and answer people about their data."""
    user: User = UserFactory.create()
    user.user_permissions.add(*Permission.objects.filter(codename__in=RIGHTS))
    return user


def test_an_organiser_sets_up_and_extends(
    desktop_watch: Watch, log_in: Callable[[Page, User], None], axe: Callable[[Page], list[str]]
) -> None:
    page = desktop_watch.page
    log_in(page, organiser())
    page.goto(reverse("contest_desk:add"))
    assert axe(page) == []
    page.get_by_label("标题").fill("示例好家风征文")
    page.get_by_label("网址标识").fill("jiafeng")
    page.get_by_label("开始时间").fill("2040-03-01T00:00:00")
    page.get_by_label("截稿时间").fill("2040-05-31T23:59:59")
    page.get_by_label("字数上限").fill("1800")
    page.get_by_label("组别").fill("少年组、成人组")
    page.get_by_role("button", name="创建").click()
    expect(page.get_by_text("征集活动已建立")).to_be_visible()
    page.reload()  # Wagtail's message fades in, and half of a colour has no contrast
    assert axe(page) == []
    page.get_by_role("button", name="转入：已发布").click()
    expect(page.get_by_text("征集活动现为：已发布。")).to_be_visible()
    page.get_by_role("link", name="延长截止").click()
    expect(page.get_by_label("新的截止时间")).to_have_value("2040-05-31T23:59:59")
    assert axe(page) == []
    page.get_by_label("新的截止时间").fill("2040-06-30T23:59:59")
    page.get_by_label("公开说明").fill("应基层要求")
    page.get_by_role("button", name="延长截止").click()
    expect(page.locator("ins")).to_have_text("2040-06-30 23:59:59")
    page.reload()
    assert axe(page) == []
    contest = Contest.objects.get()
    assert (contest.state, rules_of(contest).version, rules_of(contest).groups) == (
        ContestState.OPEN,
        2,
        ["少年组", "成人组"],
    )


@pytest.mark.parametrize("name", ["contest_desk:index", "person_data:index"])
def test_the_organisers_lists_are_axe_clean(
    desktop_watch: Watch, log_in: Callable[[Page, User], None], axe: Callable[[Page], list[str]], name: str
) -> None:
    make_contest()
    log_in(desktop_watch.page, organiser())
    desktop_watch.page.goto(reverse(name))
    assert axe(desktop_watch.page) == []


@pytest.mark.parametrize("width", [360, 1280])
def test_readers_see_where_it_stands(
    open_page: Callable[..., Watch], axe: Callable[[Page], list[str]], width: int
) -> None:
    contest = make_contest(groups=("少年组",), mailboxes=["zhengwen@example.cn"])
    public = make_contest_page(contest)
    make_page(contest=make_contest("zweite"), actor=None)
    page = open_page(viewport={"width": width, "height": 800}).page
    page.goto(reverse("contests"))
    assert (axe(page), horizontal_overflow(page)) == ([], 0)
    page.get_by_role("link", name="示例征文").first.click()
    expect(page.get_by_text("征集中")).to_be_visible()
    page.get_by_text("可以投几篇？").click()
    expect(page.get_by_text("不限。")).to_be_visible()
    assert (axe(page), horizontal_overflow(page)) == ([], 0)
    page.goto(public.path_on_site())
    page.get_by_role("link", name="我要投稿").click()
    expect(page.get_by_role("button", name="发送", exact=True)).to_be_visible()
