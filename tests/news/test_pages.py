"""The newsroom's public pages: who may see what, at which address, at what cost."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone
from wagtail.models import PageViewRestriction

from news.domain import publish_article, publish_correction
from news.models import ArticlePage, ColumnPage, Correction, Credit, Edition, PrintPage
from news.rules import article_path, publication_year
from search.models import Document
from tests.factories import news as make

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)


def status(client: Client, url: str) -> int:
    """Return the status of a page."""
    return client.get(url).status_code


def test_article_at_its_own_address(client: Client) -> None:
    page = make.article(title="云溪街道开设文明课堂", text="近日，开课。")
    answer = client.get(page.path_on_site())
    assert answer.status_code == 200
    assert "云溪街道开设文明课堂" in answer.content.decode()
    assert page.url == page.path_on_site() == f"/a/{timezone.localtime().year}/{page.number_id}/"


def test_year_is_that_of_shanghai() -> None:
    moment = dt.datetime(2025, 12, 31, 16, tzinfo=dt.UTC)
    assert publication_year(moment) == 2026
    assert article_path(number=7, first_published_at=moment) == "/a/2026/7/"


def test_tree_path_and_wrong_year_lead_to_the_article(client: Client) -> None:
    column = make.column(slug="yaowen")
    page = make.article(parent=column)
    for path in (
        f"/yaowen/{page.slug}/",
        f"/a/1999/{page.number_id}/",
        f"/a/{timezone.localtime().year}/0{page.number_id}/",
    ):
        answer = client.get(path)
        assert (answer.status_code, answer["Location"]) == (301, page.path_on_site())


def test_short_link_leads_to_what_is_visible(client: Client) -> None:
    page, draft = make.article(), make.draft()
    answer = client.get(f"/s/{page.number_id}")
    assert (answer.status_code, answer["Location"]) == (302, page.path_on_site())
    assert status(client, f"/s/{draft.number_id}") == 404
    assert status(client, "/s/999999999999999999") == 404


HIDDEN: dict[str, dict[str, Any]] = {
    "draft": {"live": False},
    "embargoed": {"embargo_until": timezone.now() + 1000 * HOUR},
    "planned though live": {"go_live_at": timezone.now() + 1000 * HOUR},
    "past its end though live": {"expire_at": timezone.now() - HOUR},
    "expired": {"expired": True},
    "retracted though live": {"retracted": True},
}


@pytest.mark.parametrize("fields", HIDDEN.values(), ids=HIDDEN.keys())
def test_hidden_articles_show_nowhere(client: Client, fields: dict[str, Any]) -> None:
    column = make.column(slug="yaowen")
    page = make.article(parent=column, title="藏起来的稿", **fields)
    make.placement(article=page, print_page=make.print_page(edition=make.edition(date=dt.date(2020, 5, 28))))
    for path in (page.path_on_site(), f"/yaowen/{page.slug}/", f"/s/{page.number_id}", "/editions/2020-05-28/"):
        assert status(client, path) == 404, path
    for path in ("/yaowen/", "/editions/", "/corrections/", "/"):
        assert "藏起来的稿" not in client.get(path).content.decode(), path
    assert "藏起来的稿" not in Document.objects.visible().values_list("title", flat=True)


def test_unsorted_is_hidden_even_when_live(client: Client) -> None:
    page = make.article(parent=make.tray())
    assert status(client, page.path_on_site()) == 404
    assert status(client, "/unsorted/") == 404
    tray = make.tray()
    tray.live = True
    tray.save()
    assert status(client, "/unsorted/") == 404


def test_embargo_and_end_pass_by_themselves() -> None:
    now = timezone.now()
    page = make.article(embargo_until=now + HOUR, expire_at=now + 3 * HOUR)
    assert [page.is_visible(now + hours * HOUR) for hours in (0, 2, 4)] == [False, True, False]


def test_private_column_hides_its_articles(client: Client) -> None:
    column = make.column()
    page = make.article(parent=column)
    PageViewRestriction.objects.create(page=column, restriction_type=PageViewRestriction.LOGIN)
    assert Document.objects.count() == 0
    assert status(client, page.path_on_site()) == 302


def test_preview_of_a_draft_renders(admin_client: Client) -> None:
    draft = make.draft(title="预览的稿")
    request = draft.make_preview_request(preview_mode=draft.default_preview_mode)
    assert "预览的稿" in request.content.decode()
    assert admin_client.get(f"/admin/pages/{draft.pk}/view_draft/").status_code == 200


def test_correction_stands_on_article_and_corrections_page(client: Client) -> None:
    page = make.article()
    publish_correction(
        article=page, kind="correction", public_text="应为九月。", internal_note="内部说明不外传", actor=None
    )
    for path in (page.path_on_site(), "/corrections/"):
        html = client.get(path).content.decode()
        assert "应为九月。" in html
        assert "内部说明不外传" not in html


def test_retraction_leaves_its_notice(client: Client) -> None:
    page = make.article(text="不再给人看的正文")
    publish_correction(article=page, kind="retraction", public_text="本文撤稿。", actor=None)
    answer = client.get(page.path_on_site())
    html = answer.content.decode()
    assert (answer.status_code, "本文撤稿。" in html, "不再给人看的正文" in html) == (410, True, False)


def test_edition_and_its_pages_show_visible_articles_in_their_order(client: Client) -> None:
    edition = make.edition(date=dt.date(2020, 5, 28), issue_number=3120)
    one, two = make.print_page(edition=edition), make.print_page(edition=edition, page_number=2)
    first, second = make.article(title="头条在此"), make.article(title="次条在此")
    make.placement(print_page=one, article=second, order=2)
    make.placement(print_page=one, article=first, order=1)
    make.placement(print_page=two, article=make.draft(title="未发的稿"))
    html = client.get("/editions/2020-05-28/1/").content.decode()
    assert html.index("头条在此") < html.index("次条在此")
    for path in ("/editions/", "/editions/2020-05-28/", "/editions/2020-05-28/2/", edition.get_absolute_url()):
        answer = client.get(path)
        assert (answer.status_code, "未发的稿" in answer.content.decode()) == (200, False)
    assert one.get_absolute_url() == "/editions/2020-05-28/1/"
    for path in (
        "/editions/2020-05-28/3/",
        "/editions/2020-05-29/",
        "/editions/2020-13-45/",
        "/editions/0000-00-00/1/",
    ):
        assert status(client, path) == 404
    assert status(client, "/editions/?year=2020") == status(client, "/editions/?year=x") == 200


def test_edition_of_tomorrow_is_not_public_yet(client: Client) -> None:
    day = timezone.localdate() + dt.timedelta(days=1)
    make.placement(print_page=make.print_page(edition=make.edition(date=day)))
    assert status(client, f"/editions/{day}/") == 404


def test_column_lists_main_and_guest_articles_page_by_page(client: Client) -> None:
    column = make.column(slug="yaowen")
    for number in range(21):
        make.article(parent=column, title=f"第{number:02}稿", first_published_at=timezone.now() - number * HOUR)
    make.article(also_in=[column], title="客稿", first_published_at=timezone.now() + HOUR / 2)
    first, second = (client.get("/yaowen/", {"page": page}).content.decode() for page in ("1", "2"))
    assert ("客稿" in first, "第18稿" in first, "第19稿" in first) == (True, True, False)
    assert ("第19稿" in second, "第20稿" in second, "第18稿" in second) == (True, True, False)
    for page in ("0", "-1", "x", "9" * 30, "二", "999"):
        assert client.get("/yaowen/", {"page": page}).status_code == 200


def cost(client: Client, path: str) -> int:
    """Return how many queries a page costs once caches are warm."""
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_lists_cost_the_same_for_one_and_three(client: Client) -> None:
    column = make.column(slug="yaowen")
    print_page = make.print_page(edition=make.edition(date=dt.date(2020, 5, 28)))

    def add() -> ArticlePage:
        page = make.article(parent=column)
        make.placement(article=page, print_page=print_page)
        make.correction(article=page)
        return page

    page = add()
    paths = ("/yaowen/", "/editions/", "/editions/2020-05-28/", "/editions/2020-05-28/1/", "/corrections/")
    one = [cost(client, path) for path in paths]
    add()
    add()
    assert [cost(client, path) for path in paths] == one
    assert status(client, page.path_on_site()) == 200


def test_document_says_what_the_article_says() -> None:
    column, guest = make.column(), make.column()
    page = make.article(parent=column, text="正文一段。", also_in=[guest], kicker="引", deck="副", short_title="短")
    page.credits = [Credit(role="author", name="样例作者", post_title="书记", unit="云溪街道")]
    page.save()
    document = Document.objects.get()
    assert (document.kicker, document.deck, document.short_title) == ("引", "副", "短")
    assert (document.text, document.people) == ("正文一段。", "样例作者 书记 云溪街道")
    assert (document.url, document.number, document.column_id) == (page.path_on_site(), page.number_id, column.pk)
    assert sorted(document.column_links.values_list("column_id", flat=True)) == sorted((column.pk, guest.pk))


def test_end_before_the_embargo_ends_has_no_document() -> None:
    now = timezone.now()
    make.article(embargo_until=now + 2 * HOUR, expire_at=now + HOUR)
    assert Document.objects.count() == 0


@pytest.mark.parametrize(
    "break_rule",
    [
        lambda: make.edition(issue_number=0),
        lambda: make.print_page(page_number=0),
        lambda: make.print_page(page_number=201),
        lambda: make.print_page(raw_text="文", raw_sha256=""),
        lambda: make.correction(public_text=""),
        lambda: make.correction(kind="other"),
        lambda: make.credit(name=""),
        lambda: make.credit(role="other"),
        lambda: make.placement(article=make.placement().article, print_page=PrintPage.objects.get()),
        lambda: Edition.objects.create(date=make.edition().date),
        lambda: [make.correction(kind="retraction", article=each) for each in [make.article()] * 2],
        lambda: ColumnPage.objects.filter(pk=make.column().pk).update(freshness_days=0),
        lambda: ArticlePage.objects.filter(pk=make.article().pk).update(article_kind="other"),
        lambda: ArticlePage.objects.filter(pk__in=[make.article().pk, make.article().pk]).update(archive_key="1"),
    ],
)
def test_constraints_hold(break_rule: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        break_rule()


def test_names_of_objects() -> None:
    edition = make.edition(date=dt.date(2020, 5, 28), issue_number=None)
    placement = make.placement(print_page=make.print_page(edition=edition))
    assert str(edition) == "2020-05-28"
    assert str(placement.print_page).startswith("2020-05-28")
    assert str(placement.article) in str(placement)
    correction: Correction = make.correction()
    assert str(correction.article) in str(correction)
    assert str(make.credit(name="样例")) == "样例"


@override_settings(FURNITURE_SECONDS=60)
def test_article_and_column_cost_at_most_twelve_queries(client: Client) -> None:
    page = publish_article(article=make.draft(parent=make.column(slug="yaowen")), actor=None)
    assert cost(client, page.path_on_site()) <= 12
    assert cost(client, "/yaowen/") <= 12
