"""Taking in, checking, closing and erasing objections."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from exemplars.domain.calendar import working_day_after
from exemplars.domain.nominations import RoundClosedError
from exemplars.enums import ObjectionState
from exemplars.models import Objection, Round
from exemplars.queries.notices import takes_objections, today
from exemplars.rules.notices import OBJECTION_DAYS, OBJECTION_STATES, UnknownDayError
from foundation.domain.audit import record
from foundation.intake.models import Submission
from foundation.intake.states import move
from foundation.models import User
from foundation.secrets.domain.erasure import erase_sealed


def store_objection(submission: Submission, cleaned: Mapping[str, Any]) -> Objection:
    """Make the objection of a submission; the intake machine calls it inside its transaction.

    Raises ``RoundClosedError`` when the notice ended while the form was under way.
    """
    nomination = cleaned["about"]
    # The round is locked as when it is announced: an objection comes before that, or not at all.
    round_ = Round.objects.select_for_update(of=("self",)).get(pk=nomination.round_id)
    day = today(submission.received_at)
    if not takes_objections(round_, day):
        raise RoundClosedError
    try:
        due = working_day_after(day, OBJECTION_DAYS)
    except UnknownDayError:
        # A calendar that is not filled must not cost anybody an objection; five days are never later than the rule.
        due = day + timedelta(days=OBJECTION_DAYS)
    return Objection.objects.create(
        submission=submission, round=round_, nomination=nomination, statement=cleaned["statement"], due_on=due
    )


def take_objection(*, objection: Objection, actor: User) -> Objection:
    """Make somebody the one who checks it, also after somebody else; raises ``ForbiddenMoveError``."""
    return move(
        row=objection,
        table=OBJECTION_STATES,
        to=ObjectionState.CHECKING,
        verb="take_objection",
        actor=actor,
        handler=actor,
    )


def close_objection(*, objection: Objection, outcome: ObjectionState, finding: str, actor: User) -> Objection:
    """Close an objection with what was found; the objector sees it at the look-up.

    Raises ``ForbiddenMoveError`` and ``ValueError`` without a finding.
    """
    if not finding.strip():
        message = "a closed objection needs a finding"
        raise ValueError(message)
    return move(
        row=objection,
        table=OBJECTION_STATES,
        to=outcome,
        verb="close_objection",
        actor=actor,
        handler=actor,
        finding=finding.strip(),
        closed_at=timezone.now(),
    )


@transaction.atomic
def erase_objection(submission: Submission) -> None:
    """Overwrite what the objection tells; state and dates stay. The intake machine calls it."""
    objection = Objection.objects.select_for_update(of=("self",)).get(submission=submission)
    objection.save(update_fields=erase_sealed(objection))
    record(verb="erase_objection", subject=objection, actor=None)
