"""Public notice: working days, names as consent allows, objections, and no announcing before everything is closed."""

import uuid
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from exemplars.domain.calendar import UnknownYearError, fill_calendar, working_day_after
from exemplars.domain.decisions import propose_decision
from exemplars.domain.nominations import RoundClosedError
from exemplars.domain.notices import (
    NobodySelectedError,
    NoticeRunningError,
    ObjectionsOpenError,
    ProposalsOpenError,
    announce_round,
    start_notice,
    withdraw_notice,
)
from exemplars.domain.objections import close_objection, take_objection
from exemplars.domain.people import NoWallError
from exemplars.domain.rounds import record_past_round
from exemplars.enums import HonourState, NominationState, ObjectionState, PeriodKind, RoundState
from exemplars.intake_kinds import OBJECTION
from exemplars.models import CalendarDay, ExemplarPage, Honour, Nomination, Objection, Round
from exemplars.queries.notices import today
from exemplars.rules.notices import OBJECTION_STATES, UnknownDayError, after_working_days, covered_name
from foundation.intake.domain.submitting import submit
from foundation.intake.states import ForbiddenMoveError
from foundation.models import Submission, User
from tests.exemplars.nominating import GOOD, NOMINATOR, nominated, open_category, under_notice
from tests.factories.exemplars import wall
from tests.factories.foundation import UserFactory

STATEMENT = "所述时间有误，当天他不在本市。"
OBJECTOR = {"contact_name": "异议样例", "contact_phone": "13955550456"}


def objected(nomination: Nomination | None = None) -> Objection:
    """Take in one objection and return its row."""
    cleaned = {**OBJECTOR, "about": nomination or under_notice(), "statement": STATEMENT}
    receipt = submit(kind=OBJECTION, key=uuid.uuid4(), cleaned=cleaned)
    return Objection.objects.select_related("submission", "round").get(submission=receipt.submission)


def checker() -> User:
    """Return somebody who may check objections and run rounds."""
    user: User = UserFactory.create()
    names = ["access_admin", "change_objection", "change_nomination", "view_round", "change_round"]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return user


def over(objection_round: Round) -> date:
    """Return the first day after a round's notice."""
    ends = Round.objects.get(pk=objection_round.pk).notice_ends_on
    assert ends is not None
    return ends + timedelta(days=1)


# -- working days ----------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("start", "days", "ends"),
    [
        (date(2026, 11, 16), 5, date(2026, 11, 23)),
        (date(2026, 9, 29), 5, date(2026, 10, 12)),
        (date(2026, 11, 21), 1, date(2026, 11, 23)),
    ],
)
def test_holidays_are_left_out(start: date, days: int, ends: date) -> None:
    assert working_day_after(start, days) == ends


@given(st.dates(date(2020, 1, 1), date(2020, 6, 1)), st.integers(1, 40), st.sets(st.integers(0, 200)))
def test_a_period_holds_just_its_working_days(start: date, days: int, off: set[int]) -> None:
    calendar = {start + timedelta(days=step): step not in off for step in range(260)}
    ends = after_working_days(start, days, calendar)
    counted = [day for day, worked in calendar.items() if start < day <= ends and worked]
    assert (len(counted), calendar[ends]) == (days, True)


def test_less_than_a_day_is_no_period() -> None:
    with pytest.raises(ValueError, match="one working day"):
        after_working_days(date(2026, 1, 1), 0, {})


@pytest.mark.django_db
def test_unknown_years_are_flagged_and_not_guessed() -> None:
    with pytest.raises(UnknownDayError) as unknown:
        working_day_after(date(2099, 12, 30), 3)
    assert unknown.value.day == date(2099, 12, 31)
    with pytest.raises(UnknownYearError):
        fill_calendar(year=2099)
    assert CalendarDay.objects.count() == 0


@pytest.mark.django_db
def test_what_the_office_changed_stays() -> None:
    CalendarDay.objects.create(date=date(2026, 11, 17), is_working=False, note="本市停工")
    assert fill_calendar(year=2026) == 364
    assert working_day_after(date(2026, 11, 16), 5) == date(2026, 11, 24)
    assert fill_calendar(year=2026) == 0


@pytest.mark.django_db
def test_a_day_entered_by_hand_keeps_no_known_year_from_filling_itself() -> None:
    CalendarDay.objects.create(date=date(2026, 11, 17), is_working=False, note="本市停工")
    assert working_day_after(date(2026, 11, 16), 5) == date(2026, 11, 24)


@pytest.mark.django_db
def test_the_command_fills_a_year() -> None:
    out = StringIO()
    with pytest.raises(CommandError, match="--weekends-only"):
        call_command("fill_calendar", "2099")
    call_command("fill_calendar", "2099", "--weekends-only", stdout=out)
    assert out.getvalue() == "365 days added\n"
    assert CalendarDay.objects.get(date=date(2099, 1, 3)).is_working is False


# -- the public page -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "shown"), [("样例二", "样某某"), ("欧阳样例", "欧阳某某"), ("𠮷龘", "𠮷某某")])
def test_a_covered_name_keeps_the_surname(name: str, shown: str) -> None:
    assert covered_name(name) == shown


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "full"),
    [
        ({}, True),
        ({"consent": "office_asks"}, False),
        ({"age": "minor", "guardian": "样例"}, False),
        ({"subject": "group", "consent": "office_asks"}, True),
    ],
)
def test_names_show_as_consent_and_age_allow(client: Client, changes: dict[str, Any], *, full: bool) -> None:
    made = under_notice(name="样例龘龘", **changes)
    page = client.get(reverse("notice", args=[made.round_id])).content.decode()
    assert ("样例龘龘" in page, GOOD["unit"] in page, "样某某" in page) == (full, full, not full)
    assert [planted for planted in (*NOMINATOR.values(), GOOD["deeds"]) if planted in page] == []


@pytest.mark.django_db
def test_only_rounds_under_notice_have_a_page(client: Client) -> None:
    hidden = nominated()
    seen = under_notice()
    listing = client.get(reverse("notices")).content.decode()
    assert reverse("notice", args=[seen.round_id]) in listing
    assert reverse("notice", args=[hidden.round_id]) not in listing
    assert client.get(reverse("notice", args=[hidden.round_id])).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["notices", "notice"])
def test_public_pages_take_as_many_queries_for_three_as_for_one(client: Client, name: str) -> None:
    where = open_category()
    first = under_notice(where)
    address = reverse("notices") if name == "notices" else reverse("notice", args=[first.round_id])
    counts = []
    for new in (0, 2):
        for _ in range(new):
            if name == "notices":
                under_notice()
            else:
                Round.objects.update(state=RoundState.COLLECTING, notice_starts_on=None, notice_ends_on=None)
                under_notice(where)
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


# -- objections ------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_objections_are_taken_only_during_the_notice(client: Client) -> None:
    made = under_notice()
    form = reverse("objection-form")
    assert f'value="{made.pk}"' in client.get(form).content.decode()
    Round.objects.update(notice_starts_on=today() - timedelta(days=9), notice_ends_on=today() - timedelta(days=1))
    assert f'value="{made.pk}"' not in client.get(form).content.decode()
    assert form not in client.get(reverse("notice", args=[made.round_id])).content.decode()
    with pytest.raises(RoundClosedError):
        objected(made)
    assert Submission.objects.filter(kind="objection").count() == 0


@pytest.mark.django_db
def test_an_objection_has_a_due_day_even_without_a_calendar(monkeypatch: pytest.MonkeyPatch) -> None:
    assert objected().due_on > today()

    def unknown(start: date, _days: int) -> date:
        raise UnknownDayError(start)

    monkeypatch.setattr("exemplars.domain.objections.working_day_after", unknown)
    assert objected().due_on == today() + timedelta(days=5)


@pytest.mark.django_db
def test_no_public_page_names_objector_or_objection(client: Client) -> None:
    made = objected()
    link = reverse("intake-link", args=[made.submission.link_token.reveal()])
    addresses = (link, reverse("notices"), reverse("notice", args=[made.round_id]), reverse("objection-form"))
    pages = "".join(client.get(address).content.decode() for address in addresses)
    assert [planted for planted in (*OBJECTOR.values(), STATEMENT) if planted in pages] == []


@pytest.mark.django_db
@pytest.mark.parametrize("state", ObjectionState)
@pytest.mark.parametrize("target", [ObjectionState.CHECKING, ObjectionState.UPHELD, ObjectionState.DISMISSED])
def test_every_move_of_an_objection_is_allowed_or_refused(state: ObjectionState, target: ObjectionState) -> None:
    made, user = objected(), checker()
    closed = {"closed_at": timezone.now()} if OBJECTION_STATES.moves[state] == frozenset() else {}
    handler = {} if state == ObjectionState.NEW else {"handler": user}
    Objection.objects.update(state=state, **closed, **handler)

    def go() -> Objection:
        if target == ObjectionState.CHECKING:
            return take_objection(objection=made, actor=user)
        return close_objection(objection=made, outcome=target, finding="查无此事", actor=user)

    if OBJECTION_STATES.allows(state, target):
        assert go().state == target
    else:
        with pytest.raises(ForbiddenMoveError):
            go()


@pytest.mark.django_db
@pytest.mark.parametrize("changes", [{"state": "x"}, {"state": "upheld"}, {"state": "checking"}])
def test_the_database_refuses_objections_without_their_facts(changes: dict[str, str]) -> None:
    objected()
    with pytest.raises(IntegrityError), transaction.atomic():
        Objection.objects.update(**changes)


@pytest.mark.django_db
def test_closing_needs_a_finding() -> None:
    with pytest.raises(ValueError, match="finding"):
        close_objection(objection=objected(), outcome=ObjectionState.UPHELD, finding=" ", actor=checker())


# -- starting, taking back, announcing -------------------------------------------------------------------------------


def judged() -> Nomination:
    """Return a selected nomination in a round under final review; the calendar knows the days to come."""
    made = under_notice()
    for year in (today().year, today().year + 1):
        fill_calendar(year=year, weekends_only=True)
    Round.objects.update(state=RoundState.JUDGING, notice_starts_on=None, notice_ends_on=None)
    return made


@pytest.mark.django_db
def test_a_notice_runs_its_working_days_and_can_be_taken_back() -> None:
    made, user = judged(), checker()
    started = start_notice(round_=made.round, on=date(2026, 11, 16), actor=user)
    assert (started.notice_starts_on, started.notice_ends_on) == (date(2026, 11, 16), date(2026, 11, 23))
    back = withdraw_notice(round_=started, actor=user)
    assert (back.state, back.notice_ends_on) == (RoundState.JUDGING, None)
    with pytest.raises(ForbiddenMoveError):
        withdraw_notice(round_=Round.objects.get(), actor=user)


@pytest.mark.django_db
def test_a_notice_needs_somebody_selected_and_nothing_pending() -> None:
    made, user = judged(), checker()
    propose_decision(nomination=made, outcome=NominationState.REJECTED, reason="不符", actor=user)
    with pytest.raises(ProposalsOpenError):
        start_notice(round_=made.round, on=today(), actor=user)
    Nomination.objects.update(state="new", proposed_by=None, confirmed_by=None)
    with pytest.raises(NobodySelectedError):
        start_notice(round_=made.round, on=today(), actor=user)


@pytest.mark.django_db
def test_a_round_is_announced_after_its_notice_and_every_objection() -> None:
    made, user = objected(), checker()
    assert made.round.notice_ends_on is not None
    with pytest.raises(NoticeRunningError):
        announce_round(round_=made.round, on=made.round.notice_ends_on, actor=user)
    with pytest.raises(ObjectionsOpenError):
        announce_round(round_=made.round, on=over(made.round), actor=user)
    take_objection(objection=made, actor=user)
    close_objection(objection=made, outcome=ObjectionState.DISMISSED, finding="查无此事", actor=user)
    with pytest.raises(NoWallError):
        announce_round(round_=made.round, on=over(made.round), actor=user)
    assert Round.objects.get().state == RoundState.NOTICE
    wall()
    done = announce_round(round_=made.round, on=over(made.round), actor=user)
    assert (done.state, done.announced_on) == (RoundState.ANNOUNCED, over(made.round))
    nominee = Nomination.objects.get(state=NominationState.SELECTED)
    draft = ExemplarPage.objects.get()
    assert (draft.title, draft.unit, draft.subject, draft.live) == (nominee.name, nominee.unit, nominee.subject, False)
    honour = Honour.objects.get()
    assert (honour.exemplar_id, honour.round, honour.category, honour.state) == (
        draft.pk,
        done,
        nominee.category,
        HonourState.WINNER,
    )


@pytest.mark.django_db
def test_announcing_needs_somebody_and_nothing_pending() -> None:
    made, user = under_notice(), checker()
    propose_decision(nomination=made, outcome=NominationState.REJECTED, reason="不符", actor=user)
    with pytest.raises(ProposalsOpenError):
        announce_round(round_=made.round, on=over(made.round), actor=user)
    made.decisions.update(answered_by=user, answered_at=timezone.now())
    Nomination.objects.update(state="new", proposed_by=None, confirmed_by=None)
    with pytest.raises(NobodySelectedError):
        announce_round(round_=made.round, on=over(made.round), actor=user)


@pytest.mark.django_db
def test_the_database_refuses_announcing_over_an_open_objection() -> None:
    made, user = objected(), checker()
    announced = {"state": RoundState.ANNOUNCED, "announced_on": over(made.round)}
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.update(**announced)
    take_objection(objection=made, actor=user)
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.update(**announced)
    close_objection(objection=made, outcome=ObjectionState.DISMISSED, finding="查无此事", actor=user)
    assert Round.objects.update(**announced) == 1


@pytest.mark.django_db
def test_the_database_refuses_a_new_objection_to_an_announced_round() -> None:
    made, user = objected(), checker()
    take_objection(objection=made, actor=user)
    close_objection(objection=made, outcome=ObjectionState.DISMISSED, finding="查无此事", actor=user)
    Round.objects.update(state=RoundState.ANNOUNCED, announced_on=over(made.round))
    with pytest.raises(IntegrityError), transaction.atomic():
        Objection.objects.update(state=ObjectionState.NEW, handler=None, closed_at=None)


@pytest.mark.django_db
def test_the_database_refuses_to_call_a_round_a_record_later_or_no_more() -> None:
    made = under_notice()
    past = record_past_round(
        programme=made.round.programme,
        period_kind=PeriodKind.YEAR,
        year=2019,
        announced_on=date(2019, 12, 1),
        actor=None,
    )
    statements = {
        made.round_id: "UPDATE exemplars_round SET is_record = NOT is_record, notice_starts_on = NULL,"
        " notice_ends_on = NULL, announced_on = '2026-12-01', state = 'announced' WHERE id = %s",
        past.pk: "UPDATE exemplars_round SET is_record = NOT is_record, notice_starts_on = '2019-11-01',"
        " notice_ends_on = '2019-11-09' WHERE id = %s",
    }
    for key, statement in statements.items():
        with pytest.raises(IntegrityError, match="round_is_record_or_not"), transaction.atomic():
            connection.cursor().execute(statement, [key])

    assert Round.objects.filter(is_record=True).count() == 1
