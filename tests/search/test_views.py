"""The results page and the API, through their addresses."""

import datetime as dt
import json
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from tests.factories import news as make
from tests.factories.foundation import RegionFactory, TopicFactory
from tests.factories.search import document, synonym

pytestmark = pytest.mark.django_db

HOSTILE = [
    "", " ", '"', "*", "AND", "NEAR(", "a OR b", "'; drop table x;--", "(", ")(", "-", "\\", "%", "_", "%00", "\x00",
    "\x01\x1f\x7f文明\x08", "经济" * 1700, "a" * 10_000, "😀", "\u200b", "t:经济", "' & | ! <->", "《》", "文\u0301明",
]  # fmt: skip


def api(client: Client, query: str, **parameters: str | int) -> dict[str, object]:
    response = client.get("/api/search/", {"q": query, **parameters})
    assert response.status_code == 200
    answer: dict[str, object] = json.loads(response.content)
    return answer


def keys(answer: dict[str, object]) -> list[str]:
    return [result["key"] for result in answer["results"]]  # type: ignore[attr-defined]


def test_the_answer_of_the_api(client: Client) -> None:
    date = dt.datetime(2026, 11, 20, 16, tzinfo=dt.UTC)
    document("垃圾<分类>", "社区的垃圾分好了。", archive_key="old-7", number=41, url="/a/2026/41/", date=date)
    response = client.get("/api/search/", {"q": "垃圾"})
    assert (response["Content-Type"], response["X-Robots-Tag"]) == ("application/json; charset=utf-8", "noindex")
    assert "垃圾" in response.content.decode()
    assert json.loads(response.content) == {
        "query": "垃圾",
        "total": 1,
        "exact": 1,
        "page": 1,
        "pages": 1,
        "results": [
            {
                "key": "old-7",
                "title": "垃圾<分类>",
                "kind": "article",
                "url": "/a/2026/41/",
                "date": "2026-11-21T00:00:00+08:00",
                "snippet": "社区的<mark>垃圾</mark>分好了。",
            }
        ],
    }


@pytest.mark.parametrize("page", ["0", "-1", "x", "1001", "１", "9" * 40, ""])
def test_a_wrong_page_is_told(client: Client, page: str) -> None:
    response = client.get("/api/search/", {"q": "垃圾", "page": page})
    assert (response.status_code, list(json.loads(response.content))) == (400, ["error"])


def test_only_reading_is_allowed(client: Client) -> None:
    assert client.post("/api/search/").status_code == 405


def test_pages_of_results(client: Client) -> None:
    made = {document("垃圾", number=number).key for number in range(1, 46)}
    answers = [api(client, "垃圾", page=page) for page in (1, 2, 3, 4)]
    assert [len(keys(answer)) for answer in answers] == [20, 20, 5, 0]
    assert {key for answer in answers for key in keys(answer)} == made
    assert [answer["total"] for answer in answers] == [45] * 4
    shown = client.get("/search/?q=垃圾&page=2").content.decode()
    assert 'start="21"' in shown
    assert client.get("/search/?q=垃圾&page=99").status_code == 200


def test_few_exact_hits_are_followed_by_others(client: Client) -> None:
    both = document("垃圾分类站", "", number=1).key
    some = document("垃圾车", "", number=2).key
    answer = api(client, "垃圾 分类")
    assert (answer["total"], answer["exact"], keys(answer)) == (2, 1, [both, some])
    newer = document("分类法", "", number=3, date=timezone.now()).key
    assert keys(api(client, "垃圾 分类", sort="date")) == [newer, some, both]


def test_a_synonym_is_effective_at_once(client: Client) -> None:
    document("创建文明城市", "", number=1)
    assert api(client, "创文")["total"] == 0
    kept = synonym("创文", "创建文明城市")
    assert api(client, "创文")["total"] == 1
    kept.delete()
    assert api(client, "创文")["total"] == 0


def test_an_article_is_found_at_once_and_gone_at_once(client: Client) -> None:
    page = make.article(title="云溪街道开设文明课堂")
    assert api(client, "文明课堂")["total"] == 1
    page.unpublish()
    assert api(client, "文明课堂")["total"] == 0


def test_nothing_private_is_found(client: Client) -> None:
    hour = dt.timedelta(hours=1)
    make.draft(title="绝密草稿")
    make.article(title="绝密限时", embargo_until=timezone.now() + hour)
    make.article(title="绝密过期", expire_at=timezone.now() - hour)
    private = make.article(title="绝密内部")
    PageViewRestriction.objects.create(page=private.get_parent(), restriction_type="login")
    revised = make.article(title="公开")
    revised.title = "绝密修改"
    revised.save_revision()
    assert api(client, "绝密") == {"query": "绝密", "total": 0, "exact": 0, "page": 1, "pages": 0, "results": []}
    shown = client.get("/search/", {"q": "绝密"}).content.decode()
    assert [word for word in ("绝密草稿", "绝密限时", "绝密过期", "绝密内部", "绝密修改") if word in shown] == []


@pytest.mark.parametrize("query", HOSTILE)
def test_any_query_gives_a_normal_page(client: Client, query: str) -> None:
    document("经济")
    assert client.get("/search/", {"q": query}).status_code == 200
    assert client.get("/api/search/", {"q": query}).status_code == 200


@pytest.mark.parametrize("raw", ["%ED%A0%80", "%ff%fe", "%ED%A0%80%E7%BB%8F", "%00", "%"])
def test_any_bytes_give_a_normal_page(client: Client, raw: str) -> None:
    for address in ("/search/", "/api/search/"):
        assert client.get(f"{address}?q={raw}").status_code == 200


@pytest.mark.parametrize(
    "parameters", ["page=x&year=x", "kind=<b>&column=-1", "year=99999999999&page=0", "sort=no", "topic=9"]
)
def test_filters_that_make_no_sense_are_left_out(client: Client, parameters: str) -> None:
    document("经济")
    assert client.get(f"/search/?q={quote('经济')}&{parameters}").status_code == 200


def test_the_results_page(client: Client) -> None:
    region, topic = RegionFactory(), TopicFactory()
    column = make.column(title="环保")
    document("垃圾分类<b>", "说垃圾", columns=[column.pk], regions=[region], topics=[topic], article_kind="news")
    document("垃圾车", "说垃圾", kind="page")
    response = client.get("/search/", {"q": "垃圾"})
    shown = response.content.decode()
    assert (response["X-Robots-Tag"], '<meta name="robots" content="noindex">' in shown) == ("noindex", True)
    assert "<mark>垃圾</mark>分类&lt;b&gt;" in shown
    assert f"?q={quote('垃圾')}&amp;kind=page" in shown
    one = client.get("/search/", {"q": "垃圾", "column": column.pk, "sort": "date"}).content.decode()
    assert "垃圾车" not in one


def test_a_private_column_is_not_named(client: Client) -> None:
    column = make.column(title="内部栏目")
    PageViewRestriction.objects.create(page=column, restriction_type="login")
    for _ in range(2):
        document("垃圾", columns=[column.pk])
    assert "内部栏目" not in client.get("/search/", {"q": "垃圾"}).content.decode()


def test_an_honest_empty_answer(client: Client) -> None:
    document("别的事", "")
    document("经济", "", kind="page")
    shown = client.get("/search/", {"q": "经济", "kind": "article"}).content.decode()
    assert f'href="?q={quote("经济")}"' in shown
    assert "别的事" in shown
    assert client.get("/search/").status_code == 200


def test_words_that_alone_would_be_found_are_offered(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.finding.RARE_AT_LEAST", 0)
    for _ in range(3):
        document("经济", "")
        document("文化", "")
    shown = client.get("/search/", {"q": "经济 文化"}).content.decode()
    assert f'href="?q={quote("经济")}"' in shown


@pytest.mark.parametrize("address", ["/search/", "/api/search/"])
def test_queries_do_not_grow_with_results(client: Client, address: str) -> None:
    column = make.column()
    counts = []
    for number in (1, 2):
        for _ in range(number):
            document("垃圾", columns=[column.pk])
        client.get(address, {"q": "垃圾"})
        with CaptureQueriesContext(connection) as captured:
            client.get(address, {"q": "垃圾"})
        counts.append(len(captured))
    assert counts == [counts[0]] * 2
