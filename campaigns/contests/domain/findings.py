"""What people say of a resemblance. A verdict moves no entry: that is done at screening, by a person."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from campaigns.contests.domain.screening import ReasonMissingError
from campaigns.contests.enums import FindingKind, FindingState
from campaigns.contests.models import Contest, EntryRevision, Finding
from campaigns.contests.queries.findings import first_appeared
from campaigns.contests.rules.states import FINDING_STATES
from foundation.domain.audit import record
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


@transaction.atomic
def turn_findings(*, contest: Contest) -> int:
    """Hang each open resemblance of texts on the one whose text appeared later, by the present rule of who was first.

    Only where an entry has several wordings can an earlier run have placed it otherwise. Returns how many were turned;
    one whose counterpart is found already stays.
    """
    several = Q(revision__sequence__gt=1) | Q(other__sequence__gt=1)
    rows = Finding.objects.select_for_update(of=("self",)).filter(several, entry__contest=contest, other__isnull=False)
    rows = rows.filter(state=FindingState.OPEN).exclude(kind=FindingKind.PHOTO)
    turned = 0
    for row in rows.select_related("revision", "other"):
        turned += row.other is not None and _turn(row, row.revision, row.other)
    return turned


def _turn(row: Finding, later: EntryRevision, earlier: EntryRevision) -> bool:
    if first_appeared(later, earlier.text) >= first_appeared(earlier, later.text):
        return False
    if Finding.objects.filter(revision=earlier, other=later, kind=row.kind).exists():
        return False
    row.entry_id, row.revision, row.other = earlier.entry_id, earlier, later
    row.save(update_fields=["entry", "revision", "other"])
    record(verb="turn_finding", subject=row, actor=None)
    return True
