"""Setting up: versions of the rules, extending, copying, and the guards in the database."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from campaigns.contests.domain.contests import (
    announce_contest,
    copy_contest,
    extend_contest,
    open_contest,
    revise_rules,
)
from campaigns.contests.enums import ContestState
from campaigns.contests.models import RuleSet
from campaigns.contests.queries.contests import days_left, open_contests, rules_of
from campaigns.contests.queries.limits import Length, is_early, is_late, is_refused, judge_length, time_that_counts
from tests.factories.contests import NOTICE_RULES, make_contest

pytestmark = pytest.mark.django_db


def beijing(  # noqa: PLR0917 - a date and a clock are read in order
    year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0
) -> dt.datetime:
    return dt.datetime(year, month, day, hour, minute, second, tzinfo=dt.timezone(dt.timedelta(hours=8)))


def test_the_notice_of_three_years_stands_as_data() -> None:
    contest = open_contest(slug="jingyan", title="示例经验交流征文", rules=NOTICE_RULES, actor=None)
    rules = rules_of(contest)

    assert [is_early(rules, beijing(2018, 11, 26, 23, 59)), is_early(rules, beijing(2018, 11, 27))] == [True, False]
    assert [is_late(rules, beijing(2021, 11, 26, 23, 59, 59)), is_late(rules, beijing(2021, 11, 27, 1))] == [
        False,
        True,
    ]
    assert [judge_length(rules, words) for words in (1, 1800, 1801)] == [Length.FITS, Length.FITS, Length.LONG]
    assert not is_refused(rules, 9000)
    assert (rules.label, rules.genres, len(rules.mailboxes)) == ("经验交流征文", [], 2)
    assert rules.asked == ["address", "postcode"]


def test_a_hard_limit_allows_its_tolerance() -> None:
    rules = RuleSet(words_min=1000, words_max=2000, is_hard=True, tolerance_percent=5)

    found = [(words, is_refused(rules, words)) for words in (949, 950, 2100, 2101)]

    assert found == [(949, True), (950, False), (2100, False), (2101, True)]
    assert judge_length(rules, 999) is Length.SHORT


def test_the_grace_is_silent() -> None:
    closing = timezone.now()
    rules = RuleSet(closes_at=closing, grace_minutes=15)

    assert not is_late(rules, closing + dt.timedelta(minutes=15))
    assert is_late(rules, closing + dt.timedelta(minutes=15, seconds=1))


def test_the_time_that_counts_follows_the_channel() -> None:
    rules = RuleSet(time_basis={"mail": "sent"})
    arrived, sent = timezone.now(), timezone.now() - dt.timedelta(hours=2)

    found = [time_that_counts(rules, channel, arrived=arrived, sent=sent) for channel in ("mail", "web")]

    assert found == [sent, arrived]
    assert time_that_counts(rules, "mail", arrived=arrived, sent=None) == arrived


def test_extending_makes_a_version_with_its_public_reason() -> None:
    contest = make_contest()
    before = rules_of(contest)
    after = extend_contest(
        contest=contest, closes_at=before.closes_at + dt.timedelta(days=7), reason="应基层要求", actor=None
    )

    assert (after.version, after.reason) == (2, "应基层要求")
    assert after.closes_at - before.closes_at == dt.timedelta(days=7)
    assert rules_of(contest) == after
    assert after.words_max == before.words_max


@pytest.mark.parametrize(("days", "reason", "code"), [(-1, "提前", "earlier"), (1, " ", "reason")])
def test_closing_never_moves_earlier_nor_without_a_reason(days: int, reason: str, code: str) -> None:
    contest = make_contest()
    closes_at = rules_of(contest).closes_at + dt.timedelta(days=days)

    with pytest.raises(ValidationError) as refused:
        extend_contest(contest=contest, closes_at=closes_at, reason=reason, actor=None)

    assert refused.value.code == code


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"opens_at": 1}, "opening"),
        ({"grace_minutes": 5}, "grace"),
        ({"opens_at": -1}, ""),
        ({"grace_minutes": 20}, ""),
    ],
)
def test_what_was_announced_as_open_is_not_shut(changes: dict[str, int], code: str) -> None:
    contest = make_contest(grace_minutes=15)
    before = rules_of(contest)
    values: dict[str, object] = dict(changes)
    if "opens_at" in changes:
        values["opens_at"] = before.opens_at + dt.timedelta(hours=changes["opens_at"])
    said = ""
    try:
        revise_rules(contest=contest, reason="调整", actor=None, **values)
    except ValidationError as refused:
        said = str(refused.code)

    assert (said, rules_of(contest).version) == (code, 1 if code else 2)


def test_the_database_itself_refuses_an_earlier_closing() -> None:
    contest = make_contest()
    first = rules_of(contest)

    with pytest.raises(DatabaseError), transaction.atomic():
        RuleSet.objects.create(
            contest=contest,
            version=2,
            reason="x",
            opens_at=first.opens_at,
            closes_at=first.closes_at - dt.timedelta(seconds=1),
        )


def test_while_in_preparation_the_times_are_free() -> None:
    contest = make_contest(announced=False)
    closes_at = rules_of(contest).closes_at - dt.timedelta(days=1)

    assert extend_contest(contest=contest, closes_at=closes_at, reason="更正", actor=None).version == 2


@pytest.mark.parametrize("act", ["update", "delete"])
def test_a_version_is_never_changed(act: str) -> None:
    contest = make_contest()
    found = RuleSet.objects.filter(contest=contest)

    with pytest.raises(DatabaseError), transaction.atomic():
        found.update(words_max=1) if act == "update" else found.delete()


def test_copying_last_years_takes_rules_and_groups_and_nothing_else() -> None:
    old = make_contest(groups=("少年组", "成人组"), genres=["散文"])
    opens_at = timezone.now() + dt.timedelta(days=365)
    new = copy_contest(
        contest=old,
        slug="shili-2",
        title="第二届",
        opens_at=opens_at,
        closes_at=opens_at + dt.timedelta(days=90),
        actor=None,
    )

    assert (new.state, new.copied_from) == (ContestState.DRAFT, old)
    assert list(new.groups.values_list("name", flat=True)) == ["少年组", "成人组"]
    assert (rules_of(new).genres, rules_of(new).version, rules_of(new).opens_at) == (["散文"], 1, opens_at)


def test_open_contests_are_asked_in_one_query(django_assert_num_queries: pytest.FixtureRequest) -> None:
    make_contest("eins")
    for slug in ("zwei", "drei"):
        contest = make_contest(slug, announced=False)
        announce_contest(contest=contest, actor=None)
    make_contest("later", opens_at=timezone.now() + dt.timedelta(days=1))

    with django_assert_num_queries(1):  # type: ignore[operator] # pytest-django's fixture has no public type
        found = open_contests()

    assert sorted(item.contest.slug for item in found) == ["drei", "eins", "zwei"]
    assert [item.days_left for item in found] == [13, 13, 13]


def test_days_left_are_midnights_at_the_offices_clock() -> None:
    closing = beijing(2030, 5, 20, 23, 59, 59)

    assert [days_left(closing, at) for at in (beijing(2030, 5, 20, 0, 1), beijing(2030, 5, 19, 23))] == [0, 1]
