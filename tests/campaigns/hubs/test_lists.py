"""What leads to hubs: the list, the front page, articles, feeds and search; and what it costs."""

import datetime as dt
import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from campaigns.contests.models import Contest
from campaigns.models import CampaignPage, HubMatch
from campaigns.queries.hub_sections import sections_of
from campaigns.queries.hubs import hubs_of
from search.models import Document
from tests.campaigns.hubs.test_hub import DAY, contest, html
from tests.factories import news as make
from tests.factories.campaigns import hub, psa
from tests.factories.exemplars import exemplar
from tests.factories.foundation import OrganisationFactory, RegionFactory, TopicFactory
from tests.factories.media import AttachmentFactory, PictureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def furnish() -> Any:
    """Return a function that makes a hub with ``count`` items in each of ``count`` sections of every kind."""

    def made(count: int) -> CampaignPage:
        column, topic = make.column(), TopicFactory()
        sections: list[tuple[str, dict[str, Any]]] = []
        for _each in range(count):
            picture = PictureFactory.create()
            articles = [make.article(parent=column, topics=[topic], lead_picture=picture) for _one in range(count)]
            keys = [article.pk for article in articles]
            calls = [contest(slug=f"c{number}", title="赛") for number in range(Contest.objects.count(), 99)[:count]]
            ads = [psa(master=PictureFactory.create()).pk for _one in range(count)]
            people = [exemplar(name=f"样例{key}", portrait=PictureFactory.create()).pk for key in keys]
            files = [AttachmentFactory.create().pk for _one in range(count)]
            sections += [
                ("curated", {"style": "stories", "stories": [{"page": key} for key in keys]}),
                ("automatic", {"style": "pictures", "column": column.pk, "topic": str(topic.pk), "count": count}),
                ("text", {"text": "<p>字</p>"}),
                ("timeline", {"moments": [{"day": "2026-01-01", "title": "事", "page": key} for key in keys]}),
                ("figures", {"figures": [{"label": "数", "value": "1", "article": key} for key in keys]}),
                ("psas", {"psas": ads, "count": count}),
                ("exemplars", {"exemplars": people}),
                ("contests", {"contests": [str(each.pk) for each in calls]}),
                ("documents", {"documents": [{"title": "件", "document": key} for key in files]}),
            ]
        return hub(sections=sections, key_visual=PictureFactory.create())

    return made


def test_a_hub_costs_the_same_with_one_and_with_three_of_everything(client: Client, furnish: Any) -> None:
    counts = []
    for number in (1, 3):
        page = furnish(number)
        html(client, page)
        with CaptureQueriesContext(connection) as caught:
            text = html(client, page)
        counts.append(len(caught))
        assert [len(section.entries) for section in sections_of(page) if section.kind == "psas"] == [number] * number
        assert "样例" in text

    assert counts[0] == counts[1] <= 34


def test_list_feed_and_front_page_cost_the_same_with_one_and_with_three(client: Client) -> None:
    article = make.article()
    make.article()
    paths = ("/campaigns/", "/", article.path_on_site())

    def queries(page: CampaignPage) -> list[int]:
        counts = []
        for path in (*paths, f"/feeds/campaigns/{page.number_id}.xml"):
            client.get(path)
            with CaptureQueriesContext(connection) as caught:
                assert client.get(path).status_code == 200
            counts.append(len(caught))
        return counts

    section = ("curated", {"stories": [{"page": article.pk}]})
    today = timezone.localdate()
    ended: dict[str, Any] = {"starts_on": today - 9 * DAY, "ends_on": today - DAY}
    one = queries(hub(sections=[section], key_visual=PictureFactory.create()))
    for _each in range(2):
        hub(sections=[section], **ended)
        last = hub(sections=[section], key_visual=PictureFactory.create())

    assert queries(last) == one


def test_the_list_shows_running_ones_first_and_keeps_an_archive(client: Client) -> None:
    today = timezone.localdate()
    hub(title="将始", starts_on=today + 3 * DAY)
    hub(title="进行", starts_on=today - 9 * DAY, ends_on=None)
    for number in range(22):
        hub(title=f"旧{number:02}", starts_on=today - 99 * DAY, ends_on=today - (number + 1) * DAY)

    first = client.get("/campaigns/").content.decode().split("<main")[1]
    second = client.get("/campaigns/?page=2").content.decode().split("<main")[1]

    shown = list(dict.fromkeys(re.findall("将始|进行<|旧[0-9]{2}", first)))
    assert shown[:4] == ["进行<", "将始", "旧00", "旧01"]
    assert (re.findall("旧[0-9]{2}", second), "进行<" in second) == (["旧20", "旧21"], False)


def test_the_front_page_leads_to_running_hubs_only(client: Client) -> None:
    make.article(parent=make.column())
    today = timezone.localdate()
    hub(title="进行专题", slogan="口号")
    hub(title="结束专题", starts_on=today - 9 * DAY, ends_on=today - DAY)
    hub(title="将来专题", starts_on=today + DAY)

    assert re.findall("(..)专题</strong>", client.get("/").content.decode()) == ["进行"]


def test_search_finds_a_hub_by_the_words_written_for_it_and_by_nothing_else(client: Client) -> None:
    topic, region = TopicFactory(slug="warm"), RegionFactory(code="990100")
    unit = OrganisationFactory(name="澄川市样例办")
    page = hub(
        theme="文明实践",
        slogan="一句口号",
        organisers="澄川市样例办",
        topics=[topic],
        region=region,
        introduction="<p>导语在此</p>",
        sections=[
            ("timeline", {"moments": [{"day": "2026-01-01", "title": "启动仪式", "text": ""}]}),
            ("figures", {"figures": [{"label": "驿站总数", "value": "3"}]}),
            ("documents", {"documents": [{"title": "某方案"}]}),
            ("psas", {"psas": [psa(title="某广告").pk]}),
            ("exemplars", {"exemplars": [exemplar(name="样例甲明").pk]}),
        ],
    )

    document = Document.objects.get(kind="campaign")

    assert (document.number, document.url, document.kicker, document.deck) == (
        page.number_id,
        page.path_on_site(),
        "文明实践",
        "一句口号",
    )
    assert [line for line in document.text.splitlines() if "澄" not in line][:2] == ["导语在此", "timeline"]
    assert {"启动仪式", "驿站总数", "某方案"} <= set(document.text.splitlines())
    assert "样例甲明" not in document.text
    assert "某广告" not in document.text
    assert list(document.topics.all()) == [topic]
    assert list(document.organisations.all()) == [unit]
    assert [link.region for link in document.region_links.filter(is_direct=True)] == [region]
    assert client.get("/api/search/", {"q": "启动仪式"}).json()["total"] == 1
    assert page.path_on_site() in client.get("/sitemap-documents.xml").content.decode()
    assert "/campaigns/" in client.get("/sitemap-lists.xml").content.decode()


def test_structured_data_names_organisers_period_and_stories(client: Client) -> None:
    article = make.article()
    page = hub(
        starts_on=dt.date(2026, 1, 1),
        ends_on=None,
        organisers="甲单位",
        sections=[("curated", {"stories": [{"page": article.pk}]})],
    )

    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html(client, page))

    assert found is not None
    data = json.loads(found[1])
    assert (data["@type"], data["temporalCoverage"]) == ("CollectionPage", "2026-01-01/..")
    assert data["creator"] == [{"@type": "Organization", "name": "甲单位"}]
    assert data["mainEntity"]["itemListElement"] == [
        {"@type": "ListItem", "position": 1, "url": f"http://testserver{article.path_on_site()}"}
    ]


def test_an_article_names_its_hubs_chosen_or_by_rule(client: Client) -> None:
    city = RegionFactory(code="990100")
    inside, topic = RegionFactory(code="990102", parent=city), TopicFactory(slug="warm")
    article = make.article(regions=[inside], topics=[topic])
    other = make.article()
    today = timezone.localdate()
    hub(title="选中", sections=[("curated", {"stories": [{"page": article.pk}]})])
    hub(title="按地区", sections=[("automatic", {"region": city.pk, "topic": str(topic.pk), "count": 3})])
    hub(title="他时", sections=[("automatic", {"region": city.pk, "from_day": (today + DAY).isoformat(), "count": 3})])
    hub(title="未发", live=False, sections=[("curated", {"stories": [{"page": article.pk}]})])
    hub(title="无条件", sections=[("automatic", {"count": 3})])

    assert sorted(page.title for page in hubs_of(article)) == ["按地区", "选中"]
    assert hubs_of(other) == []
    assert hubs_of(make.draft()) == []
    assert "按地区" in client.get(article.path_on_site()).content.decode().split("<main")[1]
    page = CampaignPage.objects.get(title="选中")
    page.unpublish()
    assert [each.title for each in hubs_of(article)] == ["按地区"]
    assert HubMatch.objects.filter(hub=page).count() == 0


def test_the_feed_holds_the_stories_newest_first(client: Client) -> None:
    old, new = make.article(title="旧闻", first_published_at=timezone.now() - DAY), make.article(title="新闻")
    gone = make.draft(title="未发")
    stories = [{"page": article.pk} for article in (old, new, gone)]
    page = hub(slogan="口号", sections=[("curated", {"stories": stories})])

    text = client.get(f"/feeds/campaigns/{page.number_id}.xml").content.decode()

    assert re.findall("<title>(.*?)</title>", text) == ["冬日送暖行动", "新闻", "旧闻"]
