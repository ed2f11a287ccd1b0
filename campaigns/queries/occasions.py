"""Which festivals are near, and what was made for them before."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When

from campaigns.models import CampaignPage, Festival
from media.models.rights import today_here


@dataclass(frozen=True)
class Occasion:
    """A festival on its next day, with the hub that was made for it the last time."""

    festival: Festival
    day: dt.date
    days_left: int
    last_hub: CampaignPage | None


def occasions_due(today: dt.date | None = None) -> list[Occasion]:
    """Return the festivals within their days of notice that have no hub yet, the nearest first: two queries."""
    now = today or today_here()
    days = {festival: festival.rule.next_after(now) for festival in Festival.objects.filter(is_active=True)}
    near = {
        festival: day for festival, day in days.items() if day is not None and (day - now).days <= festival.lead_days
    }
    hubs = _hubs_by_festival(near)
    found = [
        Occasion(festival, day, (day - now).days, last_before(hubs.get(festival.pk, []), day))
        for festival, day in near.items()
        if not any(hub.occasion_on == day for hub in hubs.get(festival.pk, []))
    ]
    return sorted(found, key=lambda occasion: (occasion.day, occasion.festival.pk))


def in_order_of_days(festivals: QuerySet[Festival], *, today: dt.date) -> QuerySet[Festival]:
    """Return the festivals ordered by their next day, those without one last: the calendar is short, its rules many."""
    days = {festival.pk: festival.rule.next_after(today) or dt.date.max for festival in festivals.order_by()}
    ranks = [When(pk=key, then=Value(rank)) for rank, key in enumerate(sorted(days, key=lambda key: (days[key], key)))]
    if not ranks:
        return festivals.order_by("pk")
    return festivals.order_by(Case(*ranks, default=Value(len(ranks)), output_field=IntegerField()), "pk")


def last_before(hubs: list[CampaignPage], day: dt.date) -> CampaignPage | None:
    """Return the newest of the hubs that were made for an earlier day of the festival."""
    earlier = [hub for hub in hubs if hub.occasion_on is not None and hub.occasion_on < day]
    return max(earlier, key=lambda hub: (hub.occasion_on, hub.pk), default=None)


def hubs_for(festival: Festival) -> list[CampaignPage]:
    """Return the hubs, drafts among them, that were made for the festival."""
    return list(CampaignPage.objects.filter(festival=festival).order_by("pk"))


def _hubs_by_festival(festivals: Any) -> dict[int, list[CampaignPage]]:
    found: dict[int, list[CampaignPage]] = {}
    for hub in CampaignPage.objects.filter(festival__in=list(festivals)).defer("sections", "introduction"):
        found.setdefault(hub.festival_id, []).append(hub)
    return found
