"""A page's text becomes drafts."""

import datetime as dt
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from foundation.models import AuditLine, Topic
from news.domain import Refused, publish_article
from news.domain.importing import ImportedPage, body_of, import_page, key_of, take_dateline
from news.enums import ArticleKind
from news.models import ArticlePage, Edition, Placement, PrintPage
from news.reading import Item, UnreadablePage
from portal.models import HomePage
from search.models import Document
from tests.factories import news as make
from tests.factories.foundation import TopicFactory

DAY = dt.date(2020, 5, 28)
PAGE = Path(settings.BASE_DIR, "site/portal/demo/pages/2026-11-12-1.txt")


def run(data: bytes | None = None, *, date: dt.date = DAY, issue: int | None = 3120, page: int = 2) -> ImportedPage:
    """Import the page."""
    return import_page(data=data or PAGE.read_bytes(), date=date, issue=issue, page=page, actor=None)


@pytest.mark.django_db
def test_page_becomes_unsorted_drafts_on_its_page() -> None:
    make.home()
    imported = run()
    articles = list(ArticlePage.objects.order_by("pk"))
    assert articles == imported.created != []
    assert [article.live for article in articles] == [False] * len(articles)
    assert {article.get_parent().slug for article in articles} == {"unsorted"}
    page = PrintPage.objects.get()
    assert (page.edition.date, page.edition.issue_number, page.page_number) == (DAY, 3120, 2)
    assert page.raw_text == PAGE.read_text(encoding="utf-8")
    assert [each.article_id for each in page.placements.all()] == [article.pk for article in articles]
    assert Document.objects.count() == 0
    assert AuditLine.objects.filter(verb="import_page").count() == 1


@pytest.mark.django_db
def test_twice_makes_nothing_twice() -> None:
    make.home()
    first, second = run(), run()
    assert (second.created, second.known) == ([], len(first.created))
    changed = run(PAGE.read_bytes() + b"\n\n")
    assert (changed.created, changed.known) == ([], len(first.created))
    assert ArticlePage.objects.count() == Placement.objects.count() == len(first.created)


@pytest.mark.django_db
def test_same_page_of_another_edition_is_another_page() -> None:
    make.home()
    first = run()
    second = run(date=DAY + dt.timedelta(days=7), issue=3121)
    assert len(second.created) == len(first.created)
    assert Edition.objects.count() == 2


@pytest.mark.django_db
def test_topics_and_columns_are_taken_where_they_are_known() -> None:
    make.home()
    for name in ("文明城市", "志愿服务", "新时代文明实践", "典型选树", "公益广告", "诚信建设"):
        if not Topic.objects.filter(name=name).exists():
            TopicFactory(name=name)
    imported = run()
    assert any(article.topics.exists() for article in imported.created)


@pytest.mark.django_db
def test_draft_is_filed_and_published_as_any_other() -> None:
    make.home()
    article = run().created[0]
    article.move(make.column(), pos="last-child")
    published = publish_article(article=ArticlePage.objects.get(pk=article.pk), actor=None)
    document = Document.objects.get()
    assert (document.number, document.edition_date) == (published.number_id, DAY)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "data", [b" ", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, b"hello world " * 50, b"a" * (21 * 1024 * 1024)]
)
def test_unreadable_page_changes_nothing(data: bytes) -> None:
    make.home()
    with pytest.raises(UnreadablePage):
        run(data)
    assert (Edition.objects.count(), PrintPage.objects.count(), ArticlePage.objects.count()) == (0, 0, 0)


@pytest.mark.django_db
def test_gb18030_is_read_and_kept() -> None:
    make.home()
    data = PAGE.read_text(encoding="utf-8").encode("gb18030")
    run(data)
    assert PrintPage.objects.get().raw_text == PAGE.read_text(encoding="utf-8")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("date", "issue", "page"),
    [
        (DAY, 3121, 2),
        (DAY + dt.timedelta(days=1), 3120, 2),
        (DAY, 3120, 0),
        (DAY, 3120, 201),
        (DAY, 0, 1),
        (dt.date(2999, 1, 1), 1, 1),
    ],
)
def test_contradictions_are_refused(date: dt.date, issue: int, page: int) -> None:
    make.home()
    make.edition(date=DAY, issue_number=3120)
    with pytest.raises(Refused):
        run(date=date, issue=issue, page=page)
    assert Edition.objects.count() == 1


@pytest.mark.django_db
def test_edition_takes_its_issue_number_later() -> None:
    make.home()
    make.edition(date=DAY, issue_number=None)
    run()
    assert Edition.objects.get().issue_number == 3120
    run(issue=None, page=3)
    assert PrintPage.objects.count() == 2


@pytest.mark.django_db
def test_site_without_front_page_refuses() -> None:
    for home in HomePage.objects.all():
        home.delete()
    with pytest.raises(Refused):
        run()
    assert Edition.objects.count() == 0


@pytest.mark.django_db
def test_command_says_what_it_made_and_what_was_wrong(tmp_path: Path) -> None:
    make.home()
    out = StringIO()
    call_command(
        "import_page",
        str(PAGE),
        "--date",
        "2020-05-28",
        "--issue",
        "3120",
        "--page",
        "1",
        "--section",
        "要闻",
        stdout=out,
    )
    assert len(out.getvalue().splitlines()) == ArticlePage.objects.count() + 1
    assert PrintPage.objects.get().section_name == "要闻"
    empty = tmp_path / "empty.txt"
    empty.touch()
    for file, date in ((str(empty), "2020-05-28"), (str(tmp_path / "none"), "2020-05-28"), (str(PAGE), "28.5.2020")):
        with pytest.raises(CommandError):
            call_command("import_page", file, "--date", date, "--page", "1")


def test_take_dateline() -> None:
    assert take_dateline("本报讯", ["本报讯（青文）近日，云溪。"]) == ("本报讯（青文）", ["近日，云溪。"])
    assert take_dateline("本报讯", ["本报讯 近日。", "次段"]) == ("本报讯", ["近日。", "次段"])
    assert take_dateline("本报讯", ["本报讯(青文)"]) == ("本报讯(青文)", [])
    assert take_dateline("", ["近日。"]) == ("", ["近日。"])


def test_body_of_puts_subheads_before_their_paragraphs() -> None:
    blocks = body_of(["甲", "乙<", "丙"], ["一", "二"], [0, 2])
    assert [(each["type"], each["value"]) for each in blocks] == [
        ("subhead", "一"),
        ("paragraph", "<p>甲</p><p>乙&lt;</p>"),
        ("subhead", "二"),
        ("paragraph", "<p>丙</p>"),
    ]


def test_key_ignores_blanks_and_widths() -> None:
    one = Item(kind="brief", headline="标 题", paragraphs=["甲,乙"])
    two = Item(kind="photo", headline="标题", paragraphs=["甲，乙"])
    assert key_of(one) == key_of(two)
    assert ArticleKind.NEWS.value == "news"
