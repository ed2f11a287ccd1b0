"""Putting a round under public notice, taking it back, and announcing it."""

from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from exemplars.domain.calendar import working_day_after
from exemplars.domain.honours import record_honour
from exemplars.domain.nominee_pages import page_of
from exemplars.domain.rounds import move_round
from exemplars.enums import NominationState, ObjectionState, RoundState
from exemplars.models import Decision, Nomination, Objection, Round
from exemplars.queries.earlier import earlier_of_each
from exemplars.rules.notices import OPEN_OBJECTIONS
from exemplars.rules.rounds import ROUND_STATES
from foundation.intake.states import ForbiddenMoveError
from foundation.models import User


class NobodySelectedError(Exception):
    """Nobody is selected, so there is nothing to give notice of."""


class ProposalsOpenError(Exception):
    """Proposed decisions wait for their second person."""


class NoticeRunningError(Exception):
    """The public notice has not ended yet."""


class ObjectionsOpenError(Exception):
    """Objections wait for an answer."""


class ObjectionUpheldError(Exception):
    """An objection to somebody who is still among the selected was upheld."""


@transaction.atomic
def start_notice(*, round_: Round, on: date, actor: User) -> Round:
    """Put a round under public notice from the day ``on`` for its working days; returns it.

    Raises ``ForbiddenMoveError``, ``NobodySelectedError``, ``ProposalsOpenError``, and ``UnknownDayError`` when the
    calendar does not reach so far.
    """
    held = _held(round_, RoundState.NOTICE)
    if not _selected(held).exists():
        raise NobodySelectedError
    if Decision.objects.filter(nomination__round=held, answered_at__isnull=True).exists():
        raise ProposalsOpenError
    ends = working_day_after(on, held.notice_days)
    return move_round(round_=held, to=RoundState.NOTICE, actor=actor, notice_starts_on=on, notice_ends_on=ends)


@transaction.atomic
def withdraw_notice(*, round_: Round, actor: User) -> Round:
    """Take a round's public notice back to the final review; a new notice runs its full time again."""
    held = _held(round_, RoundState.JUDGING)
    if held.state != RoundState.NOTICE:
        raise ForbiddenMoveError(held.state, RoundState.JUDGING)
    return move_round(round_=held, to=RoundState.JUDGING, actor=actor, notice_starts_on=None, notice_ends_on=None)


@transaction.atomic
def announce_round(*, round_: Round, on: date, actor: User, document_number: str = "") -> Round:
    """Announce a round on the day ``on``, by the document with that number if it has one yet; returns it.

    Each selected nominee's honour stands on the page that an editor has named, or on a new draft with what the
    nomination tells of it, the account included. Where a page of somebody with the same name is there and nobody has
    said whether they are one, nothing is announced.

    Raises ``ForbiddenMoveError``, ``NoticeRunningError`` until the day after the notice, ``ObjectionsOpenError`` while
    one is open, ``ObjectionUpheldError`` while one of the selected has one that was upheld, ``ProposalsOpenError``,
    ``NobodySelectedError``, ``NoWallError`` where no page of exemplars is there to hold the drafts, and
    ``PageUndecidedError``. The database refuses the first three as well.
    """
    held = _held(round_, RoundState.ANNOUNCED)
    if held.notice_ends_on is None or on <= held.notice_ends_on:
        raise NoticeRunningError
    if Objection.objects.filter(round=held, state__in=OPEN_OBJECTIONS).exists():
        raise ObjectionsOpenError
    if Decision.objects.filter(nomination__round=held, answered_at__isnull=True).exists():
        raise ProposalsOpenError
    upheld = Objection.objects.filter(round=held, state=ObjectionState.UPHELD)
    if upheld.filter(nomination__state=NominationState.SELECTED).exists():
        raise ObjectionUpheldError
    selected = list(_selected(held).order_by("submission_id"))
    if not selected:
        raise NobodySelectedError
    announced = move_round(round_=held, to=RoundState.ANNOUNCED, actor=actor, announced_on=on)
    earlier = earlier_of_each(selected)
    for nomination in selected:
        record_honour(
            exemplar=page_of(nomination=nomination, earlier=earlier[nomination.pk], actor=actor),
            programme=announced.programme,
            round_=announced,
            category=nomination.category,
            year=announced.year,
            awarded_on=on,
            document_number=document_number,
            is_posthumous=nomination.is_deceased or None,
            actor=actor,
        )
    return announced


def _selected(round_: Round) -> QuerySet[Nomination]:
    """Return who is selected; of those that were erased nothing is known any more."""
    selected: QuerySet[Nomination] = Nomination.objects.filter(
        round=round_, state=NominationState.SELECTED, submission__erased_at__isnull=True
    )
    return selected


def _held(round_: Round, target: RoundState) -> Round:
    held: Round = Round.objects.select_for_update(of=("self",)).get(pk=round_.pk)
    if not ROUND_STATES.allows(held.state, target):
        raise ForbiddenMoveError(held.state, target)
    return held
