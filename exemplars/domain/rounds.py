"""Opening rounds, entering those of the past, and the one function that moves a round's state."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django.db import transaction

from exemplars.enums import PeriodKind, RoundState
from exemplars.models import Programme, ProgrammeCategory, Quota, Round
from exemplars.rules.rounds import ROUND_STATES
from foundation.domain.audit import record
from foundation.intake.codes import OFFICE_ZONE
from foundation.intake.states import move
from foundation.models import User


@transaction.atomic
def open_round(  # noqa: PLR0913 - a period, and who opens it
    *,
    programme: Programme,
    period_kind: PeriodKind,
    year: int,
    actor: User | None,
    period_number: int | None = None,
    quotas: Mapping[ProgrammeCategory, tuple[int, int]] | None = None,
    **fields: Any,
) -> Round:
    """Create a round that collects nominations; ``quotas`` give shortlist and winners for each category.

    ``fields`` are further fields of the model, ``closes_at`` among them. Raises ``ValidationError``.
    """
    opened = Round(programme=programme, period_kind=period_kind, year=year, period_number=period_number, **fields)
    opened.full_clean()
    opened.save()
    for category, (shortlist, winners) in (quotas or {}).items():
        quota = Quota(round=opened, category=category, shortlist=shortlist, winners=winners)
        quota.full_clean()
        quota.save()
    record(verb="open_round", subject=opened, actor=actor)
    return opened


@transaction.atomic
def record_past_round(  # noqa: PLR0913 - a period and when it was announced
    *,
    programme: Programme,
    period_kind: PeriodKind,
    year: int,
    announced_on: date,
    actor: User | None,
    period_number: int | None = None,
) -> Round:
    """Return the round of the past with that period, made from the records if it is not there yet.

    It stands announced and can neither take nominations nor move. Raises ``ValidationError``.
    """
    known = Round.objects.filter(
        programme=programme, period_kind=period_kind, year=year, period_number=period_number
    ).first()
    if known is not None:
        return known
    day = datetime.combine(announced_on, time(), tzinfo=OFFICE_ZONE)
    past = Round(
        programme=programme,
        period_kind=period_kind,
        year=year,
        period_number=period_number,
        opens_at=day,
        closes_at=datetime.combine(announced_on, time(1), tzinfo=OFFICE_ZONE),
        state=RoundState.ANNOUNCED,
        announced_on=announced_on,
        is_record=True,
    )
    past.full_clean()
    past.save()
    record(verb="record_past_round", subject=past, actor=actor)
    return past


def move_round(*, round_: Round, to: RoundState, actor: User | None, **changes: Any) -> Round:
    """Move a round to another state, with the dates that belong to it; returns the round as it now is.

    Raises ``ForbiddenMoveError`` for a move that the table does not have; the database refuses dates that do not fit
    the state with ``IntegrityError``.
    """
    return move(row=round_, table=ROUND_STATES, to=to, verb="move_round", actor=actor, **changes)
