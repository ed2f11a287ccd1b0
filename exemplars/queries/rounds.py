"""Reading questions about rounds."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from exemplars.enums import NominationState, RoundState
from exemplars.models import Nomination, ProgrammeCategory, Round


@dataclass(frozen=True)
class CategoryCount:
    """How a category of a round stands against its quota (None where none is set)."""

    category: ProgrammeCategory
    nominated: int
    shortlisted: int
    selected: int
    shortlist: int | None
    winners: int | None


def open_rounds(now: datetime | None = None) -> QuerySet[Round]:
    """Return the rounds that take nominations at ``now``, the first to close first."""
    at = now or timezone.now()
    found: QuerySet[Round] = Round.objects.filter(
        state=RoundState.COLLECTING, opens_at__lte=at, closes_at__gt=at
    ).order_by("closes_at", "id")
    return found.prefetch_related("programme__categories")


def category_counts(round_: Round) -> list[CategoryCount]:
    """Count a round's nominations by category: three queries, however many there are."""
    quotas = {quota.category_id: quota for quota in round_.quotas.all()}
    counts = {
        row["category"]: row
        for row in Nomination.objects.filter(round=round_)
        .exclude(state=NominationState.JOINED)
        .order_by()
        .values("category")
        .annotate(
            nominated=Count("pk"),
            shortlisted=Count("pk", filter=Q(state__in=(NominationState.SHORTLISTED, NominationState.SELECTED))),
            selected=Count("pk", filter=Q(state=NominationState.SELECTED)),
        )
    }
    none = {"nominated": 0, "shortlisted": 0, "selected": 0}
    found = []
    for category in ProgrammeCategory.objects.filter(programme=round_.programme_id):
        row, quota = counts.get(category.pk, none), quotas.get(category.pk)
        found.append(
            CategoryCount(
                category,
                row["nominated"],
                row["shortlisted"],
                row["selected"],
                quota.shortlist if quota else None,
                quota.winners if quota else None,
            )
        )
    return found


def running_quotas() -> list[tuple[Round, list[CategoryCount]]]:
    """Return the rounds under review, each with its categories against their quotas."""
    running = Round.objects.filter(is_record=False).exclude(state__in=(RoundState.COLLECTING, RoundState.ANNOUNCED))
    return [(round_, category_counts(round_)) for round_ in running.prefetch_related("quotas")]
