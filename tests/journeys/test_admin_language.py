"""The editorial desk of the demo city is Chinese on every screen, and no screen breaks in the browser."""

import re
from collections.abc import Callable

import pytest
from django.core.management import call_command
from playwright.sync_api import Error, Page

from campaigns.contests.models import RuleSet
from foundation.models import AuditLine, Topic, User

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

LATIN = re.compile(r"[A-Za-z][A-Za-z'’-]{2,}")
CODES = re.compile(r"https?://\S+|\S+\.(?:jpg|png|html)\b|\b[A-Z2-9]{4}-[A-Z2-9]{3,4}\b")
"""Addresses, private links among them, file names and the codes of stickers."""
FORMATS = {"AVIF", "GIF", "JPG", "PNG", "WebP", "WEBP", "PDF", "Word", "docx", "WebVTT", "vtt", "UTF-", "WPS"} | {
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
    "/admin/settings/foundation/navigation/": {"editions"},
    "/admin/contest-mail/": {"Date", "Received", "author"},
    "/admin/contest-entries/": {"author"},
    "/admin/reports/aging-pages/": {"None"},
    "/admin/reports/page-types-usage/": {"news", "portal", "articlepage", "columnpage", "homepage", "standardpage"}
    | {"unsortedpage", "campaigns", "exemplars", "exemplarindexpage", "exemplarpage", "psalibrarypage", "psapage"}
    | {"contests", "contestindexpage", "contestpage"}
    | {"campaignindexpage", "campaignpage"},
}
"""What Wagtail itself gives no message for: a label for screen readers, headings for superusers, names of models, its
word for whoever published what came from an archive, an address of the menu, the heads of a mail as it came, and
the invented addresses of its writers."""

NOT_SCREENS = ("/admin/logout/", "/admin/bulk/", "/admin/pages/create/")
"""The way out, addresses that need chosen rows, and those that only lead to another screen."""

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


SHARED_SCREEN = re.compile(r"/admin/(?!pages)[^/]+/(history|usage)/")
"""Wagtail's history and use of a row are one screen for every kind of row."""


def shape(path: str) -> str:
    """Return the address with its keys taken out: the rows of a list are shown by one screen."""
    shared = SHARED_SCREEN.match(path)
    return shared[1] if shared else re.sub(r"(?<=/)(?=[^/]*\d)[\w-]+(?=/|$)", "…", path)


def english_on(page: Page, path: str, content: set[str]) -> set[str]:
    """Return the Latin words on the page that are neither names nor of the city's own ``content``."""
    known = {word for start, words in KNOWN.items() if path.startswith(start) for word in words} | content
    text = CODES.sub("", page.evaluate(VISIBLE))
    return set(LATIN.findall(text)) - NAMES - COLUMN_TAGS - known


def is_shown(page: Page, path: str) -> bool:
    """Open the address; tell whether it gave a screen and not a file to keep."""
    try:
        page.goto(path)
    except Error as error:
        if "Download is starting" not in error.message:
            raise
        return False
    return True


@pytest.mark.long
@pytest.mark.timeout(900)
def test_every_screen_is_chinese(desktop_page: Page, log_in: Callable[[Page, User], None]) -> None:
    call_command("demo", verbosity=0)
    log_in(desktop_page, User.objects.create_superuser("1001", "a-long-password", name="管理员"))
    content = {*User.objects.values_list("username", flat=True), *Topic.objects.values_list("slug", flat=True)}
    mailboxes = [box for rules in RuleSet.objects.all() for box in rules.mailboxes]
    content |= set(LATIN.findall(" ".join(mailboxes)))
    details = str(list(AuditLine.objects.values_list("detail", flat=True)))
    content |= set(LATIN.findall(details.replace("'", " ")))
    found: dict[str, list[str]] = {}
    waiting = ["/admin/"]
    seen: set[str] = set()

    while waiting:
        path = waiting.pop(0)
        if shape(path) in seen or not path.startswith("/admin/") or path.startswith(NOT_SCREENS):
            continue
        seen.add(shape(path))
        if not is_shown(desktop_page, path):
            continue
        waiting += desktop_page.evaluate(LINKS)
        if english := english_on(desktop_page, path, content):
            found[path] = sorted(english)

    assert len(seen) > 150
    assert found == {}
