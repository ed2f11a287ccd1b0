"""The editorial desk is Chinese on every screen, and no screen breaks in the browser."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from foundation.models import User

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

LATIN = re.compile(r"[A-Za-z][A-Za-z'’-]{2,}")
FORMATS = {"AVIF", "GIF", "JPG", "PNG", "WebP", "PDF", "Word", "docx", "WebVTT", "vtt", "UTF-", "WPS"} | {
    *("txt", "pdf", "eml", "csv", "xlsx", "doc", "rtf", "wps", "zip", "JPEG", "HEIC", "RTF", "TIFF")
}
DATUMS = {"BD-", "GCJ-", "GPS", "WGS-"}
NAMES = {"LED", *DATUMS, "Wagtail", "English", "BY-SA", "URL", "https", "localhost", *FORMATS}
"""Latin words that a Chinese screen may hold: names of things, formats and licences."""

COLUMN_TAGS = {"ColumnDescription", "ColumnKeywords", "ColumnType"}
"""Names that the rules for government pages fix."""

KNOWN = {
    "/admin/groups/edit/": {"Page"},
    "/admin/groups/new/": {"Page"},
    "/admin/sites/": {"Port", "Site", "name", "Root", "page"},
    "/admin/reports/page-types-usage/": {"news", "portal", "articlepage", "columnpage", "homepage", "standardpage"}
    | {"unsortedpage", "campaigns", "exemplars", "exemplarindexpage", "exemplarpage", "psalibrarypage", "psapage"}
    | {"contests", "contestindexpage", "contestpage"}
    | {"campaignindexpage", "campaignpage"},
}
"""What Wagtail itself gives no message for: a label for screen readers, headings for superusers, names of models."""

NOT_SCREENS = ("/admin/logout/", "/admin/bulk/")
"""The way out, and addresses that need chosen rows."""

VISIBLE = """() => {
    const parts = [document.title, document.body.innerText];
    for (const element of document.querySelectorAll('[placeholder], [aria-label], [title]')) {
        for (const name of ['placeholder', 'aria-label', 'title']) {
            parts.push(element.getAttribute(name) || '');
        }
    }
    return parts.join('\\n');
}"""
LINKS = "() => [...document.querySelectorAll('a[href]')].map(link => new URL(link.href).pathname)"


def english_on(page: Page, path: str) -> set[str]:
    """Return the Latin words on the page that are no names."""
    known = {word for start, words in KNOWN.items() if path.startswith(start) for word in words}
    return set(LATIN.findall(page.evaluate(VISIBLE))) - NAMES - COLUMN_TAGS - known


def test_every_screen_is_chinese(desktop_page: Page, log_in: Callable[[Page, User], None]) -> None:
    log_in(desktop_page, User.objects.create_superuser("1001", "a-long-password", name="管理员"))
    found: dict[str, list[str]] = {}
    waiting = ["/admin/"]
    seen: set[str] = set()

    while waiting and len(seen) < 250:
        path = waiting.pop(0)
        if path in seen or not path.startswith("/admin/") or path.startswith(NOT_SCREENS):
            continue
        seen.add(path)
        desktop_page.goto(path)
        waiting += desktop_page.evaluate(LINKS)
        if english := english_on(desktop_page, path):
            found[path] = sorted(english)

    assert len(seen) > 60
    assert found == {}
