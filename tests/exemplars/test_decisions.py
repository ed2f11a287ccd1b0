"""Decisions of two people: table, quotas, two at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from exemplars.domain.decisions import (
    AlreadyProposedError,
    AnsweredError,
    NotNowError,
    QuotaFullError,
    SamePersonError,
    confirm_decision,
    propose_decision,
    return_decision,
)
from exemplars.domain.nominations import ask_nominator, join_nomination
from exemplars.enums import NominationState, RoundState
from exemplars.models import Decision, Nomination, Round
from exemplars.queries.rounds import category_counts
from exemplars.rules.nominations import DECIDED, NOMINATION_STATES
from foundation.intake.states import ForbiddenMoveError
from foundation.models import User
from tests.exemplars.nominating import nominated, open_category, reviewer
from tests.factories.exemplars import QuotaFactory

SHORTLISTED, SELECTED, REJECTED = DECIDED


def review(state: RoundState = RoundState.JUDGING) -> None:
    """Bring every round so far."""
    dates = {"notice_starts_on": timezone.localdate(), "notice_ends_on": timezone.localdate()}
    Round.objects.update(state=state, **(dates if state == RoundState.NOTICE else {}))


def decide(nomination: Nomination, outcome: NominationState, one: User, two: User) -> Nomination:
    """Propose and confirm."""
    decision = propose_decision(nomination=nomination, outcome=outcome, reason="事迹突出", actor=one)
    return confirm_decision(decision=decision, actor=two)


@pytest.mark.django_db
def test_two_people_decide() -> None:
    one, two = reviewer(), reviewer()
    made = nominated()
    review()
    decided = decide(made, SHORTLISTED, one, two)
    assert (decided.state, decided.proposed_by, decided.confirmed_by) == (SHORTLISTED, one, two)
    assert decide(decided, SELECTED, two, one).state == SELECTED
    review(RoundState.NOTICE)
    assert decide(Nomination.objects.get(), REJECTED, one, two).state == REJECTED


@pytest.mark.django_db
def test_one_person_alone_decides_nothing() -> None:
    one = reviewer()
    made = nominated()
    review()
    decision = propose_decision(nomination=made, outcome=SHORTLISTED, reason="好", actor=one)
    with pytest.raises(SamePersonError):
        confirm_decision(decision=decision, actor=one)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.update(is_confirmed=True, answered_by=one, answered_at=timezone.now())
    assert Nomination.objects.get().state == NominationState.NEW


@pytest.mark.django_db
def test_a_proposal_is_answered_once_and_stands_alone() -> None:
    one, two = reviewer(), reviewer()
    made = nominated()
    review()
    decision = propose_decision(nomination=made, outcome=SHORTLISTED, reason="好", actor=one)
    with pytest.raises(AlreadyProposedError):
        propose_decision(nomination=made, outcome=REJECTED, reason="不符", actor=two)
    assert return_decision(decision=decision, actor=two).is_confirmed is False
    for answer in (confirm_decision, return_decision):
        with pytest.raises(AnsweredError):
            answer(decision=decision, actor=two)
    assert decide(made, REJECTED, two, one).state == REJECTED


@pytest.mark.django_db
def test_a_decision_needs_reasons() -> None:
    with pytest.raises(ValueError, match="reasons"):
        propose_decision(nomination=nominated(), outcome=REJECTED, reason=" ", actor=reviewer())


@pytest.mark.django_db
@pytest.mark.parametrize("act", ["ask", "join"])
def test_asking_or_joining_returns_what_was_proposed(act: str) -> None:
    where = open_category()
    made, other, user = nominated(where), nominated(where), reviewer()
    review(RoundState.FIRST_REVIEW)
    propose_decision(nomination=made, outcome=SHORTLISTED, reason="好", actor=user)
    if act == "ask":
        ask_nominator(nomination=made, question="？", link="", actor=user)
    else:
        join_nomination(nomination=made, into=other, actor=user)
    assert [(row.is_confirmed, row.answered_by) for row in Decision.objects.all()] == [(False, user)]


@pytest.mark.django_db
@pytest.mark.parametrize("state", NominationState)
@pytest.mark.parametrize("target", NominationState)
def test_every_decision_is_allowed_or_refused_by_the_table(state: NominationState, target: NominationState) -> None:
    one, two = reviewer(), reviewer()
    where = open_category()
    made, other = nominated(where), nominated(where)
    signed = {"proposed_by": one, "confirmed_by": two} if state in DECIDED else {}
    joined = {"joined_to": other} if state == NominationState.JOINED else {}
    Nomination.objects.filter(pk=made.pk).update(state=state, question="？", **signed, **joined)
    review()
    if target in DECIDED and NOMINATION_STATES.allows(state, target):
        assert decide(made, target, one, two).state == target
    else:
        with pytest.raises(ForbiddenMoveError):
            decide(made, target, one, two)
        assert Nomination.objects.get(pk=made.pk).state == state


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("round_state", "outcome"),
    [
        (RoundState.COLLECTING, SHORTLISTED),
        (RoundState.NOTICE, SHORTLISTED),
        (RoundState.CONSULTING, SELECTED),
        (RoundState.NOTICE, SELECTED),
    ],
)
def test_decisions_have_their_time(round_state: RoundState, outcome: NominationState) -> None:
    one, two = reviewer(), reviewer()
    made = nominated()
    if outcome == SELECTED:
        Nomination.objects.update(state=SHORTLISTED, proposed_by=one, confirmed_by=two)
    review(round_state)
    with pytest.raises(NotNowError):
        decide(made, outcome, one, two)


@pytest.mark.django_db
def test_quotas_hold() -> None:
    one, two = reviewer(), reviewer()
    round_, category = open_category()
    QuotaFactory.create(round=round_, category=category, shortlist=2, winners=1)
    first, second, third = (nominated((round_, category)) for _ in range(3))
    review()
    for nomination in (first, second):
        decide(nomination, SHORTLISTED, one, two)
    with pytest.raises(QuotaFullError):
        decide(third, SHORTLISTED, one, two)
    decide(first, SELECTED, one, two)
    with pytest.raises(QuotaFullError):
        decide(second, SELECTED, one, two)
    count = category_counts(Round.objects.get())[0]
    assert (count.nominated, count.shortlisted, count.selected, count.shortlist, count.winners) == (3, 2, 1, 2, 1)


@pytest.mark.django_db(transaction=True)
def test_of_two_editors_who_decide_at_once_one_decides() -> None:
    one, two, three = reviewer(), reviewer(), reviewer()
    round_, category = open_category()
    QuotaFactory.create(round=round_, category=category, shortlist=1, winners=1)
    first, second = nominated((round_, category)), nominated((round_, category))
    review()
    proposals = [
        propose_decision(nomination=made, outcome=SHORTLISTED, reason="好", actor=one) for made in (first, second)
    ]
    start = Barrier(4)

    def press(job: tuple[Decision, User]) -> str:
        try:
            start.wait(timeout=20)
            confirm_decision(decision=job[0], actor=job[1])
        except (AnsweredError, QuotaFullError, ForbiddenMoveError) as error:
            return type(error).__name__
        finally:
            connection.close()
        return "decided"

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(press, [(proposal, user) for proposal in proposals for user in (two, three)]))

    assert answers.count("decided") == 1
    assert Nomination.objects.filter(state=SHORTLISTED).count() == 1
    assert Decision.objects.filter(is_confirmed=True).count() == 1
