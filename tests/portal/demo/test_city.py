"""The demo as a whole: what a first visitor, and a first editor, find. The city is built once for all these tests."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Count
from django.test import Client
from pytest_django import DjangoDbBlocker

from campaigns.contests.enums import EntryChannel
from campaigns.contests.models import Contest, ContestPage, Entry
from campaigns.contests.queries.contests import open_contests
from campaigns.models import PsaPage
from exemplars.enums import HonourState, RoundState, SupportState
from exemplars.models import (
    ExemplarPage,
    Honour,
    Nomination,
    Objection,
    Programme,
    Quota,
    Round,
    SupportMessage,
    UnitList,
)
from exemplars.queries.nominations import tab_counts
from foundation.models import AuditLine
from news.models import ArticlePage, ColumnPage, Edition, PrintPage
from portal.demo import city, paper
from portal.demo.honouring import NOMINEES_FILE, WENT_ON
from portal.demo.posters import POSTERS
from portal.demo.reviewing import MARK, SUPPORTS, UNITS, WITHDRAWN, rows_of
from search.models import Document, Synonym

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_city"), pytest.mark.long]

TRUTH = sorted((Path(__file__).parent / "truth").glob("*.json"))


@pytest.fixture(scope="module")
def _city(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:  # noqa: ARG001 -- the database is there first
    """Build the city in a transaction that ends with the module; each test's own is nested in it."""
    outermost = transaction.atomic()
    # Durable blocks may stand in it, as in Django's own TestCase, which says so in the same way.
    outermost._from_testcase = True  # type: ignore[attr-defined]  # noqa: SLF001 -- as above
    with django_db_blocker.unblock(), outermost:
        call_command("demo", verbosity=0)
        yield
        transaction.set_rollback(True)


def printed_headlines() -> list[str]:
    """Return the headlines that the pages truly carry, and those that the editor gives to photo news."""
    items = [item for file in TRUTH for item in json.loads(file.read_text(encoding="utf-8"))["items"]]
    return sorted(
        [item["headline"].replace(",", "，") for item in items if item["headline"]]
        + list(paper.PHOTO_HEADLINES.values())
    )


def archived() -> int:
    return sum(len(file.read_bytes().splitlines()) for file in paper.ARCHIVE_FOLDER.glob("*.jsonl"))


def test_it_is_a_paper_that_people_can_read_and_search(client: Client) -> None:
    printed = ArticlePage.objects.filter(archive_key="", live=True)
    assert sorted(printed.values_list("title", flat=True)) == printed_headlines()
    assert ArticlePage.objects.exclude(archive_key="").count() == archived()
    assert ArticlePage.objects.filter(live=False).count() == 0
    assert list(Edition.objects.order_by("date").values_list("date", flat=True)) == [date for date, _ in paper.EDITIONS]
    assert PrintPage.objects.count() == 8
    assert set(ColumnPage.objects.values_list("slug", flat=True)) == {column.slug for column in city.COLUMNS}
    assert Synonym.objects.count() == len(city.SYNONYMS)
    assert Document.objects.visible().filter(kind="article").count() == ArticlePage.objects.count()
    assert AuditLine.objects.filter(verb="publish_article").count() == printed.count()
    found = client.get("/api/search/", {"q": "文明实践"}).json()
    assert found["total"] >= 5
    assert client.get("/").status_code == 200


def test_it_holds_contests_before_and_after_their_closing(client: Client) -> None:
    assert dict(Contest.objects.annotate(n=Count("entries")).values_list("slug", "n")) == {
        "wenming-xinfeng": 3,
        "wenming-shunjian": 3,
        "hao-jiafeng": 400,
    }
    assert set(Entry.objects.values_list("channel", flat=True)) == set(EntryChannel.values)
    # Three photographs, and the forty manuscripts that two schools sent in their archives.
    assert Entry.objects.filter(revisions__files__isnull=False).distinct().count() == 43
    assert [(item.contest.slug, item.days_left) for item in open_contests()] == [
        ("wenming-xinfeng", 13),
        ("wenming-shunjian", 26),
    ]
    assert [client.get(page.path_on_site()).status_code for page in ContestPage.objects.all()] == [200, 200, 200]


def test_it_shows_sixty_samples_with_their_honours(client: Client) -> None:
    assert ExemplarPage.objects.showable().count() == 60
    assert {page.title.endswith(MARK) for page in ExemplarPage.objects.all()} == {True}
    assert Honour.objects.filter(state=HonourState.WINNER).count() == 61 + len(WENT_ON)
    assert Honour.objects.filter(state=HonourState.REVOKED).count() == 1
    assert Honour.objects.filter(document_number="").count() == 0
    assert [honour.exemplar.title for honour in Honour.objects.filter(is_posthumous=True)] == [f"渡长明{MARK}"]
    assert sorted(Programme.objects.values_list("level", flat=True)) == ["city", "city", "province"]
    states = sorted(Round.objects.values_list("state", flat=True))
    assert states == [*[RoundState.ANNOUNCED] * 4, RoundState.COLLECTING, RoundState.NOTICE]
    held = Nomination.objects.filter(round__state=RoundState.NOTICE)
    assert sorted(held.values_list("state", flat=True)) == ["rejected", *["selected"] * 6]
    assert len(rows_of(NOMINEES_FILE)) == 7
    for path in ("/exemplars/", "/nominate/", "/notices/", f"/notices/{Round.objects.get(state='notice').pk}/"):
        assert client.get(path).status_code == 200


def test_every_desk_of_the_exemplars_has_something_to_show(client: Client) -> None:
    waiting = Nomination.objects.filter(round__state=RoundState.COLLECTING).order_by("submission_id")
    assert list(waiting.values_list("state", flat=True)) == [*["new"] * 4, "needs_info"]
    assert dict(UnitList.objects.values_list("unit", Count("nominations"))) == {UNITS[0]: 2, UNITS[1]: 0}
    assert [tab for tab, count in tab_counts().items() if not count] == []
    assert Quota.objects.count() == 10
    assert list(Objection.objects.values_list("state", flat=True)) == ["checking"]
    assert SupportMessage.objects.filter(state=SupportState.NEW).count() == 2
    gone = ExemplarPage.objects.get(title=f"{WITHDRAWN}{MARK}")
    assert client.get(f"/p/{gone.number_id}/").status_code == 404
    thanked = SupportMessage.objects.latest("pk").exemplar
    page = client.get(f"/p/{thanked.number_id}/").content.decode()
    assert [text in page for text, _signature, _state in SUPPORTS] == [True, True, False, False]


def test_its_library_is_open_and_the_masters_give_every_size(client: Client) -> None:
    assert {each.title for each in client.get("/psa/").context["gallery"].psas} == {each.title for each in POSTERS}
    assert AuditLine.objects.filter(verb="publish_psa").count() == len(POSTERS)
    files = {file.size: file for file in PsaPage.objects.get(title="礼让一步").files.all()}
    assert {size: (file.resolution, ":whole" in file.source_key) for size, file in files.items()} == {
        "master": (None, False),
        "screen": (None, True),
        "portrait": (None, True),
        "square": (None, True),
        "banner": (None, True),
        "a3": (300, False),
    }
    assert "/psa/" in client.get("/sitemap-lists.xml").content.decode()


def test_a_second_demo_is_refused_and_changes_nothing() -> None:
    before = ArticlePage.objects.count()

    with pytest.raises(CommandError, match="columns already"):
        call_command("demo")

    assert ArticlePage.objects.count() == before
