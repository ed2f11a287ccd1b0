"""Makes the newsroom's objects for tests; pages are published unless a test says otherwise."""

import datetime as dt
import itertools
from typing import Any

from django.utils import timezone
from wagtail.models import Page, Site

from foundation.models import User
from foundation.signals import public_object_changed
from news.models import ArticlePage, ColumnPage, Correction, Credit, Edition, Placement, PrintPage, UnsortedPage
from portal.models import HomePage

_serial = itertools.count(1)


def home() -> HomePage:
    """Return the front page, made at first use and set as the root of the default site."""
    found: HomePage | None = HomePage.objects.first()
    if found is None:
        found = Page.get_first_root_node().add_child(
            instance=HomePage(title="澄川文明网", slug=f"home-{next(_serial)}")
        )
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        Site.objects.create(hostname="testserver", root_page=found, is_default_site=True)
    elif site.root_page_id != found.pk:
        site.root_page = found
        site.save()
    return found


def column(**fields: Any) -> ColumnPage:
    """Return a published column."""
    serial = next(_serial)
    values = {"title": f"栏目{serial}", "slug": f"column-{serial}"} | fields
    page: ColumnPage = home().add_child(instance=ColumnPage(**values))
    return page


def tray() -> UnsortedPage:
    """Return the tray of unsorted articles."""
    found: UnsortedPage | None = UnsortedPage.objects.first()
    if found is None:
        found = UnsortedPage(title="待分稿", slug="unsorted", live=False)
        home().add_child(instance=found)
    return found


def article(*, parent: Page | None = None, text: str = "", live: bool = True, **fields: Any) -> ArticlePage:
    """Return an article under ``parent`` (default: a new column), published now unless ``live`` is False."""
    values: dict[str, Any] = {"title": f"澄川开展文明实践活动之{next(_serial)}", "live": live}
    values["body"] = [("paragraph", f"<p>{text or '志愿者走进社区。'}</p>")]
    if live:
        values["first_published_at"] = values["last_published_at"] = timezone.now()
    relations = {name: fields.pop(name) for name in ("regions", "topics", "organisations", "also_in") if name in fields}
    page = ArticlePage(**(values | fields))
    for name, objects in relations.items():
        setattr(page, name, objects)
    (parent or column()).add_child(instance=page)
    return page


def draft(**fields: Any) -> ArticlePage:
    """Return an unpublished article with its first revision."""
    page = article(live=False, **fields)
    page.save_revision()
    return page


def credit(**fields: Any) -> Credit:
    """Return a reporter's credit."""
    values = {"article": fields.pop("article", None) or article(), "name": f"样例记者{next(_serial)}"}
    made: Credit = Credit.objects.create(**(values | fields))
    return made


def edition(**fields: Any) -> Edition:
    """Return an edition; each is of another day."""
    serial = next(_serial)
    values = {"date": dt.date(2020, 1, 1) + dt.timedelta(days=serial), "issue_number": 3000 + serial}
    return Edition.objects.create(**(values | fields))


def print_page(**fields: Any) -> PrintPage:
    """Return the first page of an edition."""
    values = {"edition": fields.pop("edition", None) or edition(), "page_number": 1, "section_name": "要闻"}
    return PrintPage.objects.create(**(values | fields))


def placement(**fields: Any) -> Placement:
    """Return an article placed on a print page; its document is written anew, as the verb does."""
    page = fields.pop("print_page", None) or print_page()
    placed = fields.pop("article", None) or article()
    made = Placement.objects.create(print_page=page, article=placed, **fields)
    public_object_changed.send(sender=ArticlePage, instance=placed)
    return made


def correction(**fields: Any) -> Correction:
    """Return a correction of a published article."""
    values = {"article": fields.pop("article", None) or article(), "public_text": "文中“十月”应为“九月”。"}
    return Correction.objects.create(**(values | fields))


def user(username: str = "", **fields: Any) -> User:
    """Return a user with a password of his own."""
    serial = next(_serial)
    return User.objects.create_user(
        username or f"user{serial}", "correct-horse-battery", **({"name": f"用户{serial}"} | fields)
    )
