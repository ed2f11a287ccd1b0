"""What partner sites get: only what is valid, at each instant; one feed that their scripts may read."""

import datetime as dt
import json
import re
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from campaigns.models import PsaPage
from campaigns.views.embedding import FRAME_POLICY
from tests.factories.campaigns import psa, psa_library
from tests.factories.media import PictureFactory

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
ATOM = "{http://www.w3.org/2005/Atom}"
SURFACES = ("/psa/", "/psa/feed.json", "/psa/feed.xml", "/psa/frame/", "/", "/search/?q=已过期的作品", "/sitemap.xml")


def listed(client: Client, query: str = "") -> list[str]:
    """Return the titles in the JSON feed."""
    return [item["title"] for item in client.get(f"/psa/feed.json{query}").json()["items"]]


def test_the_json_feed_tells_what_a_partner_needs(client: Client) -> None:
    picture = PictureFactory.create(description="海报：一只碗")
    ad = psa(title="惜食", wording="盘中餐，莫轻弃。", master=picture, valid_until=timezone.localdate())

    answer = client.get("/psa/feed.json")
    item = json.loads(answer.content)["items"][0]

    assert answer["Content-Type"] == "application/feed+json; charset=utf-8"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert re.fullmatch(r"public, max-age=0, s-maxage=\d+, stale-while-revalidate=\d+", answer["Cache-Control"])
    assert not answer.cookies
    assert (item["url"], item["title"], item["content_text"]) == (
        f"http://testserver{ad.path_on_site()}",
        "惜食",
        "盘中餐，莫轻弃。",
    )
    assert item["_psa"] == {
        "kind": "flat",
        "alt": "海报：一只碗",
        "licence": "任何单位可以免费刊播，不得改动。",
        "valid_until": timezone.localdate().isoformat(),
        "frame": f"http://testserver{ad.path_on_site()}frame/",
    }
    again = client.get("/psa/feed.json", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


def test_only_that_feed_may_be_read_by_scripts_of_others(client: Client) -> None:
    ad = psa()
    paths = ["/", "/psa/", ad.path_on_site(), "/psa/feed.xml", "/psa/frame/", "/psa/embed/", "/feeds/all.xml"]

    assert [path for path in paths if "Access-Control-Allow-Origin" in client.get(path)] == []
    assert client.post("/psa/feed.json").status_code == 405


def test_categories_narrow_the_feed(client: Client) -> None:
    psa(title="水")
    psa(title="路", category="文明交通")

    assert listed(client) == ["路", "水"]
    assert listed(client, "?category=文明交通") == ["路"]
    assert listed(client, "?category=无此类") == []


def test_nothing_that_is_over_early_hidden_or_a_draft_leaves_the_library(client: Client) -> None:
    today = timezone.localdate()
    psa(title="正在展示")
    psa(title="已过期的作品", valid_until=today - DAY)
    psa(title="未到期的作品", valid_from=today + DAY)
    psa(title="草稿作品", live=False)
    psa(title="图片过期作品", master=PictureFactory.create(valid_to=today - DAY))
    hidden = psa(title="内部作品")
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    # The search page repeats the words that were searched for, so only links to ads are counted there.
    numbers = PsaPage.objects.exclude(title="正在展示").values_list("number_id", flat=True)

    html = "".join(client.get(path).content.decode() for path in SURFACES)
    assert [number for number in numbers if f"/psa/{number}/" in html] == []
    assert listed(client) == ["正在展示"]


def test_the_atom_feed_holds_the_same(client: Client) -> None:
    ad = psa(title="惜食\x0b", wording="盘中餐，莫轻弃。")
    psa(title="已过期", valid_until=timezone.localdate() - DAY)

    feed = ET.fromstring(client.get("/psa/feed.xml").content)  # noqa: S314 - our own answer
    entries = feed.findall(f"{ATOM}entry")

    assert [(entry.findtext(f"{ATOM}title"), entry.findtext(f"{ATOM}summary")) for entry in entries] == [
        ("惜食", "盘中餐，莫轻弃。")
    ]
    link = entries[0].find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == f"http://testserver{ad.path_on_site()}"


@pytest.mark.parametrize("path", ["/psa/feed.json", "/psa/feed.xml"])
def test_feeds_cost_the_same_with_one_and_with_three(client: Client, path: str) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(path).status_code == 200
        return len(caught)

    psa(master=PictureFactory.create())
    client.get(path)
    one = queries()
    psa(master=PictureFactory.create())
    psa(master=PictureFactory.create(), category="文明交通")
    assert queries() == one


def test_a_frame_may_stand_anywhere_and_runs_nothing(client: Client) -> None:
    ad = psa(title="惜食")

    for path in ("/psa/frame/", f"{ad.path_on_site()}frame/"):
        answer = client.get(path)
        html = answer.content.decode()
        assert answer["Content-Security-Policy"] == FRAME_POLICY
        assert "X-Frame-Options" not in answer
        assert "public" in answer["Cache-Control"]
        assert "<script" not in html
        assert f'href="http://testserver{ad.path_on_site()}" target="_blank" rel="noopener"' in html


def test_a_frame_copied_once_shows_another_ad_after_the_last_day(client: Client) -> None:
    over = psa(title="已过期", valid_until=timezone.localdate() - DAY)
    hidden = psa(title="内部")
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    frames = [f"{ad.path_on_site()}frame/" for ad in (over, hidden)] + ["/psa/999999/frame/"]
    assert ["<h1>" in client.get(path).content.decode() for path in frames] == [False] * 3
    psa(title="当期")

    assert ["<h1>当期</h1>" in client.get(path).content.decode() for path in frames] == [True] * 3


def test_the_lines_to_copy_lead_to_the_frames(client: Client) -> None:
    ad = psa()

    page, help_page = client.get(ad.path_on_site()).content.decode(), client.get("/psa/embed/").content.decode()
    assert f'&lt;iframe src="http://testserver{ad.path_on_site()}frame/"' in page
    assert '&lt;iframe src="http://testserver/psa/frame/"' in help_page
    PsaPage.objects.all().delete()
    assert client.get("/psa/embed/").status_code == 404
    assert psa_library().live
