"""The desk's screens of entries: list, filters, search, export, one entry, contacts, counts."""

import datetime as dt
import io
import uuid
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from campaigns.contests.domain.entries import move_entry
from campaigns.contests.domain.pieces import Consent, Person
from campaigns.contests.enums import EntryChannel, EntryState
from campaigns.contests.models import Contest, Entry
from campaigns.contests.queries.entry_counts import count_entries
from foundation.intake.domain.erasing import erase_submission
from foundation.models import AuditLine, Region, User
from tests.factories.contests import make_contest, make_entry
from tests.factories.foundation import UserFactory

pytestmark = pytest.mark.django_db
INDEX = "entries:index"
SECRETS = ("样例作者", "13900000001", "author@example.cn", "样例笔名", "样例家长", "澄川市样例路")
AUTHOR = Person(
    name="样例作者", pen_name="样例笔名", phone="13900000001", email="author@example.cn", address="澄川市样例路"
)


def person(*rights: str) -> User:
    """Return somebody who may enter the desk and has these rights."""
    user: User = UserFactory.create()
    user.user_permissions.add(*Permission.objects.filter(codename__in=["access_admin", *rights]))
    return user


@pytest.fixture
def desk(client: Client) -> Client:
    """Log an organiser in."""
    client.force_login(person("view_entry", "change_entry", "view_contest", "change_contest"))
    return client


def url(entry: Entry, name: str = "entry") -> str:
    return reverse(f"entries:{name}", args=[entry.submission.public_id])


def listed(desk: Client, **query: Any) -> list[str]:
    """Return the titles that the list shows."""
    page = desk.get(reverse(INDEX), {key: str(value) for key, value in query.items()})
    return sorted(entry.head.title for entry in page.context["object_list"])


def sheet(response: Any) -> list[tuple[Any, ...]]:
    """Return the rows of a downloaded sheet."""
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    return list(book.active.iter_rows(values_only=True))


def screens(contest: Contest, entry: Entry) -> list[str]:
    """Return every address of the entries' desk that answers a GET."""
    plain = [reverse(f"entries:{name}") for name in ("index", "index_results", "find", "export")]
    numbered = [reverse(f"entries:{name}", args=[contest.pk]) for name in ("counts", "screening")]
    return [*plain, *numbered, url(entry), url(entry, "screen")]


def test_the_list_takes_as_many_queries_for_three_as_for_one(desk: Client) -> None:
    contest = make_contest(groups=("少年组",))
    region = Region.objects.create(code="990100", name="澄川市", short_name="澄川", level=2)
    desk.get(reverse("entries:index_results"))
    counts = []
    for new in (1, 2):
        for _ in range(new):
            make_entry(contest, group=contest.groups.get(), region=region, genre="散文")
        with CaptureQueriesContext(connection) as queries:
            desk.get(reverse("entries:index_results"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def queries_for_one_and_three(contest: Contest, ask: Callable[[], Any]) -> list[int]:
    """Return how many queries the question takes with one entry and with three."""
    ask()  # the first request of a session also keeps its time
    counts = []
    for new in (1, 2):
        for _ in range(new):
            make_entry(contest)
        with CaptureQueriesContext(connection) as queries:
            ask()
        counts.append(len(queries))
    return counts


def test_filters(desk: Client) -> None:
    contest, other = make_contest(groups=("少年组", "成人组")), make_contest("zwei")
    young, grown = contest.groups.all()
    city = Region.objects.create(code="990100", name="澄川市", short_name="澄川", level=2)
    county = Region.objects.create(code="990121", name="河东县", short_name="河东", level=3, parent=city)
    make_entry(contest, title="甲", group=young, genre="散文", region=county)
    make_entry(contest, title="乙", group=grown, genre="诗歌", region=city, channel=EntryChannel.POST)
    make_entry(contest, title="丙", people=(Person(name="样例学生", is_minor=True),))
    late = make_entry(other, title="丁")
    Entry.objects.filter(pk=late.pk).update(is_late=True, received_at=dt.datetime(2026, 3, 1, 17, tzinfo=dt.UTC))
    move_entry(entry=late, to=EntryState.ELIGIBLE, actor=UserFactory.create())

    asked = {
        ("contest", contest.pk): ["丙", "乙", "甲"],
        ("group", young.pk): ["甲"],
        ("genre", "诗歌"): ["乙"],
        ("channel", "post"): ["乙"],
        ("region", city.pk): ["乙", "甲"],
        ("region", "none"): ["丁", "丙"],
        ("state", "eligible"): ["丁"],
        ("flag", "late"): ["丁"],
        ("flag", "consent"): ["丙"],
        ("flag", "similar"): [],
        ("received_to", "2026-03-02"): ["丁"],
        ("received_to", "2026-03-01"): [],
    }
    assert {key: listed(desk, **{key[0]: key[1]}) for key in asked} == {k: sorted(v) for k, v in asked.items()}
    assert listed(desk, group="none", contest=contest.pk) == ["丙"]


def test_search_finds_titles_texts_and_numbers_but_no_people(desk: Client) -> None:
    contest = make_contest()
    entry = make_entry(contest, title="巷口的灯", text="𠮷日写龘字。", people=(AUTHOR,))
    make_entry(contest, title="公平秤", text="市场。")

    found = {word: listed(desk, q=word) for word in ("灯", "龘", entry.submission.number, *SECRETS[:4])}

    one = ["巷口的灯"]
    assert found == {"灯": one, "龘": one, entry.submission.number: one, **{word: [] for word in SECRETS[:4]}}


def test_no_screen_shows_people_before_they_are_asked_for(desk: Client) -> None:
    consent = Consent(name="样例家长", phone="13900000001")
    contest = make_contest()
    entry = make_entry(contest, people=(AUTHOR, Person(name="样例学生", is_minor=True, consent=consent)))

    leaks = {}
    for address in screens(contest, entry):
        page = desk.get(address, follow=True)
        told = str(sheet(page)) if page.streaming else page.content.decode()
        leaks[address] = [word for word in SECRETS if word in told]
    assert {address: words for address, words in leaks.items() if words} == {}


def test_people_are_shown_on_asking_and_that_is_written_down(desk: Client) -> None:
    consent = Consent(name="样例家长", phone="13900000003", relation="母亲")
    student = Person(name="样例学生", is_minor=True, consent=consent)
    entry = make_entry(make_contest(), people=(AUTHOR, student), instructor=Person(name="样例老师"))

    response = desk.post(url(entry))

    page = response.content.decode()
    told = ("样例作者", "13900000001", "样例家长（母亲）13900000003", "样例老师 · 指导教师", "样例学生 · 未满18周岁")
    assert [word for word in told if word not in page] == []
    assert "no-store, private" in response["Cache-Control"]
    verbs = AuditLine.objects.filter(subject_id=str(entry.pk)).values_list("verb", flat=True)
    assert {"open_entry", "open_contributors"} <= set(verbs)


def test_not_there_looks_like_not_yours(client: Client) -> None:
    contest = make_contest()
    entry = make_entry(contest)
    client.force_login(person("view_contest"))
    assert {client.get(address).status_code for address in screens(contest, entry)} == {302}
    gone = reverse("entries:undo", args=[entry.submission.public_id])
    file = reverse("entries:file", args=[entry.submission.public_id, uuid.uuid4()])
    assert [client.post(gone, {"reason": "x"}).status_code, client.get(file).status_code] == [404, 404]
    client.force_login(person("change_entry"))
    assert client.get(reverse("entries:entry", args=[uuid.uuid4()])).status_code == 404
    client.logout()
    assert {client.get(address).status_code for address in screens(contest, entry)} == {302}


def test_who_may_only_look_sees_list_and_counts(client: Client) -> None:
    contest = make_contest()
    entry = make_entry(contest)
    client.force_login(person("view_entry"))

    assert [client.get(reverse(INDEX)).status_code, client.get(url(entry)).status_code] == [200, 302]
    assert client.get(reverse("entries:counts", args=[contest.pk])).status_code == 200
    assert url(entry) not in client.get(reverse(INDEX)).content.decode()


@pytest.mark.parametrize("value", ["139 0000 0001", "AUTHOR@example.cn", "样例作者"])
def test_an_exact_contact_finds_its_entries(desk: Client, value: str) -> None:
    contest = make_contest()
    entry = make_entry(contest, people=(AUTHOR,))
    make_entry(contest, title="别人", people=(Person(name="样例乙", phone="13900000009"),))

    page = desk.post(reverse("entries:find"), {"contact": value})

    assert [row["entry"].pk for row in page.context["found"]] == [entry.pk]
    assert AuditLine.objects.get(verb="find_by_contact").detail == {"found": 1}


@pytest.mark.parametrize("value", ["1390000", "author", "样例", "x"])
def test_a_part_of_a_contact_finds_nothing(desk: Client, value: str) -> None:
    make_entry(make_contest(), people=(AUTHOR,))

    assert desk.post(reverse("entries:find"), {"contact": value}).context["found"] == []


def test_finding_takes_as_many_queries_for_three_as_for_one(desk: Client) -> None:
    contest = make_contest()
    one, three = queries_for_one_and_three(
        contest, lambda: desk.post(reverse("entries:find"), {"contact": "13900000001"})
    )
    assert one == three


def test_an_empty_contact_is_asked_for_again(desk: Client) -> None:
    page = desk.post(reverse("entries:find"), {"contact": " "})
    assert (page.context["found"], AuditLine.objects.filter(verb="find_by_contact").count()) == (None, 0)


def test_the_sheet_has_chinese_headings_and_no_formula(desk: Client) -> None:
    contest = make_contest()
    entry = make_entry(contest, title="=HYPERLINK(1)", text="灯𠮷", people=(AUTHOR,))
    make_entry(contest, title="@另一篇", text="秤")

    response: Any = desk.get(reverse("entries:export"), {"contest": str(contest.pk), "q": "灯"})

    book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    rows = list(book.active.iter_rows())
    assert [cell.value for cell in rows[0]][:3] == ["稿件编号", "作品题目", "征集活动"]
    assert [cell.value for cell in rows[1]][:3] == [entry.submission.number, "=HYPERLINK(1)", contest.title]
    assert {cell.data_type for cell in rows[1]} <= {"s", "n"}
    assert len(rows) == 2
    told = "".join(str(cell.value) for row in rows for cell in row)
    assert [word for word in SECRETS if word in told] == []


def test_contacts_go_out_only_on_being_asked_and_are_written_down(desk: Client) -> None:
    make_entry(make_contest(), people=(AUTHOR,), instructor=Person(name="样例老师"))
    address = f"{reverse('entries:export')}?contacts=1"

    assert "将留下记录" in desk.get(address).content.decode()
    rows = sheet(desk.post(address))

    assert [rows[0][14], *rows[1][14:17], rows[1][-1]] == ["作者", "样例作者", "样例笔名", "13900000001", "样例老师"]
    assert AuditLine.objects.get(verb="export_contacts").detail == {"entries": 1}


@pytest.mark.parametrize("right", ["view_entry", "change_entry"])
def test_contacts_need_the_right_to_change_competitions(client: Client, right: str) -> None:
    client.force_login(person(right))
    address = f"{reverse('entries:export')}?contacts=1"
    assert [client.get(address).status_code, client.post(address).status_code] == [302, 302]
    assert AuditLine.objects.filter(verb="export_contacts").count() == 0


@pytest.mark.parametrize("contacts", [False, True])
def test_the_sheet_takes_as_many_queries_for_three_as_for_one(desk: Client, *, contacts: bool) -> None:
    contest = make_contest()
    address = reverse("entries:export") + ("?contacts=1" if contacts else "")
    ask = desk.post if contacts else desk.get
    one, three = queries_for_one_and_three(contest, lambda: sheet(ask(address)))
    assert one == three


def test_an_erased_entry_still_opens(desk: Client) -> None:
    entry = make_entry(make_contest(), people=(AUTHOR,))
    erase_submission(submission=entry.submission, actor=None)

    assert [desk.get(url(entry)).status_code, desk.post(url(entry)).status_code] == [200, 200]
    assert [word for word in SECRETS if word in desk.post(url(entry)).content.decode()] == []


def test_counts_sum_up_and_lead_to_their_rows(desk: Client) -> None:
    contest = make_contest(groups=("少年组", "成人组"))
    young, grown = contest.groups.all()
    city = Region.objects.create(code="990100", name="澄川市", short_name="澄川", level=2)
    for number, group in enumerate((young, young, grown, None)):
        entry = make_entry(contest, group=group, region=city if number else None)
        # 16:30 UTC is half past midnight of the next day at the office.
        at = dt.datetime(2026, 3, 1 + 2 * (number > 1), 16, 30, tzinfo=dt.UTC)
        Entry.objects.filter(pk=entry.pk).update(received_at=at)

    page = desk.get(reverse("entries:counts", args=[contest.pk]))

    tables = {
        table["title"]: [(row["line"].name, row["line"].figure, row["url"]) for row in table["rows"]]
        for table in page.context["tables"]
    }
    assert {title: [row[:2] for row in rows] for title, rows in tables.items()} == {
        "按日": [("2026-03-02", 2), ("2026-03-03", 0), ("2026-03-04", 2)],
        "按状态": [("已收稿", 4)],
        "按渠道": [("网站", 4)],
        "按组别": [("少年组", 2), ("成人组", 1), ("未分组", 1)],
        "按地区": [("澄川", 3), ("地区不详", 1)],
    }
    assert page.content.decode().count('<svg class="plot"') == 5
    drilled = [
        (figure, len(desk.get(address).context["object_list"]))
        for rows in tables.values()
        for _name, figure, address in rows
    ]
    assert [each for each in drilled if each[0] != each[1]] == []


def test_a_long_competition_is_counted_by_month_and_by_the_days_of_one(desk: Client) -> None:
    contest = make_contest()
    first, second = make_entry(contest), make_entry(contest)
    Entry.objects.filter(pk=first.pk).update(received_at=dt.datetime(2025, 12, 31, 16, 30, tzinfo=dt.UTC))
    Entry.objects.filter(pk=second.pk).update(received_at=dt.datetime(2026, 3, 1, tzinfo=dt.UTC))

    counts = count_entries(contest)

    assert [(line.name, line.figure, line.filters) for line in counts.by_month] == [
        ("2026-01", 1, {"received_from": "2026-01-01", "received_to": "2026-01-31"}),
        ("2026-03", 1, {"received_from": "2026-03-01", "received_to": "2026-03-31"}),
    ]
    assert [line.name for line in counts.by_day if line.figure] == ["2026-03-01"]
    earlier = count_entries(contest, month=dt.date(2026, 1, 1))
    assert (len(earlier.by_day), [line.name for line in earlier.by_day if line.figure]) == (31, ["2026-01-01"])
    page = desk.get(reverse("entries:counts", args=[contest.pk]), {"month": "2026-01"}).content.decode()
    assert "2026-01-31" in page
    assert 'href="?month=2026-03#months"' in page
    assert desk.get(reverse("entries:counts", args=[contest.pk]), {"month": "x"}).context["counts"].month.month == 3


def test_counts_take_as_many_queries_for_three_as_for_one(desk: Client) -> None:
    contest = make_contest()
    one, three = queries_for_one_and_three(contest, lambda: desk.get(reverse("entries:counts", args=[contest.pk])))
    assert one == three


def test_nothing_came_yet(desk: Client) -> None:
    contest = make_contest(opens_at=timezone.now() - dt.timedelta(days=1))
    page = desk.get(reverse("entries:counts", args=[contest.pk])).content.decode()
    assert "尚无稿件" in page
