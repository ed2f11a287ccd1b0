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
    page = desk.post(url, {"act": "issue"}).content.decode()
    found = re.search(r"/screens/([\w-]{43})/", page)
    assert found is not None
    assert screen_of(found[1]) == screen
    assert found[1] not in desk.get(url).content.decode()
    assert "/screens/" not in re.sub(r"/admin/screen[^\"]*", "", desk.post(url, {"act": "issue"}).content.decode())
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


def test_nobody_without_the_right_opens_a_screen(client: Client) -> None:
    screen = ScreenFactory.create()
    user = UserFactory.create()
    user.user_permissions.set(Permission.objects.filter(codename="access_admin"))
    client.force_login(user)
    assert client.post(reverse("screen:screen", args=[screen.pk]), {"act": "issue"}).status_code == 302
    assert Screen.objects.get().token_digest is None
