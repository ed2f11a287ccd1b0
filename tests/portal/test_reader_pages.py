import datetime as dt
import json
import re
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Site

from foundation.models import SiteIdentity
from news.models import ArticlePage, ColumnPage
from portal.models import StandardPage
from tests.factories import news as make
from tests.factories.foundation import RegionFactory, TopicFactory

pytestmark = pytest.mark.django_db

HOSTILE = '</script><script>alert("1")</script>&\u2028'


def identify(**fields: object) -> SiteIdentity:
    values = {"site": Site.objects.get(is_default_site=True), "site_name": "澄川文明网", "newspaper_name": "澄川文明报"}
    made: SiteIdentity = SiteIdentity.objects.create(**(values | fields))
    return made


def page(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def structured(html: str) -> dict[str, object]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert found is not None
    data: dict[str, object] = json.loads(found[1])
    return data


def count(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        page(client, path)
    return len(queries)


def test_an_article_is_printed_as_in_the_newspaper(client: Client) -> None:
    make.home()
    identify()
    column = make.column(title="要闻", opening_note="<p>开栏的话在此</p>")
    article = make.article(
        parent=column,
        title="主题一 主题二",
        kicker="引题在此",
        deck="副题在此",
        text="清晨的云溪“古街”。志愿者来了。",
        dateline="本报讯",
        first_published_at=dt.datetime(2020, 5, 28, 1, 5, tzinfo=dt.UTC),
        editor=make.user(name="样责编"),
    )
    make.credit(article=article, name="样记者")
    make.credit(article=article, name="样作者", role="author", post_title="书记", unit="云溪区委")
    make.credit(article=article, name="样摄影", role="photographer")
    html = page(client, f"/a/2020/{article.number_id}/")
    for words in (
        "引题在此",
        "副题在此",
        "开栏的话在此",
        '<span class="phrase">主题一</span> <span class="phrase">主题二</span>',
        "2020年5月28日 09:05",
        "来源：澄川文明报",
        "责任编辑：样责编",
        "云溪区委书记",
        "（样摄影 摄）",
        '<p class="dateline">本报讯</p>',
        '<meta name="description" content="清晨的云溪“古街”。志愿者来了。">',
        'class="qr"',
    ):
        assert words in html
    assert html.index("样作者") < html.index("样记者")


def test_neighbours_and_related_follow_the_column_the_topics_and_the_places(client: Client) -> None:
    column, other = make.column(), make.column()
    topic, region = TopicFactory(), RegionFactory()
    now = timezone.now()
    hour = dt.timedelta(hours=1)
    old = make.article(parent=column, title="旧", first_published_at=now - 3 * hour)
    middle = make.article(
        parent=column, title="中", first_published_at=now - 2 * hour, topics=[topic], regions=[region]
    )
    new = make.article(parent=column, title="新", first_published_at=now - hour)
    same_topic = make.article(parent=other, title="同主题", topics=[topic])
    make.article(parent=other, title="无关")
    html = page(client, middle.path_on_site())
    before, after = re.findall(r'<a rel="(prev|next)" href="([^"]+)"', html)
    assert (before, after) == (("prev", old.path_on_site()), ("next", new.path_on_site()))
    related = html[html.index('id="related"') :]
    assert re.findall(r'<li><a href="(/a/[^"]+)"', related)[0] == same_topic.path_on_site()
    assert "无关" not in related


def test_a_correction_stands_on_the_article_in_its_data_and_on_the_corrections_page(client: Client) -> None:
    article = make.article()
    made = make.correction(article=article, public_text="“十月”应为“九月”。")
    html = page(client, article.path_on_site())
    assert html.count("“十月”应为“九月”。") == 2
    assert structured(html)["correction"] == [
        {"@type": "CorrectionComment", "text": made.public_text, "datePublished": made.made_at.isoformat()}
    ]
    assert made.public_text in page(client, "/corrections/")


def test_the_data_of_an_article_says_what_is_known_and_cannot_leave_its_element(client: Client) -> None:
    make.home()
    identify()
    topic = TopicFactory(name="文明城市")
    article = make.article(title=HOSTILE, parent=make.column(title="要闻"), topics=[topic], summary="摘要")
    make.credit(article=article, name="样记者", unit="本报")
    make.credit(article=article, name="某某宣传部", role="supplier")
    make.credit(article=article, name="样校对", role="proofreader")
    html = page(client, article.path_on_site())
    data = structured(html)
    address = f"http://testserver{article.path_on_site()}"
    assert {name: data[name] for name in ("@type", "headline", "url", "articleSection", "keywords", "author")} == {
        "@type": "NewsArticle",
        "headline": HOSTILE,
        "url": address,
        "articleSection": "要闻",
        "keywords": ["文明城市"],
        "author": [
            {"@type": "Person", "name": "样记者", "affiliation": "本报"},
            {"@type": "Organization", "name": "某某宣传部"},
        ],
    }
    assert "isBasedOn" not in data
    assert "alert(" in html
    assert "<script>alert" not in html


def test_government_tags_are_printed_only_when_asked_for(client: Client) -> None:
    make.home()
    identity = identify(site_code="9900000001", domain="example.invalid", slogan="口号")
    column = make.column(title="要闻", column_description="说明", column_keywords="词", column_kind="工作动态")
    moment = dt.datetime(2020, 5, 28, 16, 5, tzinfo=dt.UTC)
    article = make.article(parent=column, title="题", source_name="来源报", first_published_at=moment)
    assert "SiteIDCode" not in page(client, "/")
    identity.government_tags = True
    identity.save()

    def tags(path: str) -> dict[str, str]:
        return dict(re.findall(r'<meta name="([A-Z][A-Za-z]+)" content="([^"]*)"', page(client, path)))

    site = {"SiteName": "澄川文明网", "SiteDomain": "example.invalid", "SiteIDCode": "9900000001"}
    of_column = {"ColumnName": "要闻", "ColumnDescription": "说明", "ColumnKeywords": "词", "ColumnType": "工作动态"}
    assert tags("/") == site | {
        "ColumnName": "首页",
        "ColumnType": "首页",
        "ColumnDescription": "口号",
        "ColumnKeywords": "澄川文明网",
    }
    assert tags(str(column.url)) == site | of_column
    assert tags(article.path_on_site()) == site | of_column | {
        "ArticleTitle": "题",
        "PubDate": "2020-05-29 00:05",
        "ContentSource": "来源报",
        "Url": f"http://testserver{article.path_on_site()}",
    }
    assert tags("/corrections/") == site


@pytest.mark.parametrize("kind", ["article", "column", "region", "topic", "corrections", "edition"])
def test_lists_cost_the_same_for_one_and_three_items(client: Client, kind: str) -> None:
    region, topic, column = RegionFactory(code="990100"), TopicFactory(slug="city"), make.column(slug="news")
    printed = make.print_page(edition=make.edition(date=dt.date(2020, 5, 28)))
    counts = []
    for batch in (1, 2):
        for _each in range(batch):
            article = make.article(parent=column, regions=[region], topics=[topic])
            make.correction(article=article)
            make.placement(article=article, print_page=printed)
        paths = {
            "article": article.path_on_site(),
            "column": str(column.url),
            "region": "/regions/990100/",
            "topic": "/topics/city/",
            "corrections": "/corrections/",
            "edition": "/editions/2020-05-28/",
        }
        counts.append(count(client, paths[kind]))
    assert counts[0] == counts[1]


def test_articles_and_columns_cost_no_more_than_twelve_queries(client: Client, settings: object) -> None:
    settings.FURNITURE_SECONDS = 60  # type: ignore[attr-defined]
    column = make.column(slug="news")
    for _each in range(3):
        article = make.article(parent=column, regions=[RegionFactory()], topics=[TopicFactory()])
        make.credit(article=article)
    assert count(client, article.path_on_site()) <= 12
    assert count(client, str(column.url)) <= 12


def test_an_information_page_is_read_and_found(client: Client) -> None:
    from search.models import Document  # noqa: PLC0415 - only this test reads the table

    about = StandardPage(title="关于我们", slug="about", introduction="导语", body=[("paragraph", "<p>正文在此</p>")])
    make.home().add_child(instance=about)
    assert "正文在此" in page(client, "/about/")
    document = Document.objects.get()
    assert (document.kind, document.title, document.url, document.text) == ("page", "关于我们", "/about/", "正文在此")
    about.live = False
    about.save()
    assert not Document.objects.exists()


def test_hubs_show_what_lies_inside_and_refuse_what_is_not_there(client: Client) -> None:
    city = RegionFactory(code="990100", name="澄川市")
    district = RegionFactory(code="990102", name="云溪区", parent=city)
    district.path = f"{city.path}{district.pk}/"
    district.save()
    topic = TopicFactory(slug="city", description="主题说明")
    article = make.article(title="区里的事", regions=[district], topics=[topic])
    assert "区里的事" in page(client, "/regions/990100/")
    assert "云溪区" in page(client, "/regions/990100/")
    assert article.path_on_site() in page(client, "/topics/city/")
    assert "noindex" in page(client, "/topics/" + TopicFactory(slug="empty").slug + "/")
    page(client, "/regions/999999/", 404)
    page(client, "/topics/none/", 404)


def test_a_page_past_the_end_leads_back_to_the_beginning(client: Client) -> None:
    column = make.column(title="要闻")
    make.article(parent=column)
    for path in (str(column.url), "/honours/"):
        html = page(client, f"{path}?page=99")
        assert ("没有第99页。" in html, 'href="?page=1"' in html, 'rel="prev"' in html) == (True, True, False)
        assert 'href="?page=1"' not in page(client, path)


def test_feeds_are_valid_atom_without_forbidden_characters(client: Client) -> None:
    column = make.column(title="要闻")
    make.article(parent=column, title="<坏>\x08字符𠮷", summary="摘要&")
    make.article(title="别栏", source_kind="reprint", source_name="别报")
    make.draft(parent=column, title="未发")
    identify(newspaper_name="澄川文明报")
    atom = "{http://www.w3.org/2005/Atom}"
    everything = ET.fromstring(page(client, "/feeds/all.xml"))  # noqa: S314 - our own answer
    one = ET.fromstring(page(client, f"/feeds/columns/{column.pk}.xml"))  # noqa: S314 - the same
    assert {str(each.text) for each in everything.findall(f"{atom}entry/{atom}title")} == {"<坏>字符𠮷", "别栏"}
    assert [str(each.text) for each in one.findall(f"{atom}entry/{atom}title")] == ["<坏>字符𠮷"]
    assert one.findtext(f"{atom}title") == "要闻"
    assert [each.findtext(f"{atom}author/{atom}name") for each in (everything, one)] == ["澄川文明报"] * 2
    assert [str(each.text) for each in everything.findall(f"{atom}entry/{atom}author/{atom}name")] == ["别报"]
    page(client, f"/feeds/columns/{column.pk + 1000}.xml", 404)


def test_sitemaps_and_robots_name_what_is_public(client: Client) -> None:
    topic = TopicFactory(slug="city")
    article = make.article(topics=[topic])
    old = make.article(first_published_at=timezone.now() - dt.timedelta(days=3))
    draft = make.draft()
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"

    def places(path: str) -> set[str]:
        root = ET.fromstring(page(client, path))  # noqa: S314 - our own answer
        return {str(each.text) for each in root.iter(f"{space}loc")}

    host = "http://testserver"
    assert places("/sitemap.xml") == {f"{host}/sitemap-lists.xml", f"{host}/sitemap-documents.xml"}
    assert places("/sitemap-documents.xml") == {f"{host}{each.path_on_site()}" for each in (article, old)}
    columns = {f"{host}{column.url}" for column in ColumnPage.objects.all()}
    assert places("/sitemap-lists.xml") == columns | {
        f"{host}{path}" for path in ("/", "/editions/", "/topics/city/", "/corrections/")
    }
    assert places("/news-sitemap.xml") == {f"{host}{article.path_on_site()}"}
    assert draft.path_on_site() not in page(client, "/sitemap-documents.xml")
    robots = page(client, "/robots.txt")
    assert "Disallow: /admin/" in robots
    assert f"Sitemap: {host}/sitemap.xml" in robots


def test_a_missing_page_helps(client: Client) -> None:
    article = make.article(title="最新的一篇")
    html = page(client, "/nowhere/", 404)
    assert article.path_on_site() in html
    assert 'role="search"' in html


def test_no_page_names_another_host(client: Client) -> None:
    article: ArticlePage = make.article()
    make.placement(article=article, print_page=make.print_page(edition=make.edition(date=dt.date(2020, 5, 28))))
    for path in ("/", str(article.get_parent().url), article.path_on_site(), "/editions/", "/editions/2020-05-28/"):
        html = page(client, path)
        hosts = set(re.findall(r'(?:src|href|action|content)="(?:https?:)?//([^/":]+)', html))
        assert hosts <= {"testserver"}
        assert " style=" not in html
        assert not re.search(r"\son[a-z]+=", html)
