"""Entering documents into the index of the engine in use, and taking them out."""

from collections.abc import Callable, Sequence

from django.db import transaction

from search import engines
from search.analysis import VERSION
from search.analysis.normalising import normalise
from search.engines.protocol import Entry
from search.models import Document, IndexedText, IndexState

BATCH = 500
"""Documents of one transaction of a rebuild: short enough for writers to wait."""
VERSION_KEY = "analysis"


def entry_of(document: Document) -> Entry:
    """Return what the index holds of a document: title and decks as headline; text and names as printed as body."""
    headline = "\n".join(part for part in (document.title, document.kicker, document.deck) if part)
    body = "\n".join(part for part in (document.text, document.people) if part)
    return Entry(document.pk, normalise(headline), normalise(body))


def enter(documents: Sequence[Document]) -> None:
    """Enter the documents, replacing what the index held of them; part of the caller's transaction."""
    entries = [entry_of(document) for document in documents]
    engines.current().enter(entries, _stored([document.pk for document in documents]))
    _store(entries)


def withdraw(keys: Sequence[int]) -> None:
    """Take documents out of the index; part of the caller's transaction."""
    engines.current().withdraw(_stored(keys).values())
    IndexedText.objects.filter(document_id__in=keys).delete()


def rebuild(progress: Callable[[int], None]) -> int:
    """Build the index anew from the documents while it is in use; return how many it holds.

    ``progress`` is told the size of each batch done. Raises Overtaken when another rebuild was started meanwhile.
    """
    done = engines.current().rebuild(_next_entries, progress)
    IndexState.objects.update_or_create(key=VERSION_KEY, defaults={"value": VERSION})
    return done


def is_current() -> bool:
    """Tell whether the index was made by the analysis of this version of the program (an empty one always is)."""
    state = IndexState.objects.filter(key=VERSION_KEY).first()
    return state.value == VERSION if state else not Document.objects.exists()


def _next_entries(after: int) -> list[Entry]:
    """Return the next batch of entries, their documents locked and their normalised texts stored."""
    batch = Document.objects.select_for_update().filter(pk__gt=after).order_by("pk")[:BATCH]
    entries = [entry_of(document) for document in batch]
    before = _stored([entry.key for entry in entries])
    _store([entry for entry in entries if before.get(entry.key) != entry])
    return entries


def _stored(keys: Sequence[int]) -> dict[int, Entry]:
    """Return the entries as they were indexed."""
    rows = IndexedText.objects.filter(document_id__in=keys).values_list("document_id", "ntitle", "nbody")
    return {key: Entry(key, headline, body) for key, headline, body in rows}


@transaction.atomic
def _store(entries: Sequence[Entry]) -> None:
    IndexedText.objects.bulk_create(
        [IndexedText(document_id=entry.key, ntitle=entry.headline, nbody=entry.body) for entry in entries],
        update_conflicts=True,
        unique_fields=["document"],
        update_fields=["ntitle", "nbody"],
    )
    if not IndexState.objects.filter(key=VERSION_KEY).exists():
        IndexState.objects.get_or_create(key=VERSION_KEY, defaults={"value": VERSION})
