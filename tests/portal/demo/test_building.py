"""The demo as a whole: what a first visitor, and a first editor, find."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count
from django.test import Client

from campaigns.contests.enums import EntryChannel
from campaigns.contests.models import Contest, ContestPage, Entry
from campaigns.contests.queries.contests import open_contests
from foundation.models import AuditLine, Region
from news.models import ArticlePage, ColumnPage, Edition, PrintPage
from portal.demo import city, paper
from portal.demo.printing import places_in
from search.models import Document, Synonym

pytestmark = pytest.mark.django_db

TRUTH = sorted((Path(__file__).parent / "truth").glob("*.json"))


def printed_headlines() -> list[str]:
    """Return the headlines that the pages truly carry, and those that the editor gives to photo news."""
    items = [item for file in TRUTH for item in json.loads(file.read_text(encoding="utf-8"))["items"]]
    return sorted(
        [item["headline"].replace(",", "，") for item in items if item["headline"]]
        + list(paper.PHOTO_HEADLINES.values())
    )


def archived() -> int:
    return sum(len(file.read_bytes().splitlines()) for file in paper.ARCHIVE_FOLDER.glob("*.jsonl"))


def test_the_demo_is_a_paper_that_people_can_read_and_search(client: Client) -> None:
    call_command("demo", verbosity=0)

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
    assert dict(Contest.objects.annotate(n=Count("entries")).values_list("slug", "n")) == {
        "wenming-xinfeng": 3,
        "wenming-shunjian": 3,
        "hao-jiafeng": 400,
    }
    assert set(Entry.objects.values_list("channel", flat=True)) == set(EntryChannel.values)
    assert Entry.objects.filter(revisions__files__isnull=False).distinct().count() == 3
    assert [(item.contest.slug, item.days_left) for item in open_contests()] == [
        ("wenming-xinfeng", 13),
        ("wenming-shunjian", 26),
    ]
    assert [client.get(page.path_on_site()).status_code for page in ContestPage.objects.all()] == [200, 200, 200]
    found = client.get("/api/search/", {"q": "文明实践"}).json()
    assert found["total"] >= 5
    assert client.get("/").status_code == 200


def test_a_second_demo_is_refused_and_changes_nothing() -> None:
    call_command("demo", verbosity=0)
    before = ArticlePage.objects.count()

    with pytest.raises(CommandError, match="columns already"):
        call_command("demo")

    assert ArticlePage.objects.count() == before


def test_an_article_that_names_no_place_of_ours_gets_none() -> None:
    assert places_in(ArticlePage(title="月光"), "一句话。", tuple(Region.objects.none())) == []


def test_beginnings_are_found_whatever_the_spacing() -> None:
    table = {"近日，榆桥区": "bus_stop"}

    assert paper.looked_up("近 日,榆桥区在公交站台", table) == "bus_stop"
    assert paper.looked_up("昨日", table) is None
