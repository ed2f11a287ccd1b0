"""What a page tells whoever shares it: one address, the same for search engines and for messengers, and a title."""

import datetime as dt
import html
import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.contests import make_contest, make_contest_page
from tests.factories.exemplars import wall
from tests.factories.foundation import RegionFactory, TopicFactory
from tests.factories.news import article, column, edition, home, placement, print_page

pytestmark = pytest.mark.django_db


def told(client: Client, address: str) -> dict[str, list[str]]:
    text = client.get(address).content.decode()
    found = {name: re.findall(rf'<meta property="og:{name}" content="([^"]*)">', text) for name in ("title", "url")}
    found["canonical"] = re.findall(r'<link rel="canonical" href="([^"]*)">', text)
    return {name: [html.unescape(value) for value in values] for name, values in found.items()}


@pytest.fixture
def addresses() -> dict[str, str]:
    home()
    wall()
    region, topic = RegionFactory.create(name="望渡县"), TopicFactory.create(name="节约粮食")
    story = article(parent=column(title="要闻"), title="一粒米的故事", regions=[region], topics=[topic])
    page = print_page(edition=edition(date=dt.date(2026, 5, 28)), page_number=2)
    placement(article=story, print_page=page)
    contest = make_contest_page(make_contest(), title="“身边的文明新风”征文")
    return {
        "征文与摄影赛": reverse("contests"),
        "“身边的文明新风”征文": contest.path_on_site(),
        "推荐身边好人": reverse("nominate"),
        "评选公示与结果": reverse("notices"),
        "荣誉榜": reverse("roll"),
        "更正与说明": reverse("corrections"),
        "数字报": reverse("editions"),
        "2026年5月28日 数字报": reverse("edition", args=["2026-05-28"]),
        "2026年5月28日 第2版": reverse("print_page", args=["2026-05-28", 2]),
        "望渡县": reverse("region", args=[region.code]),
        "节约粮食": reverse("topic", args=[topic.slug]),
        "一粒米的故事": story.path_on_site(),
        "要闻": story.get_parent().specific.url,
    }


def test_each_names_itself_and_its_one_address(client: Client, addresses: dict[str, str]) -> None:
    found = {title: told(client, address) for title, address in addresses.items()}

    assert {title: tags["title"] for title, tags in found.items()} == {title: [title] for title in addresses}
    expected = {title: [f"http://testserver{address}"] for title, address in addresses.items()}
    assert {title: tags["url"] for title, tags in found.items()} == expected
    assert {title: tags["canonical"] for title, tags in found.items()} == expected
