"""Bulk actions of the explorer: the newsroom's rules hold there, too, and each article leaves its audit line."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from foundation.models import AuditLine
from news.enums import Role
from news.models import ArticlePage
from search.models import Document
from tests.factories import news as make
from tests.news.test_desk import desk

pytestmark = pytest.mark.django_db


def act(client: Client, action: str, *pages: Page, **data: object) -> list[str]:
    """Run a bulk action and return what the person is told."""
    url = reverse("wagtail_bulk_action", args=("wagtailcore", "page", action))
    keys = "&".join(f"id={page.pk}" for page in pages)
    answer = client.post(f"{url}?{keys}&next=/admin/", data)
    assert (answer.status_code, answer["Location"]) == (302, "/admin/")
    return [str(message).strip() for message in client.get("/admin/").context["messages"]]


def lines() -> list[tuple[str, str]]:
    """Return verbs and subjects of the audit log."""
    return list(AuditLine.objects.order_by("pk").values_list("verb", "subject_id"))


def test_publishing_many_leaves_a_line_for_each(client: Client) -> None:
    desk(client, Role.PUBLISHER)
    first, second = make.draft(), make.draft()
    act(client, "publish", first, second)
    assert Document.objects.count() == 2
    assert lines() == [("publish_article", str(first.pk)), ("publish_article", str(second.pk))]
    act(client, "unpublish", first)
    assert Document.objects.count() == 1
    assert lines()[2:] == [("withdraw_article", str(first.pk))]


def test_drafts_below_a_column_are_published_with_it(client: Client) -> None:
    desk(client, Role.PUBLISHER)
    column = make.column()
    draft = make.draft(parent=column)
    act(client, "publish", column, include_descendants="on")
    assert ArticlePage.objects.get().live
    assert lines() == [("publish_article", str(draft.pk)), ("publish_page", str(column.pk))]
    act(client, "unpublish", column, include_descendants="on")
    assert lines()[2:] == [("withdraw_article", str(draft.pk)), ("withdraw_page", str(column.pk))]


def test_what_one_article_forbids_stops_all(client: Client) -> None:
    desk(client, Role.PUBLISHER)
    good, unsorted = make.draft(), make.draft(parent=make.tray(), title="没有栏目的稿")
    hollow = make.draft(title="缺图的稿", body=[("figure", {"picture": None, "caption": "", "credits": ""})])
    told = act(client, "publish", good, unsorted, hollow)
    assert told == [
        "“没有栏目的稿”：该稿件尚未归入栏目，请先分稿再发布。",
        "“缺图的稿”：稿件有未填完的内容，请打开稿件补全后再发布。",
    ]
    assert (ArticlePage.objects.filter(live=True).count(), Document.objects.count(), lines()) == (0, 0, [])


def test_published_article_does_not_vanish_into_the_tray(client: Client) -> None:
    desk(client, Role.PUBLISHER)
    page, tray, column = make.article(title="已发布的稿"), make.tray(), make.column()
    refusal = "“已发布的稿”已经发布，不能移到待分稿；请先取消发布。"
    assert act(client, "move", page, chooser=tray.pk) == [refusal]
    answer = client.post(reverse("wagtailadmin_pages:move_confirm", args=(page.pk, tray.pk)))
    assert answer.status_code == 302
    assert [str(message).strip() for message in client.get("/admin/").context["messages"]] == [refusal]
    assert Document.objects.count() == 1
    act(client, "move", page, chooser=column.pk)
    client.post(reverse("wagtailadmin_pages:move_confirm", args=(page.pk, make.column().pk)))
    assert lines() == [("file_article", str(page.pk)), ("file_article", str(page.pk))]


def test_deleting_many_leaves_a_line_for_each(client: Client) -> None:
    desk(client, Role.ADMINISTRATOR)
    page, draft = make.article(), make.draft()
    act(client, "delete", page, draft)
    assert lines() == [("delete_article", str(page.pk)), ("delete_article", str(draft.pk))]


def test_editor_publishes_nothing_by_address(client: Client) -> None:
    desk(client, Role.EDITOR)
    draft, page = make.draft(), make.article()
    act(client, "publish", draft)
    act(client, "unpublish", page)
    assert [ArticlePage.objects.get(pk=each.pk).live for each in (draft, page)] == [False, True]
    assert lines() == []
