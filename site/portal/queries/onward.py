"""Where a reader goes after an article: the neighbours in its column, and what is related. One query in all."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet
from django.utils import timezone

from foundation.enums import NumberedKind
from news.models import ArticlePage
from search.models import Document
from search.queries import latest
from search.unions import Row, rows_of

RELATED = 6
"""Related articles shown."""

POOL = 10
"""Newest articles weighed for each topic, place and column."""

WEIGHTS = {"topic": 3, "region": 2, "column": 1}
"""A shared topic counts more than a shared place, that more than the column (as ``search.queries.related``)."""

SUBJECTS = 6
"""Topics and places that are asked for; the first ones an editor names are the main ones."""


@dataclass(frozen=True)
class Onward:
    """Neighbours in the column (older, newer) and related articles, closest first."""

    previous: Row | None = None
    next: Row | None = None
    related: list[Row] = field(default_factory=list)


def onward_from(
    article: ArticlePage,
    column_key: int | None,
    topic_keys: Iterable[int],
    region_keys: Iterable[int],
    now: dt.datetime | None = None,
) -> Onward:
    """Return where to read on; nothing for an article that was never published.

    Each part of the query is cut on an index, so it costs the same in an archive of any size.
    """
    if article.first_published_at is None:
        return Onward()
    now = now or timezone.now()
    own = Q(kind=NumberedKind.ARTICLE, object_key=str(article.pk))
    lists = _neighbours(article, column_key, own, now) if column_key else {}
    lists |= {f"topic-{key}": _pool(own, now, topic=key) for key in list(topic_keys)[:SUBJECTS]}
    lists |= {f"region-{key}": _pool(own, now, region=key) for key in list(region_keys)[:SUBJECTS]}
    if column_key:
        lists[f"column-{column_key}"] = _pool(own, now, column=column_key)
    rows = rows_of(lists)
    return Onward(
        previous=next(iter(rows.pop("previous", [])), None),
        next=next(iter(rows.pop("next", [])), None),
        related=_closest(rows),
    )


def _pool(own: Q, now: dt.datetime, **subject: int) -> QuerySet[Document]:
    """Return the newest visible articles of a topic, region or column, without the article itself."""
    found = latest(kind=NumberedKind.ARTICLE, limit=None, now=now, **subject)  # type: ignore[arg-type]
    return found.exclude(own)[:POOL]


def _neighbours(article: ArticlePage, column_key: int, own: Q, now: dt.datetime) -> dict[str, QuerySet[Document]]:
    """Return the lists of one that hold the article before and the article after."""
    date = article.first_published_at
    this = Document.objects.filter(own).values("pk")[:1]
    older = Q(column_links__date__lt=date) | Q(id__lt=this)
    newer = Q(column_links__date__gt=date) | Q(id__gt=this)
    visible = Document.objects.visible(now)
    return {
        "previous": visible.filter(older, column_links__column_id=column_key, column_links__date__lte=date).order_by(
            "-column_links__date", "-id"
        )[:1],
        "next": visible.filter(newer, column_links__column_id=column_key, column_links__date__gte=date).order_by(
            "column_links__date", "id"
        )[:1],
    }


def _closest(lists: dict[str, list[Row]]) -> list[Row]:
    """Return the rows that share most; among equals the order in which the lists give them, newest first."""
    weight: Counter[Row] = Counter()
    for name, rows in lists.items():
        for row in rows:
            weight[row] += WEIGHTS[name.partition("-")[0]]
    newest_first = sorted(weight, key=lambda row: row.key, reverse=True)
    return sorted(newest_first, key=lambda row: -weight[row])[:RELATED]
