"""Reading questions about public notices and objections."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from exemplars.enums import ConsentScope, HonourState, NominationState, RoundState
from exemplars.models import ConsentRecord, Honour, Nomination, Objection, Round
from exemplars.models.people import NEED_CONSENT
from exemplars.rules.notices import covered_name, may_show
from foundation.intake.codes import OFFICE_ZONE


@dataclass(frozen=True)
class Shown:
    """A nominee as a public notice shows them."""

    key: int
    category: str
    name: str
    unit: str
    place: str
    is_posthumous: bool


def today(now: datetime | None = None) -> date:
    """Return the office's date."""
    return (now or timezone.now()).astimezone(OFFICE_ZONE).date()


def public_notices() -> QuerySet[Round]:
    """Return the rounds that are or were under public notice here, the newest first."""
    found: QuerySet[Round] = Round.objects.filter(
        state__in=(RoundState.NOTICE, RoundState.ANNOUNCED), is_record=False
    ).order_by("-notice_starts_on", "-id")
    return found


def nominees() -> QuerySet[Nomination]:
    """Return nominations with what the consent desk knows of the nominee's page (``page_*``), for ``shown``."""
    of_page = ConsentRecord.objects.filter(exemplar=OuterRef("page_decision__exemplar"))
    standing = ConsentRecord.objects.standing().filter(exemplar=OuterRef("page_decision__exemplar"))
    posthumous = Honour.objects.filter(
        exemplar=OuterRef("page_decision__exemplar"), round=OuterRef("round"), is_posthumous=True
    )
    found: QuerySet[Nomination] = Nomination.objects.select_related(
        "submission", "category", "round__programme"
    ).annotate(
        page_has_consents=Exists(of_page),
        page_name_stands=Exists(standing.filter(scope=ConsentScope.NAME)),
        page_unit_stands=Exists(standing.filter(scope=ConsentScope.UNIT)),
        is_honoured_posthumously=Exists(posthumous),
    )
    return found


def selected(rounds: QuerySet[Round] | list[Round]) -> list[Nomination]:
    """Return who is selected in these rounds, by category, without those whose honour was revoked."""
    revoked = Honour.objects.filter(
        round=OuterRef("round"), exemplar=OuterRef("page_decision__exemplar"), state=HonourState.REVOKED
    )
    return list(
        nominees()
        .filter(~Exists(revoked), round__in=rounds, state=NominationState.SELECTED, submission__erased_at__isnull=True)
        .order_by("round_id", "category__sort_order", "category_id", "submission_id")
    )


def shown(nomination: Nomination) -> Shown:
    """Return a nominee of ``nominees`` with name and unit as far as consent and age allow.

    What the nominator said counts until the office has recorded what the person agreed to; from then on that alone.
    """
    full = may_show(nomination.subject, nomination.consent, is_minor=nomination.is_minor)
    with_unit = full
    known: Any = nomination
    if nomination.subject in NEED_CONSENT and known.page_has_consents:
        full = full and known.page_name_stands
        with_unit = full and known.page_unit_stands
    return Shown(
        key=nomination.pk,
        category=nomination.category.name,
        name=nomination.name if full else covered_name(nomination.name),
        unit=nomination.unit if with_unit else "",
        place=nomination.place if full else "",
        is_posthumous=full and known.is_honoured_posthumously,
    )


def takes_objections(round_: Round, on: date) -> bool:
    """Tell whether objections to a round are taken on that day."""
    starts, ends = round_.notice_starts_on, round_.notice_ends_on
    return round_.state == RoundState.NOTICE and starts is not None and ends is not None and starts <= on <= ends


def open_to_objection(now: datetime | None = None) -> list[Nomination]:
    """Return the nominees to whom one may object now."""
    day = today(now)
    rounds = Round.objects.filter(state=RoundState.NOTICE, notice_starts_on__lte=day, notice_ends_on__gte=day)
    return selected(rounds)


def desk_objections() -> QuerySet[Objection]:
    """Return the objections as their desk lists them, the first due first."""
    found: QuerySet[Objection] = Objection.objects.select_related(
        "submission", "nomination", "round__programme", "handler"
    ).order_by("closed_at", "due_on", "submission_id")
    return found
