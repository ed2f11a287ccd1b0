"""Reading questions of the review desk."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from exemplars.enums import DeskTab, NominationState, RoundState
from exemplars.models import Nomination, OfficeCheck, Round
from exemplars.rules.likeness import Evidence, alike, plain_name
from exemplars.rules.nominations import OPEN_STATES


@dataclass(frozen=True)
class Likely:
    """Another nomination of probably the same person, with what speaks for it."""

    nomination: Nomination
    evidence: Evidence


def desk_nominations(on: date | None = None) -> QuerySet[Nomination]:
    """Return the nominations as the desk lists them.

    Each says whether another sounds the same in its round, and, given a day, how many checks are open and overdue.
    """
    found: QuerySet[Nomination] = Nomination.objects.select_related(
        "submission", "round__programme", "category", "unit_list"
    ).annotate(has_likeness=Exists(_likely()))
    if on is not None:
        is_open = Q(checks__isnull=False, checks__answered_on__isnull=True)
        found = found.annotate(
            open_checks=Count("checks", filter=is_open),
            overdue_checks=Count("checks", filter=is_open & Q(checks__letter__due_on__lt=on)),
        )
    return found


def _likely() -> QuerySet[Nomination]:
    return (
        Nomination.objects.filter(round=OuterRef("round"), name_key=OuterRef("name_key"))
        .exclude(pk=OuterRef("pk"))
        .exclude(state=NominationState.JOINED)
        .exclude(name_key="")
    )


def _condition(tab: DeskTab) -> Q:
    waiting = OfficeCheck.objects.filter(nomination=OuterRef("pk"), answered_on__isnull=True)
    conditions: dict[DeskTab, Q] = {
        DeskTab.NEW: Q(state=NominationState.NEW),
        DeskTab.NEEDS_INFO: Q(state=NominationState.NEEDS_INFO),
        DeskTab.LIKELY: Q(state__in=OPEN_STATES) & Q(Exists(_likely())),
        DeskTab.CHECKS: Q(Exists(waiting)),
        DeskTab.SHORTLIST: Q(state__in=(NominationState.SHORTLISTED, NominationState.SELECTED)),
    }
    return conditions[tab] & ~Q(round__state=RoundState.ANNOUNCED)


def in_tab(found: QuerySet[Nomination], tab: DeskTab) -> QuerySet[Nomination]:
    """Return what of it stands in a tab; a round that is announced has nothing waiting any more."""
    return found.filter(_condition(tab))


def tab_counts() -> dict[DeskTab, int]:
    """Return how many nominations stand in each tab: one query."""
    wanted: dict[str, Any] = {tab.value: Count("pk", filter=_condition(tab)) for tab in DeskTab}
    counted = Nomination.objects.order_by().aggregate(**wanted)
    return {tab: counted[tab.value] for tab in DeskTab}


def comparable(nomination: Nomination) -> QuerySet[Nomination]:
    """Return the others of the same round and category, to be read beside it."""
    found: QuerySet[Nomination] = (
        Nomination.objects.select_related("submission")
        .filter(round=nomination.round_id, category=nomination.category_id)
        .exclude(pk=nomination.pk)
        .exclude(state=NominationState.JOINED)
        .order_by("-state", "submission_id")[:200]
    )
    return found


def evidence_between(one: Nomination, other: Nomination) -> Evidence:
    """Return what two nominations share."""
    return _evidence(one, other)


def likely_same(nomination: Nomination) -> list[Likely]:
    """Return the other nominations of the round whose nominee's name sounds the same; the strongest evidence first."""
    if not nomination.name_key:
        return []
    others = (
        Nomination.objects.select_related("submission", "category")
        .filter(round=nomination.round_id, name_key=nomination.name_key)
        .exclude(pk=nomination.pk)
        .exclude(state=NominationState.JOINED)
    )
    found = [Likely(other, _evidence(nomination, other)) for other in others]
    return sorted(found, key=_strength, reverse=True)


def side_by_side(round_: Round) -> QuerySet[Nomination]:
    """Return what is on the round's shortlist, by category, to be read side by side."""
    shortlisted = (NominationState.SHORTLISTED, NominationState.SELECTED)
    found: QuerySet[Nomination] = (
        Nomination.objects.select_related("submission", "category")
        .filter(round=round_, state__in=shortlisted)
        .order_by("category__sort_order", "category_id", "submission_id")
    )
    return found


def _evidence(one: Nomination, other: Nomination) -> Evidence:
    return Evidence(
        same_characters=plain_name(one.name) == plain_name(other.name),
        same_place=alike(one.place, other.place),
        same_unit=alike(one.unit, other.unit),
    )


def _strength(likely: Likely) -> int:
    evidence = likely.evidence
    return sum((evidence.same_characters, evidence.same_place, evidence.same_unit))
