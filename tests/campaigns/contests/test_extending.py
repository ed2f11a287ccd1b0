"""A later closing is followed: days of erasure, flags of lateness, what authors read; rules that keep nothing."""

import datetime as dt
import uuid
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from campaigns.contests.domain.contests import extend_contest, open_contest, revise_rules
from campaigns.contests.domain.entries import move_entry, store_entry
from campaigns.contests.enums import EntryState
from campaigns.contests.models import Entry, RuleSet
from campaigns.contests.queries.contests import rules_of
from campaigns.contests.queries.limits import erasing_day
from foundation.intake.codes import OFFICE_ZONE
from foundation.intake.domain.erasing import erase_submission
from foundation.intake.domain.submitting import submit
from foundation.intake.kinds import get_kind
from foundation.models import AuditLine, Submission
from tests.campaigns.contests.test_changing import link_of
from tests.campaigns.contests.test_contest_forms import NOTICE_FORM
from tests.factories.contests import make_contest, make_entry, make_piece
from tests.factories.foundation import UserFactory
from tests.foundation.intake.contract import text

pytestmark = pytest.mark.django_db


def just_closed(**rules: Any) -> Entry:
    """Return a piece that came an hour after the closing and its grace."""
    now = timezone.now()
    opens_at, closes_at = now - dt.timedelta(days=9), now - dt.timedelta(hours=2)
    return make_entry(make_contest(grace_minutes=60, opens_at=opens_at, closes_at=closes_at, **rules))


def test_erasing_follows_a_later_closing_and_never_moves_earlier() -> None:
    entry = just_closed(retention_months=24)
    before = entry.submission.erase_on
    gone = make_entry(entry.contest, title="另一篇")
    erase_submission(submission=gone.submission, actor=None)
    revise_rules(contest=entry.contest, reason="缩短保存期", actor=None, retention_months=1)
    kept = Submission.objects.get(pk=entry.submission.pk).erase_on
    closes_at = rules_of(entry.contest).closes_at + dt.timedelta(days=90)
    extend_contest(contest=entry.contest, closes_at=closes_at, reason="应基层要求", actor=None)
    moved = Submission.objects.get(pk=entry.submission.pk).erase_on

    assert before is not None
    assert moved is not None
    assert (kept, (moved - before).days) == (before, 90)
    assert Submission.objects.get(pk=gone.submission.pk).erase_on == before


def test_the_day_of_erasure_is_reckoned_from_the_closing_on_the_calendar_here() -> None:
    """At half past midnight in Shanghai it is still the day before in the database's clock."""
    closes_at = dt.datetime(2040, 3, 1, 0, 30, tzinfo=OFFICE_ZONE)
    contest = make_contest(closes_at=closes_at, retention_months=1)
    assert erasing_day(closes_at.astimezone(dt.UTC), rules_of(contest)) == dt.date(2040, 4, 1)


def test_a_late_piece_is_in_time_by_an_extension_and_its_author_reads_so(client: Client) -> None:
    entry = just_closed()
    status = reverse("intake-link", args=[link_of(entry)])
    late = text(client.get(status))
    short = rules_of(entry.contest).closes_at + dt.timedelta(minutes=1)
    extend_contest(contest=entry.contest, closes_at=short, reason="一", actor=None)
    still = Entry.objects.get()
    extend_contest(
        contest=entry.contest, closes_at=timezone.now() + dt.timedelta(days=7), reason="应基层要求", actor=None
    )
    after = Entry.objects.get()
    shown = text(client.get(status))

    assert (entry.is_late, still.is_late, after.is_late) == (True, True, False)
    assert ("截稿后收到" in late, "按期收到" in shown, "截稿后收到" in shown) == (True, True, False)
    assert after.rule_set == entry.rule_set
    assert AuditLine.objects.get(verb="count_entry_in_time").detail == {"version": 3}


def test_what_a_screener_decided_about_a_late_piece_stands() -> None:
    entry = just_closed()
    move_entry(entry=entry, to=EntryState.INELIGIBLE, actor=UserFactory.create(), reason="逾期")
    extend_contest(contest=entry.contest, closes_at=timezone.now() + dt.timedelta(days=7), reason="延期", actor=None)

    assert list(Entry.objects.values_list("state", "is_late")) == [("ineligible", False)]


def test_rules_that_keep_nothing_are_refused_by_verb_form_and_database(client: Client) -> None:
    contest = make_contest()
    first = rules_of(contest)
    codes = []
    for act in (
        lambda: open_contest(slug="nichts", title="示例", rules={"retention_months": 0}, actor=None),
        lambda: revise_rules(contest=contest, reason="改", actor=None, retention_months=0),
    ):
        with pytest.raises(ValidationError) as refused:
            act()
        codes.append(refused.value.code)
    client.force_login(UserFactory.create(is_superuser=True))
    page = text(client.post(reverse("contest_desk:add"), {**NOTICE_FORM, "retention_months": "0"}))

    assert codes == ["retention", "retention"]
    assert "至少保存一个月" in page
    with pytest.raises(DatabaseError), transaction.atomic():
        RuleSet.objects.create(
            contest=contest,
            version=2,
            reason="x",
            opens_at=first.opens_at,
            closes_at=first.closes_at,
            retention_months=0,
        )


@pytest.mark.django_db(transaction=True)
def test_a_piece_taken_in_while_the_closing_moves_is_in_time_by_the_new_one() -> None:
    """The extension waits for a piece that was reckoned by the rules so far, and finds it."""
    contest = just_closed().contest
    reckoned, extended = Event(), Event()

    def take_in() -> None:
        kind = get_kind("entry")

        def store(submission: Submission, cleaned: Mapping[str, Any]) -> Entry:
            entry = store_entry(submission, cleaned)
            reckoned.set()
            extended.wait(1)
            return entry

        try:
            piece = make_piece(contest, title="同一刻的一篇")
            submit(kind=replace(kind, store=store, numbered=None), key=uuid.uuid4(), cleaned={"entry": piece})
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        taking = pool.submit(take_in)
        assert reckoned.wait(30)
        closes_at = timezone.now() + dt.timedelta(days=7)
        extend_contest(contest=contest, closes_at=closes_at, reason="应基层要求", actor=None)
        extended.set()
        taking.result(30)

    entries = Entry.objects.filter(contest=contest).select_related("submission", "rule_set")
    assert [entry.is_late for entry in entries] == [False, False]
    assert {entry.submission.erase_on for entry in entries} == {erasing_day(closes_at, rules_of(contest))}
