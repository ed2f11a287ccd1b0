"""Lists of public things, read from the documents in a constant number of queries."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Model, Q, QuerySet

from search.models import Document

RELATED_POOL = 60
"""How many of the newest documents that share something are weighed as related."""

Key = int | Model
"""An object, or its primary key."""


class Neighbours(NamedTuple):
    """The document before (older) and after (newer) another in its column."""

    previous: Document | None
    next: Document | None


def _pk(value: Key) -> int:
    return int(value.pk if isinstance(value, Model) else value)


def latest(  # noqa: PLR0913 - each filter is one question a list may ask; all are optional keywords
    *,
    kind: str | Iterable[str] | None = None,
    column: Key | None = None,
    topic: Key | None = None,
    region: Key | None = None,
    article_kind: str | None = None,
    exclude: Iterable[Key] = (),
    limit: int | None = 20,
    edition_date: date | None = None,
    with_picture: bool = False,
    now: datetime | None = None,
) -> "QuerySet[Document]":
    """Return the newest visible documents, with pictures and renditions fetched (three queries in all).

    ``column`` counts main and further columns, ``region`` also what lies inside it. ``exclude`` names documents
    already shown. ``limit=None`` returns everything, to be paginated by the caller.
    """
    found = Document.objects.visible(now).for_lists()
    if kind is not None:
        found = found.filter(kind=kind) if isinstance(kind, str) else found.filter(kind__in=tuple(kind))
    if column is not None:
        found = found.filter(column_links__column_id=_pk(column)).order_by("-column_links__date", "-id")
    if topic is not None:
        found = found.filter(topic_links__topic_id=_pk(topic)).order_by("-topic_links__date", "-id")
    if region is not None:
        found = found.filter(region_links__region_id=_pk(region)).order_by("-region_links__date", "-id")
    if article_kind is not None:
        found = found.filter(article_kind=article_kind)
    if edition_date is not None:
        found = found.filter(edition_date=edition_date)
    if with_picture:
        found = found.filter(picture__isnull=False)
    if taken := [_pk(item) for item in exclude]:
        found = found.exclude(pk__in=taken)
    return found if limit is None else found[:limit]


def related(document: Document, limit: int = 5, *, now: datetime | None = None) -> list[Document]:
    """Return visible documents of the same kind that share topics, places or the column, closest first.

    Topics weigh more than a place named directly, that more than the column. Among equals the newer stands first.
    """
    topics = list(document.topic_links.values_list("topic_id", flat=True))
    places = list(document.region_links.filter(is_direct=True).values_list("region_id", flat=True))
    shares = (
        Q(topic_links__topic_id__in=topics)
        | Q(region_links__region_id__in=places, region_links__is_direct=True)
        | Q(column_id=document.column_id, column_id__isnull=False)
    )
    pool = (
        Document.objects.visible(now)
        .filter(shares, kind=document.kind)
        .exclude(pk=document.pk)
        .order_by("-date", "-id")
        .values_list("pk", "date", "column_id")
        .distinct()[:RELATED_POOL]
    )
    return _closest(document, list(pool), set(topics), set(places), limit)


def _closest(
    document: Document, pool: list[tuple[int, datetime, int | None]], topics: set[int], places: set[int], limit: int
) -> list[Document]:
    """Return the ``limit`` documents of ``pool`` that share most with ``document``."""
    keys = [pk for pk, _when, _column in pool]
    score = {pk: int(column is not None and column == document.column_id) for pk, _when, column in pool}
    links = Document.topics.through.objects.filter(document_id__in=keys, topic_id__in=topics)
    for pk in links.values_list("document_id", flat=True):
        score[pk] += 3
    named = Document.regions.through.objects.filter(document_id__in=keys, region_id__in=places, is_direct=True)
    for pk in named.values_list("document_id", flat=True):
        score[pk] += 2
    best = sorted(keys, key=lambda pk: -score[pk])[:limit]
    return in_order(best)


def in_order(keys: Sequence[int], *, with_text: bool = False) -> list[Document]:
    """Return the documents with these keys, in this order, ready to be listed; keys without a document are left out."""
    found = Document.objects.filter(pk__in=keys).for_lists()
    documents = {document.pk: document for document in (found.defer(None) if with_text else found)}
    return [documents[key] for key in keys if key in documents]


def neighbours(document: Document, *, now: datetime | None = None) -> Neighbours:
    """Return the documents before and after this one in its main column (two queries); none without a column."""
    if document.column_id is None:
        return Neighbours(None, None)
    visible = Document.objects.visible(now).defer("text")
    links = {"column_links__column_id": document.column_id}
    older = Q(column_links__date__lt=document.date) | Q(column_links__date=document.date, id__lt=document.pk)
    newer = Q(column_links__date__gt=document.date) | Q(column_links__date=document.date, id__gt=document.pk)
    # One filter() call each: a second one would join the links once more.
    return Neighbours(
        visible.filter(older, **links).order_by("-column_links__date", "-id").first(),
        visible.filter(newer, **links).order_by("column_links__date", "id").first(),
    )
