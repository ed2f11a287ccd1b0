"""Recording an honour of a past year, with its round and, for somebody new, the draft of a page."""

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from exemplars.domain.honours import record_honour
from exemplars.domain.people import create_exemplar_draft
from exemplars.domain.rounds import record_past_round
from exemplars.enums import HonourState, PeriodKind, RoundState, SubjectKind
from exemplars.models import ExemplarPage, Honour, Programme, ProgrammeCategory, Round
from foundation.models import Region, User


@dataclass(frozen=True)
class PastHonour:
    """An honour as the records of an office tell it."""

    name: str
    programme: Programme
    year: int
    subject: SubjectKind = SubjectKind.PERSON
    unit: str = ""
    region: Region | None = None
    category: ProgrammeCategory | None = None
    period_kind: PeriodKind | None = None
    period_number: int | None = None
    awarded_on: dt.date | None = None
    document_number: str = ""
    state: HonourState = HonourState.WINNER
    is_posthumous: bool = False
    is_minor: bool = False
    citation: str = ""


@transaction.atomic
def record_past_honour(*, past: PastHonour, page: ExemplarPage | None, row_key: str, actor: User | None) -> Honour:
    """Record the honour on ``page``, or on a new draft; returns it.

    Raises ``NoWallError``, and ``ValidationError`` for what does not fit together, for a round that is still under way
    and for an honour that is recorded already.
    """
    held = page or create_exemplar_draft(
        name=past.name,
        subject=past.subject,
        unit=past.unit,
        is_minor=past.is_minor,
        is_deceased=past.is_posthumous,
        citation=past.citation,
        regions=[past.region] if past.region else [],
        actor=actor,
    )
    return record_honour(
        exemplar=held,
        programme=past.programme,
        round_=_round(past, actor),
        category=past.category,
        year=past.year,
        awarded_on=past.awarded_on,
        document_number=past.document_number,
        state=past.state,
        is_posthumous=past.is_posthumous,
        row_key=row_key,
        actor=actor,
    )


def _round(past: PastHonour, actor: User | None) -> Round | None:
    if past.period_kind is None:
        return None
    found = record_past_round(
        programme=past.programme,
        period_kind=past.period_kind,
        year=past.year,
        period_number=past.period_number,
        announced_on=past.awarded_on or dt.date(past.year, 12, 31),
        actor=actor,
    )
    if found.state != RoundState.ANNOUNCED:
        raise ValidationError(_("This round is still under way here; its honours come from announcing it."))
    return found
