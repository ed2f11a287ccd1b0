"""The commands, and the lists they share with other apps."""

import datetime as dt
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from foundation.models import AuditLine, User
from search import queries
from search.domain import index
from search.engines.protocol import Overtaken
from search.models import Document, Synonym
from tests.factories import news as make
from tests.factories.foundation import RegionFactory, TopicFactory
from tests.factories.search import document, synonym

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_rebuild_reports_both_rates() -> None:
    make.article(title="文章")
    Document.objects.all().delete()
    assert len(run("rebuild_search").splitlines()) == 2
    assert Document.objects.get().title == "文章"
    assert len(run("rebuild_search", "--index-only").splitlines()) == 1
    assert len(run("rebuild_search", "--documents-only").splitlines()) == 1


def test_an_overtaken_rebuild_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    document("垃圾")

    def overtaken(_progress: object) -> int:
        raise Overtaken

    monkeypatch.setattr(index, "rebuild", overtaken)
    with pytest.raises(CommandError):
        run("rebuild_search", "--index-only")


def test_loading_synonyms_twice_adds_nothing(tmp_path: Path) -> None:
    synonym("两会", "人大会议")
    path = tmp_path / "list.csv"
    path.write_text("创文,创建文明城市\n创文,文明创建\n两会,人大会议\n只有简称\n,全称\n同,同\n\n", encoding="utf-8")
    assert len(run("load_synonyms", str(path)).splitlines()) == 4
    assert {each.short: each.forms for each in Synonym.objects.all()} == {
        "创文": ["创建文明城市", "文明创建"],
        "两会": ["人大会议"],
    }
    run("load_synonyms", str(path))
    assert (Synonym.objects.count(), AuditLine.objects.filter(verb="load_synonym").count()) == (2, 2)
    assert str(Synonym.objects.get(short="创文")) == "创文 = 创建文明城市 / 文明创建"


@pytest.mark.parametrize("content", [b"\xb4\xb4\xce\xc4,\xb4\xb4\xbd\xa8", None])
def test_a_list_that_cannot_be_read(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "list.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CommandError):
        run("load_synonyms", str(path))


def test_editors_keep_synonyms_in_the_admin(client: Client) -> None:
    client.force_login(User.objects.create_superuser("chief", "correct-horse-battery", name="样例主任"))
    address = "/admin/search_synonyms/"
    client.post(f"{address}new/", {"short": " 创文 ", "full_forms": "创建文明城市\r\n\r\n"})
    assert Synonym.objects.get().forms == ["创建文明城市"]
    client.post(f"{address}new/", {"short": "同", "full_forms": "同"})
    assert Synonym.objects.count() == 1
    assert "创文" in client.get(address).content.decode()


def test_latest_by_every_filter(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    region, topic = RegionFactory(), TopicFactory()
    day = dt.date(2026, 11, 12)
    one = document("一", columns=[1, 2], regions=[region], topics=[topic], article_kind="news", edition_date=day)
    two = document("二", kind="psa")
    assert list(queries.latest()) == [two, one]
    for filters in (
        {"kind": "article"},
        {"kind": ["article", "page"]},
        {"column": 2},
        {"topic": topic},
        {"region": region.pk},
        {"article_kind": "news"},
        {"edition_date": day},
        {"exclude": [two]},
    ):
        assert list(queries.latest(**filters)) == [one]
    assert list(queries.latest(with_picture=True, limit=None)) == []
    with django_assert_num_queries(1):
        assert len(queries.latest(limit=1)) == 1


@pytest.mark.parametrize("number", [1, 3])
def test_lists_cost_the_same_however_long(number: int) -> None:
    for _ in range(number):
        document("垃圾", columns=[1])
    with CaptureQueriesContext(connection) as captured:
        list(queries.latest(column=1))
    assert len(captured) == 1


def test_related_share_topics_places_or_the_column() -> None:
    region, topic = RegionFactory(), TopicFactory()
    shown = document("本文", columns=[1], regions=[region], topics=[topic])
    column = document("同栏目", columns=[1])
    place = document("同地", regions=[region])
    subject = document("同题", topics=[topic])
    document("无关", columns=[2])
    document("别类", kind="psa", topics=[topic])
    assert queries.related(shown) == [subject, place, column]
    assert queries.related(shown, limit=1) == [subject]
    assert queries.related(document("孤文")) == []


def test_neighbours_in_the_column() -> None:
    same = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    first, second, third = (document(title, columns=[1, 2], date=same) for title in "一二三")
    document("别栏", columns=[2], date=same)
    assert queries.neighbours(second) == (first, third)
    assert queries.neighbours(first) == (None, second)
    assert queries.neighbours(document("无栏目")) == (None, None)


def test_names_of_rows() -> None:
    row = document("垃圾", columns=[1], regions=[RegionFactory()], topics=[TopicFactory()])
    links = [row.column_links.get(), row.region_links.get(), row.topic_links.get()]
    assert [str(link).split(":")[0] for link in links] == [str(row.pk)] * 3
    assert (str(row), str(row.indexed), row.key) == ("垃圾", "垃圾", row.object_key)
