"""Reading questions of the review desk."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from exemplars.enums import NominationState
from exemplars.models import Nomination, Round
from exemplars.rules.likeness import Evidence, alike, plain_name


@dataclass(frozen=True)
class Likely:
    """Another nomination of probably the same person, with what speaks for it."""

    nomination: Nomination
    evidence: Evidence


def desk_nominations() -> QuerySet[Nomination]:
    """Return the nominations as the desk lists them, each with whether another sounds the same in its round."""
    others = (
        Nomination.objects.filter(round=OuterRef("round"), name_key=OuterRef("name_key"))
        .exclude(pk=OuterRef("pk"))
        .exclude(state=NominationState.JOINED)
        .exclude(name_key="")
    )
    found: QuerySet[Nomination] = Nomination.objects.select_related(
        "submission", "round__programme", "category", "unit_list"
    ).annotate(has_likeness=Exists(others))
    return found


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
