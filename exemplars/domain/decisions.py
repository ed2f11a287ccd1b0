"""Decisions on nominations: one person proposes with reasons, another confirms or returns."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from exemplars.enums import NominationState
from exemplars.models import Decision, Nomination, Quota, Round
from exemplars.rules.nominations import DECIDED, DECIDED_DURING, NOMINATION_STATES
from foundation.domain.audit import record
from foundation.intake.states import ForbiddenMoveError, move
from foundation.models import User


class SamePersonError(Exception):
    """Who proposed a decision cannot confirm it."""


class AlreadyProposedError(Exception):
    """Somebody else has proposed a decision that is still open."""


class AnsweredError(Exception):
    """Somebody has answered this proposal meanwhile."""


class NotNowError(Exception):
    """The round has not come so far, or is past it."""


class QuotaFullError(Exception):
    """The category has no place left."""


def _judge_possible(nomination: Nomination, outcome: NominationState) -> None:
    if outcome not in DECIDED or not NOMINATION_STATES.allows(nomination.state, outcome):
        raise ForbiddenMoveError(nomination.state, outcome)
    if nomination.round.state not in DECIDED_DURING[outcome]:
        raise NotNowError


@transaction.atomic
def propose_decision(*, nomination: Nomination, outcome: NominationState, reason: str, actor: User) -> Decision:
    """Propose what to decide on a nomination.

    Raises ``ForbiddenMoveError``, ``NotNowError``, ``AlreadyProposedError``, and ``ValueError`` without reasons.
    """
    if not reason.strip():
        message = "a decision needs reasons"
        raise ValueError(message)
    held = Nomination.objects.select_for_update(of=("self",)).select_related("round").get(pk=nomination.pk)
    _judge_possible(held, outcome)
    try:
        with transaction.atomic():
            decision = Decision.objects.create(
                nomination=held, outcome=outcome, reason=reason.strip(), proposed_by=actor
            )
    except IntegrityError:
        raise AlreadyProposedError from None
    record(verb="propose_decision", subject=held, actor=actor, outcome=str(outcome), decision=decision.pk)
    return decision


@transaction.atomic
def confirm_decision(*, decision: Decision, actor: User) -> Nomination:
    """Confirm somebody else's proposal and move the nomination; returns it.

    Raises ``SamePersonError``, ``AnsweredError``, ``NotNowError``, ``QuotaFullError``, ``ForbiddenMoveError``.
    """
    # The round is locked first: of two confirmations at once the second counts what the first has filled.
    round_ = Round.objects.select_for_update(of=("self",)).get(nominations__decisions=decision)
    held = _open_decision(decision)
    if held.proposed_by_id == actor.pk:
        raise SamePersonError
    outcome = NominationState(held.outcome)
    nomination = held.nomination
    nomination.round = round_
    _judge_possible(nomination, outcome)
    _judge_room(nomination, outcome)
    _answer(held, actor, is_confirmed=True)
    return move(
        row=nomination,
        table=NOMINATION_STATES,
        to=outcome,
        verb="confirm_decision",
        actor=actor,
        question="",
        proposed_by=held.proposed_by,
        confirmed_by=actor,
    )


@transaction.atomic
def return_decision(*, decision: Decision, actor: User) -> Decision:
    """Return a proposal, one's own or another's: it is kept and nothing is decided. Raises ``AnsweredError``."""
    held = _open_decision(decision)
    _answer(held, actor, is_confirmed=False)
    record(verb="return_decision", subject=held.nomination, actor=actor, decision=held.pk)
    return held


def _open_decision(decision: Decision) -> Decision:
    held = Decision.objects.select_for_update(of=("self",)).filter(pk=decision.pk, answered_at__isnull=True).first()
    if held is None:
        raise AnsweredError
    return held


def _answer(decision: Decision, actor: User, *, is_confirmed: bool) -> None:
    decision.answered_by, decision.answered_at, decision.is_confirmed = actor, timezone.now(), is_confirmed
    decision.save(update_fields=["answered_by", "answered_at", "is_confirmed"])


def _judge_room(nomination: Nomination, outcome: NominationState) -> None:
    quota = Quota.objects.filter(round=nomination.round_id, category=nomination.category_id).first()
    if quota is None or outcome == NominationState.REJECTED:
        return
    places, states = quota.winners, [NominationState.SELECTED]
    if outcome == NominationState.SHORTLISTED:
        places, states = quota.shortlist, [NominationState.SHORTLISTED, NominationState.SELECTED]
    same = Nomination.objects.filter(round=nomination.round_id, category=nomination.category_id, state__in=states)
    if same.count() >= places:
        raise QuotaFullError
