"""Screens and playlists at the desk."""

import datetime as dt
import re

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from campaigns.domain.screens import screen_of
from campaigns.models import Play, Playlist, Screen
from search.models import Document
from tests.campaigns.screens.playing import document
from tests.factories.campaigns import PlaylistItemFactory, ScreenFactory
from tests.factories.foundation import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    """Somebody who keeps the screens, logged in."""
    user = UserFactory.create()
    names = [
        "access_admin",
        *(f"{act}_{model}" for act in ("add", "change", "view") for model in ("screen", "playlist")),
    ]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)
    return client


def test_the_address_is_shown_once_and_works(desk: Client) -> None:
    screen = ScreenFactory.create()
    url = reverse("screen:screen", args=[screen.pk])
    answer = desk.post(url, {"act": "issue"})
    assert (answer.status_code, answer["Location"]) == (302, url)
    found = re.search(r"/screens/([\w-]{43})/", desk.get(url).content.decode())
    assert found is not None
    assert screen_of(found[1]) == screen
    assert found[1] not in desk.get(url).content.decode()
    again = desk.post(url, {"act": "issue"}, follow=True).content.decode()
    assert "/screens/" not in re.sub(r"/admin/screen[^\"]*", "", again)
    assert screen_of(found[1]) == screen
    desk.post(url, {"act": "revoke"})
    assert screen_of(found[1]) is None


def test_the_proof_of_play_names_what_was_shown(desk: Client) -> None:
    screen = ScreenFactory.create()
    document("psa", 7, title="节约粮食")
    for minutes, key in ((1, "psa-7"), (2, "psa-7"), (3, "psa-9"), (60 * 24 * 40, "psa-7")):
        shown = timezone.now() - dt.timedelta(minutes=minutes)
        Play.objects.create(screen=screen, kind="psa", object_key=key, shown_at=shown, seconds=12)
    page = desk.get(reverse("screen:screen", args=[screen.pk])).content.decode()
    rows = re.findall(r"<tr><td>[^<]*</td><td>([^<]*)</td><td>(\d+)</td><td>(\d+)</td>", page)
    assert rows == [("节约粮食", "2", "24"), ("psa-9", "1", "12")]


@pytest.mark.parametrize(
    ("name", "factory"), [("screen:index_results", ScreenFactory), ("playlist:index_results", PlaylistItemFactory)]
)
def test_lists_take_as_many_queries_for_three_as_for_one(
    desk: Client, name: str, factory: type[ScreenFactory] | type[PlaylistItemFactory]
) -> None:
    desk.get(reverse(name))
    counts = []
    for new in (1, 2):
        factory.create_batch(new)
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(reverse(name)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_playlist_names_only_what_readers_find(desk: Client) -> None:
    document("psa", 7)
    form = {
        "name": "早间",
        "items-TOTAL_FORMS": "1",
        "items-INITIAL_FORMS": "0",
        "items-MIN_NUM_FORMS": "1",
        "items-MAX_NUM_FORMS": "1000",
        "items-0-kind": "psa",
        "items-0-number": "9",
        "items-0-newest": "3",
        "items-0-seconds": "12",
        "items-0-from_time": "06:00",
        "items-0-until_time": "00:00",
        "items-0-ORDER": "1",
    }
    refused = desk.post(reverse("playlist:add"), form)
    assert "没有这一编号" in refused.content.decode()
    assert Playlist.objects.count() == 0
    desk.post(reverse("playlist:add"), {**form, "items-0-number": "7"})
    assert [item.number for item in Playlist.objects.get().items.all()] == [7]


def test_an_entry_takes_the_kind_of_what_it_names() -> None:
    document("article", 7)
    entry = PlaylistItemFactory.build(kind="psa", number=7)
    entry.clean()
    assert entry.kind == "article"


def test_the_desk_says_what_came_too_late(desk: Client) -> None:
    day = dt.datetime(2026, 4, 3, 1, tzinfo=dt.UTC)
    screen = ScreenFactory.create(late_plays=3, late_until=day)
    page = desk.get(reverse("screen:screen", args=[screen.pk])).content.decode()
    assert "有 3 次播放超过 90 天才上报（最晚一次在 2026-04-03），未计入台账。" in page


def test_an_address_waits_sealed_for_its_own_page(desk: Client) -> None:
    screen, other = ScreenFactory.create_batch(2)
    desk.post(reverse("screen:screen", args=[screen.pk]), {"act": "issue"})
    assert desk.session["issued_address"].startswith("w1.")
    page = desk.get(reverse("screen:screen", args=[other.pk])).content.decode()
    assert re.search(r"/screens/[\w-]{43}/", page) is None
    assert "issued_address" not in desk.session


def test_what_a_screen_shows_is_chosen_by_its_title(desk: Client) -> None:
    document("psa", 7, title="节约粮食")
    document("article", 8, title="节约用水")
    document("exemplar", 9, title="好邻居", visible_until=timezone.now() - dt.timedelta(hours=1))
    document("page", 10, title="节约说明")
    titles = r"data-chooser-modal-choice[^>]*>\s*([^<]*?)\s*<"
    for query, expected in (
        ({}, {"节约粮食", "节约用水"}),
        ({"q": "粮食 节约"}, {"节约粮食"}),
        ({"q": "8"}, {"节约用水"}),
        ({"q": "节约", "kind": "psa"}, {"节约粮食"}),
        ({"q": "9" * 40}, set()),
    ):
        page = desk.get(reverse("shown_chooser:choose_results"), query).content.decode()
        assert set(re.findall(titles, page)) == expected, query
    row = Document.objects.get(number=8)
    chosen = desk.get(reverse("shown_chooser:chosen", args=[row.pk])).json()["result"]
    assert chosen == {"id": "8", "title": "节约用水（标题）", "edit_url": ""}


def test_the_form_of_a_playlist_names_its_entries(desk: Client) -> None:
    document("psa", 7, title="节约粮食")
    document("exemplar", 9, title="好邻居", visible_until=timezone.now() - dt.timedelta(hours=1))
    playlist = PlaylistItemFactory.create(kind="psa", number=7).playlist
    for number in (9, 11, None):
        PlaylistItemFactory.create(playlist=playlist, kind="exemplar", number=number)
    page = desk.get(reverse("playlist:edit", args=[playlist.pk])).content.decode()
    found = re.findall(r"data-chooser-title[^>]*>([^<]*)<", page)
    assert [each for each in found if each] == [
        "节约粮食（公益广告）",
        "好邻居（先进典型）（目前不公开，不播放）",
        "11（目前不公开，不播放）",
    ]


def test_nobody_without_the_right_opens_a_screen(client: Client) -> None:
    screen = ScreenFactory.create()
    user = UserFactory.create()
    user.user_permissions.set(Permission.objects.filter(codename="access_admin"))
    client.force_login(user)
    assert client.post(reverse("screen:screen", args=[screen.pk]), {"act": "issue"}).status_code == 302
    assert Screen.objects.get().token_digest is None
