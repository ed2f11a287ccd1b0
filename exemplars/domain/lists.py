"""Inviting units to send lists of nominations."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from exemplars.enums import RoundState
from exemplars.models import Round, UnitList
from foundation.domain.audit import record
from foundation.intake.codes import new_token
from foundation.intake.domain.access import NotHereError
from foundation.intake.states import ForbiddenMoveError
from foundation.models import User
from foundation.secrets.indexing import index_candidates


class InvitedAlreadyError(Exception):
    """This unit has its link for the round."""


@transaction.atomic
def invite_unit(*, round_: Round, unit: str, actor: User) -> UnitList:
    """Give a unit a private link for a round that collects nominations; returns its list.

    Raises ``InvitedAlreadyError``, ``ForbiddenMoveError`` when the round collects no more, ``ValueError`` without a
    name.
    """
    name = " ".join(unit.split())
    if not name:
        message = "an invitation needs a unit"
        raise ValueError(message)
    held = Round.objects.select_for_update(of=("self",)).get(pk=round_.pk)
    if held.state != RoundState.COLLECTING:
        raise ForbiddenMoveError(held.state, RoundState.COLLECTING)
    try:
        with transaction.atomic():
            made = UnitList.objects.create(round=held, unit=name, token=new_token(), invited_by=actor)
    except IntegrityError:
        raise InvitedAlreadyError from None
    record(verb="invite_unit", subject=made, actor=actor, round=held.pk)
    return made


@transaction.atomic
def close_list(*, unit_list: UnitList, actor: User) -> UnitList:
    """Close a unit's link; what it has sent stays. Closing again changes nothing."""
    held = UnitList.objects.select_for_update(of=("self",)).get(pk=unit_list.pk)
    if held.closed_at is None:
        held.closed_at = timezone.now()
        held.save(update_fields=["closed_at"])
        record(verb="close_list", subject=held, actor=actor)
    return held


def open_list(*, token: str) -> UnitList:
    """Return the list of a private link; raises ``NotHereError`` for one that is closed or never was."""
    found = UnitList.objects.select_related("round__programme").filter(
        token_index__in=index_candidates(token, "exact"), closed_at__isnull=True
    )
    row = found.first()
    if row is None:
        raise NotHereError
    return row
