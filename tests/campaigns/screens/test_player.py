"""The player in a real browser: with the network cut, after a power cut, with a wrong clock."""

import datetime as dt
import io
import json
import random
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from campaigns.domain.screens import issue_address, revoke_address
from campaigns.models import Play, Playlist, Screen
from tests.browser.fixtures import type_of_opener
from tests.browser.watching import Watch, axe_violations
from tests.campaigns.screens.playing import CASES, document, played, program_for
from tests.factories.campaigns import PlaylistItemFactory, ScreenFactory, psa, psa_file
from tests.factories.media import RecordingFactory, picture_bytes

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PLAY = """async ({program, instants}) => {
    const {START, nextFrame} = await import('/static/js/screen-rules.js');
    let frame = START;
    return instants.map(now => (frame = nextFrame(program, frame, now)));
}"""
ROUNDS = 60_000
LEAST_STEPS, MOST_STEPS = 12, 80


def in_browser(page: Page, program: dict[str, Any], instants: list[int]) -> list[dict[str, Any]]:
    frames: list[dict[str, Any]] = page.evaluate(PLAY, {"program": program, "instants": instants})
    return frames


def random_program(draw: random.Random, base: int) -> dict[str, Any]:
    day = 86_400_000

    def moment() -> int:
        return base + draw.randrange(-2 * day, 2 * day)

    def item() -> dict[str, Any]:
        return {
            "seconds": draw.randrange(3, 600),
            "valid_from": moment(),
            "valid_until": draw.choice([None, moment()]),
            "keep_until": draw.choice([None, moment()]),
            "first_day": draw.choice([None, draw.randrange(20_450, 20_458)]),
            "last_day": draw.choice([None, draw.randrange(20_450, 20_458)]),
            "from_minute": draw.randrange(1440),
            "until_minute": draw.randrange(1440),
        }

    items = [item() for _ in range(draw.randrange(5))]
    return {"server_time": moment(), "opens": draw.randrange(1440), "closes": draw.randrange(1440), "items": items}


def test_browser_and_server_judge_alike(desktop_page: Page) -> None:
    desktop_page.goto("/")
    for case in CASES:
        frames = in_browser(desktop_page, program_for(case), [step[0] for step in case["steps"]])
        assert [[frame["shows"], frame["index"]] for frame in frames] == [step[1:] for step in case["steps"]]
    draw = random.Random(20)  # noqa: S311 - examples, not secrets
    base = 1_767_225_600_000
    for _ in range(60):
        program = random_program(draw, base)
        instants = [base + draw.randrange(-2 * 86_400_000, 2 * 86_400_000) for _ in range(50)]
        assert in_browser(desktop_page, program, instants) == played(program, instants)


@pytest.fixture
def address(live_server: LiveServer) -> str:
    """Make a screen with one ad, one exemplar and one headline, three seconds each; return its secret path."""
    screen = ScreenFactory.create()
    document("psa", 7, title="节约粮食 从我做起", visible_until=timezone.now() + dt.timedelta(days=2))
    document("exemplar", 8, title="好邻居的十年")
    document("article", 9, title="澄川市启动文明实践月", summary="各社区广泛开展志愿服务。")
    for kind, number in (("psa", 7), ("exemplar", 8), ("article", 9)):
        PlaylistItemFactory.create(playlist=screen.playlist, kind=kind, number=number, seconds=3)
    assert live_server.url
    return f"/screens/{issue_address(screen=screen, actor=None)}/"


def kept(page: Page) -> None:
    page.wait_for_selector("[data-kept]")


def shown(page: Page) -> str:
    return page.locator("[data-stage]").inner_text()


def at(page: Page, moment: dt.datetime) -> None:
    """Set the clock of the screen, which then goes on."""
    page.clock.install(time=moment)


def cards(page: Page, wanted: set[str]) -> set[str]:
    """Return the headlines seen in a dozen steps, and in more until those wanted were there: a page may load slowly."""
    seen: set[str] = set()
    for step in range(MOST_STEPS):
        if step >= LEAST_STEPS and wanted <= seen:
            break
        page.clock.fast_forward(1500)
        seen.add(shown(page).split("\n")[0])
    return seen


def forgive(watch: Watch) -> None:
    """Take what a cut network says off the list of problems."""
    watch.problems = [each for each in watch.problems if "ERR_" not in each and "fetch" not in each.lower()]


def test_a_screen_plays_on_without_the_network_and_reports_later(address: str, desktop_watch: Watch) -> None:
    page = desktop_watch.page
    page.goto(address)
    expect(page.locator(".screen-card")).to_be_visible()
    kept(page)
    assert axe_violations(page) == []
    page.context.set_offline(True)
    page.reload()
    for title in ("节约粮食", "好邻居", "文明实践月"):
        # Each card comes round every nine seconds; a slow machine may miss one of its turns.
        expect(page.locator("[data-stage]")).to_contain_text(title, timeout=ROUNDS)
    # The browser itself says that it is online again, and the report may be on its way before the next line runs.
    with page.expect_response("**/plays/") as answer:
        page.context.set_offline(False)
        page.evaluate("dispatchEvent(new Event('online'))")
    taken = answer.value.json()["taken"]
    assert len(taken) == len(set(taken)) >= 2
    assert set(taken) <= {str(key) for key in Play.objects.values_list("pk", flat=True)}
    forgive(desktop_watch)


def test_nothing_expired_is_shown_even_offline(address: str, open_page: type_of_opener) -> None:
    now = timezone.now()
    watch = open_page()
    page = watch.page
    page.goto(address)
    kept(page)
    page.context.set_offline(True)
    at(page, now + dt.timedelta(hours=25))
    page.reload()
    seen = cards(page, {"节约粮食 从我做起", "澄川市启动文明实践月"})
    assert {"好邻居的十年"}.isdisjoint(seen), "an exemplar lives at most a day without contact"
    assert {"节约粮食 从我做起", "澄川市启动文明实践月"} <= seen
    page.clock.set_system_time(now + dt.timedelta(days=2, minutes=1))
    page.reload()
    seen = cards(page, {"澄川市启动文明实践月"})
    assert seen - {""} == {"澄川市启动文明实践月"}
    forgive(watch)


def test_a_clock_behind_the_server_shows_the_fallback_card(address: str, open_page: type_of_opener) -> None:
    watch = open_page()
    page = watch.page
    page.goto(address)
    kept(page)
    page.context.set_offline(True)
    at(page, timezone.now() - dt.timedelta(days=400))
    page.reload()
    page.clock.fast_forward(5000)
    expect(page.locator("[data-screen]")).to_have_attribute("data-shows", "fallback")
    assert shown(page) == ""
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("[data-screen]")).to_have_attribute("data-shows", "item")
    forgive(watch)


def test_what_is_withdrawn_goes_at_the_next_contact(address: str, desktop_watch: Watch) -> None:
    page = desktop_watch.page
    page.goto(address)
    expect(page.locator("[data-stage]")).to_contain_text("节约粮食")
    playlist = Playlist.objects.get()
    playlist.items.filter(kind__in=["psa", "article"]).delete()
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("[data-stage]")).to_contain_text("好邻居")
    revoke_address(screen=Screen.objects.get(), actor=None)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("[data-screen]")).to_have_attribute("data-shows", "fallback")
    assert json.loads(page.evaluate("JSON.stringify(Object.keys(localStorage))")) == []
    desktop_watch.expect("404 .*program.json")


def film() -> bytes:
    """Return two seconds of film, drawn by ffmpeg."""
    command = ["ffmpeg", "-loglevel", "error", "-f", "lavfi", "-i", "testsrc=size=320x180:rate=10:duration=2"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "film.webm"
        subprocess.run([*command, "-c:v", "libvpx", str(path)], check=True)  # noqa: S603 - our own command
        return path.read_bytes()


def test_a_work_that_cannot_be_loaded_gives_its_turn_away_and_is_not_reported(
    live_server: LiveServer, desktop_watch: Watch
) -> None:
    assert live_server.url
    lost = psa_file(title="坏了的图", content=b"no picture")
    whole = psa_file(title="好的图", content=picture_bytes())
    screen = ScreenFactory.create()
    document("article", 9, title="澄川市启动文明实践月")
    for kind, number in (("psa", lost.psa.number_id), ("psa", whole.psa.number_id), ("article", 9)):
        PlaylistItemFactory.create(playlist=screen.playlist, kind=kind, number=number, seconds=3)
    page = desktop_watch.page
    page.goto(f"/screens/{issue_address(screen=screen, actor=None)}/")
    card = page.locator(f"[data-key='{whole.psa_id}'] img")
    for _round in range(2):
        expect(card).to_have_js_property("naturalWidth", Image.open(io.BytesIO(picture_bytes())).width, timeout=ROUNDS)
        expect(page.locator("[data-stage]")).to_contain_text("文明实践月", timeout=ROUNDS)
    with page.expect_response("**/plays/"):
        page.evaluate("dispatchEvent(new Event('online'))")
    assert set(Play.objects.values_list("object_key", flat=True)) <= {str(whole.psa_id), "article-9"}
    assert Play.objects.filter(object_key=str(whole.psa_id)).exists()
    caches = page.evaluate("caches.keys()")
    assert [name.startswith("screen:/screens/") for name in caches] == [True]


def test_a_film_plays_on_without_the_network(live_server: LiveServer, desktop_watch: Watch) -> None:
    assert live_server.url
    recording = RecordingFactory.create(duration=2, file=ContentFile(film(), name="recording.webm"))
    ad = psa(title="礼让一步", psa_kind="video", recording=recording)
    screen = ScreenFactory.create()
    PlaylistItemFactory.create(playlist=screen.playlist, kind="psa", number=ad.number_id, seconds=5)
    page = desktop_watch.page
    page.goto(f"/screens/{issue_address(screen=screen, actor=None)}/")
    kept(page)
    page.context.set_offline(True)
    page.reload()
    playing = page.locator("video.screen-image")
    expect(playing).to_have_js_property("readyState", 4, timeout=ROUNDS)
    expect(playing).to_have_js_property("muted", value=True)
    expect(playing).not_to_have_js_property("currentTime", 0, timeout=ROUNDS)
    forgive(desktop_watch)
