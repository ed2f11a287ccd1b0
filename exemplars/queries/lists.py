"""Reading questions about the lists of units."""

from datetime import datetime

from django.db.models import Count, QuerySet
from django.utils import timezone

from exemplars.enums import RoundState
from exemplars.models import Nomination, Round, UnitList


def desk_lists(round_: Round) -> QuerySet[UnitList]:
    """Return a round's lists with how many nominations came with each (``taken``)."""
    found: QuerySet[UnitList] = (
        UnitList.objects.filter(round=round_)
        .select_related("invited_by")
        .annotate(taken=Count("nominations"))
        .order_by("closed_at", "unit", "pk")
    )
    return found


def sent_with(unit_list: UnitList) -> QuerySet[Nomination]:
    """Return what a unit has sent, in the order in which it came."""
    found: QuerySet[Nomination] = (
        Nomination.objects.select_related("submission", "round__programme", "category")
        .filter(unit_list=unit_list, submission__erased_at__isnull=True)
        .order_by("submission_id")
    )
    return found


def takes_lists(round_: Round, now: datetime | None = None) -> bool:
    """Tell whether a round takes nominations at ``now``."""
    at = now or timezone.now()
    return round_.state == RoundState.COLLECTING and round_.opens_at <= at < round_.closes_at
