"""Making the documents anew from the objects they describe; readers and editors go on meanwhile."""

from collections.abc import Callable
from typing import Any

from django.db import models, transaction

from search import registry
from search.domain.documents import in_batches, remove_keys, write_batch
from search.models import Document
from search.registry import Registration

BATCH = 250
"""Objects of one transaction: short enough for an editor to wait."""


def count_objects() -> int:
    """Return how many objects a rebuild reads."""
    return sum(registration.queryset().count() for registration in registry.registrations())


def rebuild_documents(progress: Callable[[int], None]) -> int:
    """Write the document of every registered object and remove all others; return how many objects were read.

    ``progress`` is told the size of each batch done.
    """
    read = 0
    for registration in registry.registrations():
        keys = registration.queryset().order_by("pk").values_list("pk", flat=True)
        for batch in in_batches(keys.iterator(chunk_size=BATCH), BATCH):
            _rewrite(registration, batch)
            read += len(batch)
            progress(len(batch))
    _remove_orphans()
    return read


@transaction.atomic
def _rewrite(registration: Registration, keys: list[Any]) -> None:
    """Write the documents of some objects as they are stored now.

    The documents are locked before the objects are read: whoever publishes meanwhile waits with the document, and
    writes it after this, so that the newer always stays.
    """
    names = [str(key) for key in keys]
    list(Document.objects.select_for_update().filter(kind=registration.kind, object_key__in=names).values_list("pk"))
    write_batch(registration, list(registration.queryset().filter(pk__in=keys)))


def _remove_orphans() -> None:
    """Remove documents whose object is gone, is not public any more, or is of no registered class."""
    kinds = {registration.kind: registration for registration in registry.registrations()}
    after = 0
    while batch := list(
        Document.objects.filter(pk__gt=after).order_by("pk").values_list("pk", "kind", "object_key")[:BATCH]
    ):
        after = batch[-1][0]
        for kind in {kind for _pk, kind, _key in batch}:
            _remove_orphans_of(kind, kinds.get(kind), [key for _pk, each, key in batch if each == kind])


@transaction.atomic
def _remove_orphans_of(kind: str, registration: Registration | None, keys: list[str]) -> None:
    found: models.QuerySet[Any] | None = registration.queryset().filter(pk__in=keys) if registration else None
    there = {str(key) for key in found.values_list("pk", flat=True)} if found is not None else set()
    remove_keys(kind, [key for key in keys if key not in there])
