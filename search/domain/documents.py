"""Writing search documents: in the same transaction as what they describe, one way for one object or a batch."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.db import models, transaction
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from foundation.models import Region
from foundation.text.excerpting import excerpt
from media.models import Picture
from search import registry
from search.domain import index
from search.models import Document, DocumentColumn, DocumentRegion, DocumentTopic
from search.registry import Description, Registration
from search.signals import documents_changed

LOCAL = ZoneInfo("Asia/Shanghai")
"""The year readers filter by is the one on their calendar."""

SUMMARY_LIMIT = 200
"""Characters of a summary made from the text."""

COPIED = (
    "number",
    "archive_key",
    "url",
    "title",
    "kicker",
    "deck",
    "short_title",
    "people",
    "article_kind",
    "source_name",
    "column_id",
    "edition_date",
    "date",
    "visible_until",
    "picture_id",
    "text",
)
"""Fields that a document takes from the description as they are."""

Belongs = Document.organisations.through
"""The table that links documents to organisations."""

UPDATED = (*(name.removesuffix("_id") if name == "picture_id" else name for name in COPIED),)
LIMITS = {"title": 500, "kicker": 500, "deck": 1000, "short_title": 120, "source_name": 200, "archive_key": 120}
"""Characters that the columns hold; a longer text is cut."""

DERIVED = ("summary", "updated_at", "visible_from", "year")


@dataclass(frozen=True)
class Written:
    """What became of a batch: how many objects have a document now, how many have none."""

    written: int
    removed: int


@transaction.atomic
def write(instance: models.Model) -> None:
    """Make the document of ``instance`` say what the instance says, or remove it where it is not public.

    It is read again from the database: an instance in memory may carry an unpublished draft, as it does when Wagtail
    saves a revision. An instance of a class nobody registered is passed over.
    """
    if registration := registry.registration_of(instance):
        stored = list(registration.queryset().filter(pk=instance.pk))
        if stored:
            write_batch(registration, stored)
        else:
            remove_keys(registration.kind, [registration.key(instance)])


@transaction.atomic
def remove(instance: models.Model) -> None:
    """Remove the document of ``instance``, if it has one."""
    if registration := registry.registration_of(instance):
        remove_keys(registration.kind, [registration.key(instance)])


def remove_keys(kind: str, keys: Sequence[str]) -> int:
    """Remove the documents of ``kind`` with these object keys; return how many there were."""
    found = list(Document.objects.filter(kind=kind, object_key__in=keys).values_list("pk", flat=True))
    if found:
        index.withdraw(found)
        Document.objects.filter(pk__in=found).delete()
        documents_changed.send(sender=Document, kind=kind, keys=list(keys))
    return len(found)


@transaction.atomic
def write_batch(registration: Registration, instances: Sequence[models.Model]) -> Written:
    """Write or remove the documents of ``instances``, all of the registered class."""
    shut = private_paths() if issubclass(registration.model, Page) else ()
    described: dict[str, Description] = {}
    gone: list[str] = []
    for instance in instances:
        description = None if _is_shut(instance, shut) else registration.describe(instance)
        if description is None or _is_never_visible(description):
            gone.append(registration.key(instance))
        else:
            described[registration.key(instance)] = description
    removed = remove_keys(registration.kind, gone) if gone else 0
    if described:
        _write_described(registration.kind, described)
    return Written(len(described), removed)


def write_subtree(page: Page) -> None:
    """Write the documents of a page and of all below it: after a move, a new address, a change of privacy."""
    for registration in registry.registrations():
        if not issubclass(registration.model, Page):
            continue
        inside = registration.queryset().filter(path__startswith=page.path)
        for batch in in_batches(inside.iterator(chunk_size=200), 200):
            write_batch(registration, batch)


def in_batches(instances: Iterable[Any], size: int) -> Iterable[list[Any]]:
    """Yield lists of ``size`` instances, the last one shorter."""
    batch: list[Any] = []
    for instance in instances:
        batch.append(instance)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def private_paths() -> tuple[str, ...]:
    """Return the tree paths of all pages that a restriction shuts to the public."""
    return tuple(PageViewRestriction.objects.values_list("page__path", flat=True))


def _is_shut(instance: models.Model, shut: tuple[str, ...]) -> bool:
    return isinstance(instance, Page) and instance.path.startswith(shut) if shut else False


def _is_never_visible(description: Description) -> bool:
    start, end = description.visible_from, description.visible_until
    return end is not None and (end <= timezone.now() or (start is not None and end <= start))


def _write_described(kind: str, described: dict[str, Description]) -> None:
    """Insert or update the documents, then their links, then the index."""
    rows = [_row(kind, key, description) for key, description in described.items()]
    _leave_out_blocked_pictures(rows)
    Document.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["kind", "object_key"],
        update_fields=[*UPDATED, *DERIVED],
    )
    _write_links([(row, described[row.object_key]) for row in rows])
    index.enter(rows)
    documents_changed.send(sender=Document, kind=kind, keys=list(described))


def _row(kind: str, key: str, description: Description) -> Document:
    """Return the unsaved document of a description, texts cut to what their columns hold."""
    row = Document(kind=kind, object_key=key, **{name: getattr(description, name) for name in COPIED})
    row.summary = excerpt(description.summary or description.text, SUMMARY_LIMIT)
    for name in LIMITS:
        setattr(row, name, getattr(row, name)[: LIMITS[name]])
    row.updated_at = description.updated_at or description.date
    row.year = row.date.astimezone(LOCAL).year
    row.visible_from = description.visible_from or min(description.date, timezone.now())
    return row


def _leave_out_blocked_pictures(rows: Sequence[Document]) -> None:
    """Keep the pictures that may be shown today; one whose right ends later is taken out on that day."""
    named = {row.picture_id for row in rows} - {None}
    shown = set(Picture.objects.usable().filter(pk__in=named).values_list("pk", flat=True)) if named else set()
    for row in rows:
        row.picture_id = row.picture_id if row.picture_id in shown else None


def _write_links(rows: Sequence[tuple[Document, Description]]) -> None:
    """Replace the columns, regions, topics and organisations of the documents."""
    keys = [row.pk for row, _told in rows]
    for links in (DocumentColumn.objects, DocumentRegion.objects, DocumentTopic.objects, Belongs.objects):
        links.filter(document_id__in=keys).delete()
    DocumentColumn.objects.bulk_create(
        DocumentColumn(document=row, column_id=column, is_main=column == told.column_id, date=row.date)
        for row, told in rows
        for column in _columns(told)
    )
    ancestors = _ancestors({region for _row, told in rows for region in told.region_ids})
    DocumentRegion.objects.bulk_create(
        DocumentRegion(document=row, region_id=region, is_direct=region in told.region_ids, date=row.date)
        for row, told in rows
        for region in dict.fromkeys(part for named in told.region_ids for part in ancestors[named])
    )
    DocumentTopic.objects.bulk_create(
        DocumentTopic(document=row, topic_id=topic, date=row.date)
        for row, told in rows
        for topic in dict.fromkeys(told.topic_ids)
    )
    Belongs.objects.bulk_create(
        Belongs(document=row, organisation_id=organisation)
        for row, told in rows
        for organisation in dict.fromkeys(told.organisation_ids)
    )


def _columns(told: Description) -> list[int]:
    """Return the columns of a description, the main one first."""
    main = () if told.column_id is None else (told.column_id,)
    return list(dict.fromkeys((*main, *told.also_in)))


def _ancestors(regions: set[int]) -> dict[int, list[int]]:
    """Return for each region the keys of its ancestors and of itself, the region itself first."""
    found: dict[int, list[int]] = defaultdict(list)
    if regions:
        for pk, path in Region.objects.filter(pk__in=regions).values_list("pk", "path"):
            above = [int(part) for part in path.split("/") if part]
            found[pk] = list(dict.fromkeys((pk, *reversed(above))))
    return found
