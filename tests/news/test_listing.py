"""The list of articles: its columns and filters in the newsroom's words, and the file that leaves it."""

import csv
import datetime as dt
import io

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from foundation.models import AuditLine
from news.enums import Role
from news.models import Credit, Edition, PrintPage
from tests.factories import news as make
from tests.factories.foundation import UserFactory
from tests.news.test_desk import add_url, desk

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/"


def test_file_is_read_by_the_office(client: Client) -> None:
    desk(client, Role.EDITOR)
    column = make.column(title="要闻")
    page = make.article(
        parent=column, title="=云溪开课", first_published_at=dt.datetime(2026, 5, 1, 20, 30, tzinfo=dt.UTC)
    )
    Credit.objects.create(article=page, name="青禾", role="reporter")
    edition = make.edition(date=dt.date(2026, 5, 2))
    make.placement(article=page, print_page=make.print_page(edition=edition, page_number=3))

    answer = client.get(LIST, {"export": "csv"})
    data = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(LIST, {"export": "xlsx"}).getvalue())).active

    assert data.startswith(b"\xef\xbb\xbf")
    assert rows[0] == ["稿件编号", "主题（主标题）", "体裁", "栏目", "日期与版次", "署名", "状态", "首发时间", "地址"]
    assert rows[1][1:8] == ["'=云溪开课", "消息", "要闻", "2026-05-02 第 3 版", "青禾", "已发布", "2026-05-02 04:30"]
    assert sheet is not None
    assert [cell.value for cell in sheet[2]][1:8] == ["=云溪开课", *rows[1][2:8]]


def test_filters_of_the_newsroom_come_first_and_ask_nothing_idle(client: Client) -> None:
    desk(client, Role.EDITOR)
    make.article()
    answer = client.get(LIST)
    assert list(answer.context["filters"].form.fields) == [
        *("article_kind", "state", "column", "region", "topic", "edition", "credit"),
        *("latest_revision_created_at", "owner", "edited_by"),
    ]
    assert [column.label for column in answer.context["table"].columns.values()][2] == "栏目"


def test_responsible_editor_is_one_of_the_newsroom(client: Client) -> None:
    person = desk(client, Role.EDITOR)
    outsider = UserFactory(name="投放联络员")
    form = client.get(add_url(make.column())).context["form"]
    assert [user.pk for user in form.fields["editor"].queryset] == [person.pk]
    assert outsider.pk != person.pk


def test_page_with_articles_is_kept_and_changes_are_recorded(client: Client) -> None:
    desk(client, Role.PUBLISHER)
    placement = make.placement()
    page = placement.print_page
    urls = [reverse("print_pages:delete", args=(page.pk,)), reverse("editions:delete", args=(page.edition_id,))]
    for url in urls:
        client.post(url)
    assert PrintPage.objects.count() == 1
    told = [str(message).strip() for message in client.get("/admin/").context["messages"]]
    assert told == ["上面还有 1 篇稿件，不能删除。请先把稿件移出版面。"] * 2
    placement.delete()
    for url in urls:
        client.post(url)
    assert PrintPage.objects.count() == Edition.objects.count() == 0
    assert list(AuditLine.objects.values_list("verb", flat=True)) == ["delete", "delete"]
