"""What screens have shown."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Max, QuerySet, Sum

from campaigns.enums import PlayKind
from campaigns.models import Play, Screen
from search.models import Document


@dataclass(frozen=True)
class Shown:
    """How often and how long a screen showed one thing."""

    kind: str
    title: str
    times: int
    seconds: int
    last: dt.datetime


def screens_listed() -> "QuerySet[Screen]":
    """Return the screens as the desk lists them."""
    return Screen.objects.select_related("playlist", "region", "organisation").order_by("name")


def shown_by(screen: Screen, *, since: dt.datetime) -> list[Shown]:
    """Return what the screen reports to have shown since then, the most frequent first, in two queries."""
    groups = list(
        Play.objects.filter(screen=screen, shown_at__gte=since)
        .order_by()
        .values("kind", "object_key")
        .annotate(times=Count("pk"), seconds=Sum("seconds"), last=Max("shown_at"))
        .order_by("-times", "kind", "object_key")[:200]
    )
    keys = {group["object_key"] for group in groups}
    titles = {
        (kind, key): title
        for kind, key, title in Document.objects.filter(object_key__in=keys).values_list("kind", "object_key", "title")
    }
    return [
        Shown(
            str(PlayKind(group["kind"]).label),
            titles.get((group["kind"], group["object_key"]), group["object_key"]),
            group["times"],
            group["seconds"],
            group["last"],
        )
        for group in groups
    ]
