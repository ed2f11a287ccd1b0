"""Every public page for every reader: by axe, on a narrow phone, by keyboard alone, without scripts."""

from collections.abc import Callable, Iterator, Sequence
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from foundation.models import ErrorReport
from tests.browser.fixtures import DESKTOP, PHONE, type_of_opener
from tests.browser.watching import Watch, horizontal_overflow
from tests.journeys.public_site import PHRASE, WORD, public_site

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

NARROW = {"width": 320, "height": 640}
TARGET, ELDER_TARGET = 44, 60
"""CSS pixels of what is touched (DESIGN §5); links inside running text are exempt (WCAG 2.5.5)."""
STEPS = 20
"""Presses of the tab key that lead through the masthead and the menu into the front page."""
LOST = "404"
Scheme = Literal["light", "dark"]

SMALL_TARGETS = """least => [...document.querySelectorAll(
    'header a, nav a, footer.footer a, form input, form select, form textarea, form button, summary, .button, .tag, '
    + '.headlines a, h2 a'
)].filter(element => element.type !== 'hidden' && element.checkVisibility()
    && !element.closest('.intake-aside, wagtail-userbar'))
.map(element => [element, element.getBoundingClientRect()])
.filter(([, box]) => box.height < least - 0.5 || box.width < least - 0.5)
.map(([element, box]) => `${element.outerHTML.slice(0, 80)} ${Math.round(box.width)}×${Math.round(box.height)}`)"""

FOCUSED = """() => {
    const element = document.activeElement, style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    return {
        name: element.name || element.textContent.trim(), path: element.getAttribute('href') || '',
        outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
        inView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    };
}"""


@pytest.fixture
def paths() -> dict[str, str]:
    """Build one of every public page."""
    return public_site()


def walk(watch: Watch, paths: dict[str, str]) -> Iterator[str]:
    """Open each page in turn and give its name."""
    for name, path in paths.items():
        watch.page.goto(path)
        if name == LOST:
            watch.expect(f"^404 .*{path}$")
        yield name


def elder(page: Page) -> None:
    """Choose the elder mode by its link."""
    page.goto("/editions/")
    page.get_by_role("link", name="长辈模式").click()
    expect(page.locator("html.elder")).to_have_count(1)


def faults(page: Page, axe: Callable[[Page], list[str]], schemes: Sequence[Scheme] = ("light", "dark")) -> list[str]:
    """Return what axe finds in each colour scheme, and the targets that are too small."""
    found: list[str] = page.evaluate(SMALL_TARGETS, TARGET)
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        found += [f"{scheme}: {fault}" for fault in axe(page)]
    return found


def test_axe_finds_nothing_and_targets_are_large(
    paths: dict[str, str], desktop_watch: Watch, axe: Callable[[Page], list[str]]
) -> None:
    found = {name: faults(desktop_watch.page, axe) for name in walk(desktop_watch, paths)}

    assert {name: problems for name, problems in found.items() if problems} == {}


def test_axe_finds_nothing_in_elder_mode(
    paths: dict[str, str], desktop_watch: Watch, axe: Callable[[Page], list[str]]
) -> None:
    elder(desktop_watch.page)
    # The mode changes sizes and no colour, so the dark scheme has nothing new to say.
    found = {name: faults(desktop_watch.page, axe, ["light"]) for name in walk(desktop_watch, paths)}

    assert {name: problems for name, problems in found.items() if problems} == {}


@pytest.mark.parametrize("mode", ["plain", "elder"])
def test_a_narrow_phone_neither_scrolls_sideways_nor_has_small_targets(
    paths: dict[str, str], open_page: type_of_opener, mode: str
) -> None:
    watch = open_page(viewport=NARROW, is_mobile=True, has_touch=True)
    least = TARGET
    if mode == "elder":
        elder(watch.page)
        least = ELDER_TARGET
    found = {
        name: (horizontal_overflow(watch.page), watch.page.evaluate(SMALL_TARGETS, least))
        for name in walk(watch, paths)
    }

    assert {name: problems for name, problems in found.items() if problems != (0, [])} == {}


def test_the_error_report_from_its_form_to_the_answer(
    paths: dict[str, str], desktop_page: Page, axe: Callable[[Page], list[str]]
) -> None:
    desktop_page.goto(paths["error report"])
    # Sent faster than a person types, a report is asked again; this reader thinks first.
    desktop_page.wait_for_timeout(2100)
    desktop_page.locator("[name=wrong]").fill("“启示”应为“启事”。")
    desktop_page.locator("button[value=send]").click()

    codes = desktop_page.locator(".intake-receipt .intake-code")
    expect(codes).to_have_count(2)
    number, code = codes.all_inner_texts()
    assert faults(desktop_page, axe) == []

    desktop_page.goto(paths["look-up"])
    for field, text in zip(desktop_page.locator("main form input[type=text]").all(), (number, code), strict=True):
        field.fill(text)
    desktop_page.locator("main form button[type=submit]").click()

    expect(desktop_page.locator(".intake-code")).to_have_text(number)
    assert (faults(desktop_page, axe), ErrorReport.objects.count()) == ([], 1)


@pytest.mark.usefixtures("paths")
def test_the_keyboard_alone_suffices(open_page: type_of_opener) -> None:
    page = open_page(viewport=DESKTOP, reduced_motion="reduce").page
    page.goto("/")
    steps = []
    for _ in range(STEPS):
        page.keyboard.press("Tab")
        steps.append(page.evaluate(FOCUSED))

    assert steps[0]["path"] == "#main"
    assert [step for step in steps if not (step["outlined"] and step["inView"])] == []
    assert [step["name"] for step in steps].index("q") < [step["name"] for step in steps].index("要闻")

    page.goto("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.locator("header input[name=q]").focus()
    page.keyboard.type(WORD)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("搜索")
    page.locator(".search-filters summary").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".search-filters li a").first).to_be_hidden()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".search-filters a[aria-current]")).to_have_count(1)
    page.locator(".search-result a").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("article h1")).to_be_visible()
    assert page.url.partition("/a/")[1] == "/a/"
    page.locator(".menu-row a", has_text="要闻").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("要闻")


@pytest.mark.usefixtures("paths")
def test_on_a_phone_a_page_begins_with_its_own_words(open_page: type_of_opener) -> None:
    """The menu is folded there, opens by the keyboard without scripts, and what was looked for stands above filters."""
    page = open_page(viewport=PHONE, java_script_enabled=False).page
    firsts = {"/": ".lead h2", "/honours/": ".roll-row", f"/search/?q={WORD}": ".search-result"}
    for path, first in firsts.items():
        page.goto(path)
        box = page.locator(first).first.bounding_box()
        assert (path, box is not None and box["y"] < PHONE["height"]) == (path, True)
    menu = page.get_by_role("navigation", name="主导航")
    expect(menu.get_by_role("link")).to_have_count(0)
    page.locator(".menu-fold summary").focus()
    page.keyboard.press("Enter")
    menu.get_by_role("link", name="要闻").press("Enter")
    expect(page.locator("h1")).to_have_text("要闻")


def test_nothing_needs_scripts(paths: dict[str, str], open_page: type_of_opener) -> None:
    watch = open_page(viewport=DESKTOP, java_script_enabled=False)
    page = watch.page
    for _ in walk(watch, paths):
        expect(page.locator("main h1")).to_have_count(1)
        expect(page.locator("main")).to_be_visible()

    page.goto(paths["article in a row"])
    expect(page.get_by_text(PHRASE).first).to_be_visible()
    page.locator("header input[name=q]").fill(WORD)
    page.locator("header form button").click()
    expect(page.locator(".search-result")).to_have_count(20)
    page.goto(paths["error report"])
    page.wait_for_timeout(2100)
    page.locator("[name=wrong]").fill("日期错了。")
    page.locator("button[value=send]").click()
    expect(page.locator(".intake-receipt .intake-code")).to_have_count(2)
    assert ErrorReport.objects.count() == 1
