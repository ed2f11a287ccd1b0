"""What people say of a resemblance. A verdict moves no entry: that is done at screening, by a person."""

from django.db import transaction
from django.utils import timezone

from campaigns.contests.domain.screening import ReasonMissingError
from campaigns.contests.enums import FindingState
from campaigns.contests.models import Finding
from campaigns.contests.rules.states import FINDING_STATES
from foundation.intake.states import move
from foundation.models import User


@transaction.atomic
def judge_finding(*, finding: Finding, to: FindingState, actor: User, reason: str = "") -> Finding:
    """Dismiss or uphold a resemblance with a reason, or open it again.

    Raises ``ReasonMissingError`` and ``ForbiddenMoveError``.
    """
    is_open = to == FindingState.OPEN
    if not is_open and not reason.strip():
        raise ReasonMissingError
    return move(
        row=finding,
        table=FINDING_STATES,
        to=to,
        verb=f"judge_finding_{to}",
        actor=actor,
        reason="" if is_open else reason.strip(),
        decided_at=None if is_open else timezone.now(),
        decided_by=None if is_open else actor,
    )
