"""Recording honours and revoking them; a revoked one leaves the public and stays in the records."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from exemplars.domain.people import take_down
from exemplars.enums import HonourState, ProgrammeLevel
from exemplars.models import ExemplarPage, Honour, Programme, ProgrammeCategory, Round
from exemplars.models.honours import PUBLIC_STATES
from foundation.domain.audit import record
from foundation.models import User
from foundation.signals import public_object_changed
from media.models.rights import today_here


class NotStandingError(Exception):
    """The honour was revoked before."""


@transaction.atomic
def record_honour(  # noqa: PLR0913 - an honour has these parts
    *,
    exemplar: ExemplarPage,
    programme: Programme,
    year: int,
    actor: User | None,
    round_: Round | None = None,
    category: ProgrammeCategory | None = None,
    awarded_on: dt.date | None = None,
    document_number: str = "",
    state: HonourState = HonourState.WINNER,
    is_posthumous: bool | None = None,
    row_key: str | None = None,
) -> Honour:
    """Record an honour; for a deceased exemplar it is posthumous unless said otherwise.

    Raises ``ValidationError`` for a round or category of another programme and for one that is recorded already, and
    ``ValueError`` for a state in which no honour begins.
    """
    if state not in PUBLIC_STATES:
        message = "an honour begins as that of a winner or a nominee"
        raise ValueError(message)
    honour = Honour(
        exemplar=exemplar,
        programme=programme,
        round=round_,
        category=category,
        level=ProgrammeLevel(programme.level),
        year=year,
        awarded_on=awarded_on,
        document_number=document_number,
        state=state,
        is_posthumous=exemplar.is_deceased if is_posthumous is None else is_posthumous,
        row_key=row_key,
    )
    honour.full_clean()
    honour.save()
    record(verb="record_honour", subject=honour, actor=actor, exemplar=exemplar.pk, programme=programme.pk)
    public_object_changed.send(sender=ExemplarPage, instance=exemplar)
    return honour


@transaction.atomic
def number_honours(*, honours: Iterable[Honour], document_number: str, actor: User | None) -> int:
    """Write the number of the document by which these were awarded, also in place of a wrong one.

    Returns how many changed; those that were revoked stay as they are. Raises ``ValidationError`` for a number that is
    too long, or that names what must not be told of a minor.
    """
    keys = [honour.pk for honour in honours]
    held = Honour.objects.select_for_update(of=("self",)).filter(pk__in=keys, state__in=PUBLIC_STATES).order_by("pk")
    changed = 0
    for honour in held.select_related("exemplar", "round", "category"):
        if honour.document_number == document_number.strip():
            continue
        honour.document_number = document_number.strip()
        honour.clean_fields()
        honour.clean()
        honour.save(update_fields=["document_number"])
        record(verb="number_honour", subject=honour, actor=actor, exemplar=honour.exemplar_id)
        public_object_changed.send(sender=ExemplarPage, instance=honour.exemplar)
        changed += 1
    return changed


@transaction.atomic
def revoke_honour(*, honour: Honour, reason: str, actor: User | None, day: dt.date | None = None) -> Honour:
    """Revoke an honour: readers see nothing of it any more, the record stays with day and reason.

    The page goes off the site when no other honour is left. Raises ``NotStandingError`` for one that was revoked
    before and ``ValueError`` without a reason.
    """
    if not reason.strip():
        message = "revoking an honour needs a reason"
        raise ValueError(message)
    page = ExemplarPage.objects.select_for_update(of=("self",)).get(pk=honour.exemplar_id)
    held = Honour.objects.select_for_update(of=("self",)).get(pk=honour.pk)
    if held.state == HonourState.REVOKED:
        raise NotStandingError
    held.state, held.revoked_on, held.revocation_reason = HonourState.REVOKED, day or today_here(), reason.strip()
    held.save(update_fields=["state", "revoked_on", "revocation_reason"])
    record(verb="revoke_honour", subject=held, actor=actor, exemplar=page.pk)
    if not Honour.objects.standing().filter(exemplar=page).exists():
        take_down(exemplar=page, actor=actor)
    public_object_changed.send(sender=ExemplarPage, instance=page)
    revoked: Honour = held
    return revoked
