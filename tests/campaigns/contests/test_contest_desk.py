"""The organiser's screens: who may, what the list and one competition show, how the state moves."""

import datetime as dt

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from campaigns.contests.domain.contests import StillOpenError, extend_contest, move_contest, revise_rules
from campaigns.contests.enums import ContestState, Standing
from campaigns.contests.models import Contest
from campaigns.contests.queries.contests import rules_of
from campaigns.contests.queries.standing import extensions, standing
from foundation.intake.states import ForbiddenMoveError
from foundation.models import AuditLine, User
from tests.factories.contests import make_contest, make_entry
from tests.factories.foundation import UserFactory

pytestmark = pytest.mark.django_db
INDEX = "contest_desk:index"


def person(*rights: str) -> User:
    """Return somebody who may enter the desk and has these rights."""
    user: User = UserFactory.create()
    user.user_permissions.add(*Permission.objects.filter(codename__in=["access_admin", *rights]))
    return user


@pytest.fixture
def desk(client: Client) -> Client:
    """Log an organiser in."""
    client.force_login(person("view_contest", "add_contest", "change_contest"))
    return client


def url(contest: Contest) -> str:
    return reverse("contest_desk:contest", args=[contest.pk])


def test_the_list_says_where_each_stands(desk: Client) -> None:
    make_entry(make_contest("eins"))
    make_contest("zwei", announced=False)
    page = desk.get(reverse(INDEX)).content.decode()
    assert [page.count(word) for word in ("征集中", "筹备中")] == [2, 2]


def test_the_list_takes_as_many_queries_for_three_as_for_one(desk: Client) -> None:
    desk.get(reverse("contest_desk:index_results"))
    counts = []
    for slugs in (("eins",), ("zwei", "drei")):
        for slug in slugs:
            make_entry(make_contest(slug))
        with CaptureQueriesContext(connection) as queries:
            desk.get(reverse("contest_desk:index_results"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_one_competition_takes_as_many_queries_for_three_versions_as_for_one(desk: Client) -> None:
    contest = make_contest()
    desk.get(url(contest))
    counts = []
    for more in (0, 2):
        for step in range(more):
            closes_at = rules_of(contest).closes_at + dt.timedelta(days=1 + step)
            extend_contest(contest=contest, closes_at=closes_at, reason="应基层要求", actor=None)
        with CaptureQueriesContext(connection) as queries:
            desk.get(url(contest))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_versions_stand_with_what_they_changed(desk: Client) -> None:
    contest = make_contest(closes_at=dt.datetime(2040, 5, 1, 15, 59, 59, tzinfo=dt.UTC))
    later = dt.datetime(2040, 5, 11, 15, 59, 59, tzinfo=dt.UTC)
    extend_contest(contest=contest, closes_at=later, reason="应基层要求", actor=None)
    page = desk.get(url(contest)).content.decode()
    assert "<del>2040-05-01 23:59:59</del>" in page
    assert "<ins>2040-05-11 23:59:59</ins>" in page
    assert "应基层要求" in page
    assert page.count("<del>") == 1


def test_without_the_right_there_is_neither_menu_nor_screen(client: Client) -> None:
    contest = make_contest()
    client.force_login(person())
    assert reverse(INDEX) not in client.get("/admin/").content.decode()
    assert [client.get(each).status_code for each in (reverse(INDEX), url(contest))] == [302, 302]


def test_who_may_only_look_moves_nothing(client: Client) -> None:
    contest = make_contest(announced=False)
    client.force_login(person("view_contest"))
    assert 'name="to"' not in client.get(url(contest)).content.decode()
    assert client.post(url(contest), {"to": "open"}).status_code == 404
    assert Contest.objects.get().state == ContestState.DRAFT


def test_announcing_at_the_desk(desk: Client) -> None:
    contest = make_contest(announced=False)
    desk.post(url(contest), {"to": "open"})
    assert Contest.objects.get().state == ContestState.OPEN
    assert AuditLine.objects.filter(verb="move_contest_open", subject_id=str(contest.pk)).count() == 1


def test_judging_does_not_begin_while_entries_are_taken(desk: Client) -> None:
    contest = make_contest()
    page = desk.post(url(contest), {"to": "judging"}, follow=True).content.decode()
    assert "征集尚未截止，截止后才能进入评审。" in page
    page = desk.post(url(contest), {"to": "finished"}, follow=True).content.decode()
    assert "已有其他人变更了此征集活动的状态。" in page
    assert desk.post(url(contest), {"to": "nonsense"}).status_code == 404
    assert Contest.objects.get().state == ContestState.OPEN


def test_judging_begins_after_the_grace() -> None:
    contest = make_contest()
    closes_at = rules_of(contest).closes_at
    with pytest.raises(StillOpenError):
        move_contest(contest=contest, to=ContestState.JUDGING, actor=None, now=closes_at + dt.timedelta(minutes=15))
    later = closes_at + dt.timedelta(minutes=16)
    moved = move_contest(contest=contest, to=ContestState.JUDGING, actor=None, now=later)
    assert moved.state == ContestState.JUDGING
    with pytest.raises(ForbiddenMoveError):
        move_contest(contest=moved, to=ContestState.DRAFT, actor=None)


def test_standing_follows_rules_and_clock() -> None:
    closes_at = dt.datetime(2040, 5, 20, 15, 59, 59, tzinfo=dt.UTC)
    contest = make_contest(opens_at=dt.datetime(2040, 5, 1, tzinfo=dt.UTC), closes_at=closes_at)
    rules = rules_of(contest)
    days = {-30: Standing.EARLY, -4: Standing.OPEN, -3: Standing.SOON, 0: Standing.SOON}
    found = {day: standing(contest.state, rules, closes_at + dt.timedelta(days=day)) for day in days}
    assert found == days
    assert standing(contest.state, rules, closes_at + dt.timedelta(seconds=1)) is Standing.CLOSED
    assert standing(ContestState.JUDGING, rules, closes_at) is Standing.CLOSED


def test_only_a_later_closing_is_an_extension() -> None:
    contest = make_contest()
    before = rules_of(contest).closes_at
    revise_rules(contest=contest, reason="更正邮箱", actor=None, mailboxes=["a@example.cn"])
    extend_contest(contest=contest, closes_at=before + dt.timedelta(days=2), reason="应基层要求", actor=None)
    assert [(item.before, item.after, item.reason) for item in extensions(contest)] == [
        (before, before + dt.timedelta(days=2), "应基层要求")
    ]
    assert extensions(contest)[0].made_at <= timezone.now()
