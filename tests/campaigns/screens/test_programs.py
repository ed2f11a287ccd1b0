"""What travels to a screen, and what comes back."""

import datetime as dt
import json
import uuid
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from campaigns.domain.screens import digest_of, issue_address, note_contact, revoke_address, screen_of, take_plays
from campaigns.enums import PsaSize
from campaigns.models import Handout, Play, PsaFile, Screen
from campaigns.queries.programs import milliseconds, program_of
from campaigns.rules.days import end_of
from foundation.models import AuditLine
from tests.campaigns.screens.playing import document
from tests.factories.campaigns import PlaylistItemFactory, ScreenFactory, psa, psa_file
from tests.factories.media import PictureFactory, RecordingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def screen() -> Screen:
    """Make a screen that plays one ad, an exemplar and the newest headlines."""
    made: Screen = ScreenFactory.create()
    PlaylistItemFactory.create(playlist=made.playlist, kind="psa", number=7)
    PlaylistItemFactory.create(playlist=made.playlist, kind="exemplar", number=8)
    PlaylistItemFactory.create(playlist=made.playlist, kind="article", number=None, newest=2)
    return made


def test_a_program_holds_what_readers_may_see_now(screen: Screen) -> None:
    now = timezone.now()
    until = now + dt.timedelta(hours=3)
    document("psa", 7, title="节约粮食", visible_until=until)
    document("exemplar", 8, title="好邻居")
    for number in (1, 2, 3):
        document("article", number, date=now - dt.timedelta(hours=number))
    program = program_of(screen, now=now)
    assert [item["title"] for item in program["items"]] == ["节约粮食", "好邻居", "示例标题1", "示例标题2"]
    assert [item["valid_until"] for item in program["items"]] == [milliseconds(until), None, None, None]
    day = milliseconds(now + dt.timedelta(hours=24))
    assert [item["keep_until"] for item in program["items"]] == [None, day, None, None]
    assert (program["server_time"], program["opens"], program["closes"]) == (milliseconds(now), 0, 0)


def test_expired_embargoed_and_withdrawn_documents_do_not_travel(screen: Screen) -> None:
    now = timezone.now()
    document("psa", 7, visible_until=now - dt.timedelta(seconds=1))
    document("article", 1, visible_from=now + dt.timedelta(seconds=1))
    gone = document("exemplar", 8)
    assert [item["key"] for item in program_of(screen, now=now)["items"]] == ["exemplar-8"]
    gone.delete()
    assert program_of(screen, now=now)["items"] == []


@pytest.mark.parametrize(
    ("shape", "size"),
    [
        ({}, PsaSize.SCREEN),
        ({"orientation": "portrait"}, PsaSize.PORTRAIT),
        ({"width": 3840, "height": 1080}, PsaSize.BANNER),
        ({"width": 1000, "height": 1000}, PsaSize.SQUARE),
    ],
)
def test_the_file_of_the_screen_s_shape_is_sent_shown_and_kept_as_what_was_given(
    client: Client, shape: dict[str, Any], size: PsaSize
) -> None:
    ad = psa_file(master=PictureFactory.create()).psa
    for each in PsaSize:
        if each != PsaSize.MASTER:
            psa_file(psa=ad, size=each, content=each.encode())
    screen = ScreenFactory.create(**shape)
    PlaylistItemFactory.create(playlist=screen.playlist, kind="psa", number=ad.number_id)
    url = reverse("screen", args=[issue_address(screen=screen, actor=None)])
    (item,) = client.get(f"{url}program.json").json()["items"]
    answer = client.get(f"{url}{item['image']}")
    assert b"".join(answer.streaming_content) == size.encode()  # type: ignore[attr-defined]
    assert (answer["Cache-Control"], Handout.objects.values_list("file__size", flat=True).get()) == (
        "no-store, private",
        size,
    )
    other = reverse("screen", args=[issue_address(screen=ScreenFactory.create(), actor=None)])
    assert client.get(f"{other}{item['image']}").status_code == 404
    ad.valid_until = timezone.localdate() - dt.timedelta(days=1)
    ad.save()
    assert client.get(f"{url}{item['image']}").status_code == 404


def test_a_film_comes_in_pieces_and_only_as_long_as_the_ad_may_be_shown(client: Client) -> None:
    recording = RecordingFactory.create(duration=2.2, file=ContentFile(b"0123456789", name="film.mp4"))
    ad = psa(psa_kind="video", recording=recording)
    ad.files.all().delete()
    film = psa_file(psa=ad, content=b"0123456789")
    PsaFile.objects.filter(pk=film.pk).update(file_format="mp4", seconds=2.2)
    screen = ScreenFactory.create()
    PlaylistItemFactory.create(playlist=screen.playlist, kind="psa", number=ad.number_id)
    url = reverse("screen", args=[issue_address(screen=screen, actor=None)])
    (item,) = client.get(f"{url}program.json").json()["items"]
    page = client.get(ad.path_on_site()).content.decode()
    own = reverse("psa_film", args=[ad.number_id])
    assert (item["seconds"], own in page, recording.file.url in page) == (3, True, False)
    for address in (own, f"{url}{item['video']}"):
        for asked, status, content in (
            ("bytes=2-4", 206, b"234"),
            ("bytes=7-", 206, b"789"),
            ("bytes=-2", 206, b"89"),
            ("bytes=20-", 416, b""),
            ("bytes=-", 200, b"0123456789"),
            ("chunks=1-2", 200, b"0123456789"),
        ):
            answer = client.get(address, headers={"Range": asked})
            sent = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
            assert (answer.status_code, sent) == (status, content), asked
    ad.valid_until = timezone.localdate() - dt.timedelta(days=1)
    ad.save()
    assert [client.get(address).status_code for address in (own, f"{url}{item['video']}")] == [404, 404]


def test_the_picture_of_a_card_carries_the_end_of_its_rights(screen: Screen) -> None:
    today = timezone.localdate()
    picture = PictureFactory.create(valid_to=today)
    document("article", 1, picture=picture)
    (item,) = program_of(screen, now=timezone.now())["items"]
    end = end_of(today)
    assert end is not None
    assert (item["image_until"], item["valid_until"]) == (milliseconds(end), None)


def test_a_screen_without_a_playlist_has_an_empty_program() -> None:
    assert program_of(ScreenFactory.create(playlist=None), now=timezone.now())["items"] == []


def test_a_program_takes_as_many_queries_for_three_entries_as_for_one() -> None:
    counts = []
    for entries in (1, 3):
        screen = ScreenFactory.create()
        for number in range(entries):
            document("psa", 100 * entries + number)
            PlaylistItemFactory.create(playlist=screen.playlist, kind="psa", number=100 * entries + number)
        with CaptureQueriesContext(connection) as queries:
            assert len(program_of(screen, now=timezone.now())["items"]) == entries
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_only_the_digest_of_an_address_is_kept(screen: Screen) -> None:
    token = issue_address(screen=screen, actor=None)
    kept = Screen.objects.values().get()
    assert (token in repr(kept), kept["token_digest"]) == (False, digest_of(token))
    assert screen_of(token) == screen
    again = issue_address(screen=screen, actor=None)
    assert (screen_of(token), screen_of(again)) == (None, screen)
    revoke_address(screen=screen, actor=None)
    assert screen_of(again) is None
    assert [line.verb for line in AuditLine.objects.order_by("pk")] == [
        "issue_screen_address",
        "issue_screen_address",
        "revoke_screen_address",
    ]


def test_the_address_opens_player_worker_and_program(client: Client, screen: Screen) -> None:
    token = issue_address(screen=screen, actor=None)
    answers = {name: client.get(reverse(name, args=[token])) for name in ("screen", "screen_worker", "screen_program")}
    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(answers, 200)
    assert {answer["Cache-Control"] for answer in answers.values()} == {"no-store, private"}
    assert answers["screen_worker"]["Content-Type"].startswith("text/javascript")
    assert "script-src 'self'" in answers["screen"]["Content-Security-Policy"]
    assert token not in answers["screen"].content.decode()
    assert Screen.objects.get().last_contact_at is not None


@pytest.mark.parametrize("name", ["screen", "screen_worker", "screen_program"])
def test_a_wrong_address_is_not_there(client: Client, name: str) -> None:
    assert client.get(reverse(name, args=["A" * 43])).status_code == 404


GIVEN = [{"kind": "psa", "key": "psa-7", "file": None, "seconds": 12}]


def entry(**changes: Any) -> dict[str, Any]:
    """Return one showing as a player reports it."""
    now = milliseconds(timezone.now())
    return {"id": str(uuid.uuid4()), "kind": "psa", "key": "psa-7", "shown_at": now, "seconds": 12, **changes}


def test_a_report_sent_twice_counts_once(client: Client, screen: Screen) -> None:
    note_contact(screen=screen, items=GIVEN)
    url = reverse("screen_plays", args=[issue_address(screen=screen, actor=None)])
    sent = {"plays": [entry(), entry(shown_at=entry()["shown_at"] + 20_000)]}
    for _ in range(2):
        answer = client.post(url, json.dumps(sent), content_type="application/json")
        assert answer.json() == {"taken": [each["id"] for each in sent["plays"]], "late": 0}
    assert Play.objects.count() == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "person"},
        {"key": "<script>"},
        {"key": 7},
        {"seconds": 0},
        {"seconds": "12"},
        {"seconds": 10**9},
        {"shown_at": None},
        {"shown_at": 0},
        {"shown_at": 10**30},
        {"shown_at": 9_999_999_999_999},
        {"id": "not an id"},
    ],
)
def test_what_cannot_be_true_is_not_kept_and_not_asked_for_again(screen: Screen, wrong: dict[str, Any]) -> None:
    note_contact(screen=screen, items=GIVEN)
    reported = entry(**wrong)
    assert take_plays(screen=screen, reported=[reported]) == [reported["id"]]
    assert Play.objects.count() == 0


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"plays": 3}', "\xff", "[" * 5000, '{"plays": "' + "x" * 300_000])
def test_an_unreadable_report_is_refused_with_a_word(client: Client, screen: Screen, body: str) -> None:
    url = reverse("screen_plays", args=[issue_address(screen=screen, actor=None)])
    assert client.post(url, body, content_type="application/json").status_code == 400


def test_what_is_no_record_is_passed_over(screen: Screen) -> None:
    assert take_plays(screen=screen, reported=[None, [], "x"]) == []


def test_a_screen_cannot_go_off_before_it_goes_on() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ScreenFactory.create(opens_at="20:00", closes_at="08:00")
