"""Fixtures that give a test a real Chromium: a desktop page, a phone page, log-in, axe."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from foundation.models import User
from tests.browser.watching import Watch, axe_violations, dress_as

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}
PATIENCE = 20_000  # milliseconds; a machine of two cores that is doing three things besides is no fault of the page
FIRST_PAGE = 120_000  # milliseconds
FIRST_TEXT = "文明城市 𠮷龘 Aa 09"
SYSTEM_BROWSERS = ("chromium", "chromium-browser", "google-chrome")

type_of_opener = Callable[..., Watch]


def system_browser() -> str | None:
    """Return the path of the system's Chromium; None means the one that Playwright downloaded."""
    return next((path for name in SYSTEM_BROWSERS if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run, which can reach no host but this machine."""
    # Playwright's own event loop runs in this thread while Django is used synchronously beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=system_browser(),
            args=[
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            ],
        )
        draw_first_page(chromium)
        yield chromium
        chromium.close()


def draw_first_page(chromium: Browser) -> None:
    """Have Chromium draw Chinese once before a test counts seconds.

    The first page it draws reads the browser and tens of megabytes of fonts from the disk; on a machine that was just
    started this alone was seen to take longer than a test waits for a page.
    """
    page = chromium.new_page()
    page.set_default_timeout(FIRST_PAGE)
    page.set_content(f"<h1 style='font-family:serif'>{FIRST_TEXT}</h1><p style='font-family:sans-serif'>{FIRST_TEXT}")
    page.screenshot(timeout=FIRST_PAGE)
    page.close()


@pytest.fixture
def open_page(browser: Browser, live_server: LiveServer) -> Iterator[type_of_opener]:
    """Return a function that opens a watched page; keyword arguments go to the browser context.

    At the end of the test every page it opened must be free of problems.
    """
    watches: list[Watch] = []

    def opener(**options: object) -> Watch:
        context = browser.new_context(
            **{"base_url": live_server.url, "locale": "zh-CN", "viewport": DESKTOP, **options}  # type: ignore[arg-type]
        )
        context.set_default_timeout(PATIENCE)
        watch = Watch(context.new_page())
        watches.append(watch)
        return watch

    yield opener
    for watch in watches:
        watch.page.context.close()
    assert [watch.problems for watch in watches] == [[] for _ in watches]


@pytest.fixture
def desktop_watch(open_page: type_of_opener) -> Watch:
    """Open a watched desktop page of 1280 × 900."""
    return open_page(viewport=DESKTOP)


@pytest.fixture
def phone_watch(open_page: type_of_opener) -> Watch:
    """Open a watched phone page of 360 × 740 that touches instead of hovering."""
    return open_page(viewport=PHONE, is_mobile=True, has_touch=True, device_scale_factor=2)


@pytest.fixture
def desktop_page(desktop_watch: Watch) -> Page:
    """Return the desktop page itself."""
    return desktop_watch.page


@pytest.fixture
def phone_page(phone_watch: Watch) -> Page:
    """Return the phone page itself."""
    return phone_watch.page


@pytest.fixture
def log_in(live_server: LiveServer) -> Callable[[Page, User], None]:
    """Return a function that gives a page a user's session without the log-in form."""

    def enter(page: Page, user: User) -> None:
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        dress_as(page.context, live_server.url, {name: client.cookies[name].value})

    return enter


@pytest.fixture
def log_in_by_form() -> Callable[[Page, str, str], None]:
    """Return a function that logs in through the admin's own form, as an editor does."""

    def enter(page: Page, username: str, password: str) -> None:
        page.goto("/admin/login/")
        page.locator("input[name=username]").fill(username)
        page.locator("input[name=password]").fill(password)
        page.locator("button[type=submit]").click()
        page.wait_for_url("**/admin/")

    return enter


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """Return the function that runs axe on a page and lists what it finds."""
    return axe_violations
