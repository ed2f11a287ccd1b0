"""Entering documents into the index of the engine in use, and taking them out."""

from collections.abc import Sequence

from search.models import Document, IndexedText


def headline_of(document: Document) -> str:
    """Return what counts as headline in the index: the title with the decks around it."""
    return "\n".join(part for part in (document.title, document.kicker, document.deck) if part)


def body_of(document: Document) -> str:
    """Return what counts as text in the index: the text, then names as printed."""
    return "\n".join(part for part in (document.text, document.people) if part)


def enter(entries: Sequence[tuple[int, str, str]]) -> None:
    """Enter (document key, headline, body) of each document, replacing what the index held of it."""
    IndexedText.objects.bulk_create(
        [IndexedText(document_id=pk, ntitle=headline, nbody=body) for pk, headline, body in entries],
        update_conflicts=True,
        unique_fields=["document"],
        update_fields=["ntitle", "nbody"],
    )


def withdraw(keys: Sequence[int]) -> None:
    """Take documents out of the index."""
    IndexedText.objects.filter(document_id__in=keys).delete()
