"""The browser fixtures themselves: they see errors, and they keep the database as it was."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from wagtail.models import Page as WagtailPage

from foundation.models import User
from tests.browser.watching import Watch, axe_violations, horizontal_overflow

pytestmark = pytest.mark.journey


def test_missing_page_is_a_problem(desktop_watch: Watch) -> None:
    desktop_watch.page.goto("/nothing-here/")

    desktop_watch.expect("^404 .*/nothing-here/$")


def test_inline_error_and_foreign_request_are_problems(desktop_watch: Watch) -> None:
    desktop_watch.page.set_content("<script>throw new Error('broken')</script><img src='http://example.invalid/a.png'>")

    desktop_watch.expect("script error: broken")
    desktop_watch.expect("another host: http://example.invalid/a.png")


def test_axe_and_overflow_are_seen(phone_watch: Watch) -> None:
    phone_watch.page.set_content(
        "<html lang=zh-Hans><meta name=viewport content='width=device-width'><img src=data:,>"
        "<div style='width: 900px'>x</div></html>"
    )

    assert any(line.startswith("image-alt") for line in axe_violations(phone_watch.page))
    assert horizontal_overflow(phone_watch.page) > 0
    phone_watch.problems.clear()


@pytest.mark.parametrize("run", [1, 2])
def test_rows_of_migrations_stay_after_a_committed_test(live_server: object, run: int) -> None:  # noqa: ARG001 -- the fixture commits
    assert not User.objects.exists()
    assert WagtailPage.objects.filter(depth=1).exists()

    User.objects.create_superuser("admin", "a-long-password", name="管理员")


def test_log_in(desktop_page: Page, log_in: Callable[[Page, User], None]) -> None:
    log_in(desktop_page, User.objects.create_superuser("admin", "a-long-password", name="管理员"))

    desktop_page.goto("/admin/")

    assert desktop_page.locator("html").get_attribute("lang") == "zh-hans"
    assert desktop_page.url.endswith("/admin/")


def test_log_in_by_form(desktop_page: Page, log_in_by_form: Callable[[Page, str, str], None]) -> None:
    User.objects.create_superuser("admin", "a-long-password", name="管理员")

    log_in_by_form(desktop_page, "admin", "a-long-password")

    assert desktop_page.url.endswith("/admin/")
