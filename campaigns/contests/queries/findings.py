"""Resemblances as the desk lists them, and the texts that stand behind one."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from django.db.models import Min, OuterRef, Q, Subquery

from campaigns.contests.enums import EntryState
from campaigns.contests.models import Contest, Entry, EntryFile, EntryRevision, Finding
from campaigns.contests.rules.likeness import comparable_text, compare
from campaigns.contests.rules.sketches import RULE
from search.models import Document

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet


OUT: Final = (EntryState.DRAFT, EntryState.WITHDRAWN)


def heads() -> "QuerySet[EntryRevision]":
    """Return the current wordings that are compared: those of entries neither withdrawn nor erased."""
    entries = Entry.objects.exclude(state__in=OUT)
    return EntryRevision.objects.filter(pk__in=entries.values("head"), erased_at=None)


def fresh_texts(contest: Contest) -> "QuerySet[EntryRevision]":
    """Return the wordings of a competition that have not been compared under the present rule."""
    return heads().filter(entry__contest=contest).filter(Q(compared=None) | ~Q(compared__rule=RULE))


def listed_findings() -> "QuerySet[Finding]":
    """Return resemblances with both sides' numbers and titles, the greatest first; no text is read."""
    return Finding.objects.select_related(
        "entry__submission",
        "entry__contest",
        "revision",
        "other__entry__submission",
        "other__entry__contest",
        "article",
        "decided_by",
    ).defer("revision__text", "other__text", "entry__contest__notice", "other__entry__contest__notice")


def first_wordings() -> Subquery:
    """Return when the text of a revision first stood in its entry: that time decides who was first.

    To be annotated to revisions. A later change of title, file or author takes nobody's place from them.
    """
    same = EntryRevision.objects.filter(entry=OuterRef("entry"), text_sha256=OuterRef("text_sha256"))
    return Subquery(same.order_by().values("entry").annotate(first=Min("received_at")).values("first"))


def first_pictures() -> Subquery:
    """Return when the picture of an entry's file first stood in its entry. To be annotated to files of entries."""
    same = EntryFile.objects.filter(
        revision__entry=OuterRef("revision__entry"), file__sha256=OuterRef("file__sha256")
    ).order_by()
    return Subquery(same.values("revision__entry").annotate(first=Min("revision__received_at")).values("first"))


def wordings_of(entries: Iterable[int]) -> dict[int, list[EntryRevision]]:
    """Return the wordings of entries that were not erased, the oldest first: one query."""
    found: dict[int, list[EntryRevision]] = {}
    for each in EntryRevision.objects.filter(entry__in=set(entries), erased_at=None).order_by("entry", "sequence"):
        found.setdefault(each.entry_id, []).append(each)
    return found


def first_appeared(
    revision: EntryRevision, counterpart: str, wordings: Iterable[EntryRevision] | None = None
) -> "datetime":
    """Return when what a wording shares with another text first stood in its entry: a comma changed later is no matter.

    ``counterpart`` is the other text; ``wordings`` are those of the entry, the oldest first, where they are at hand.
    """
    if wordings is None:
        wordings = wordings_of([revision.entry_id]).get(revision.entry_id, ())
    folded = comparable_text(counterpart)
    for each in wordings:
        if each.sequence >= revision.sequence:
            break
        is_same = each.text_sha256 == revision.text_sha256
        if each.text and (is_same or compare(comparable_text(each.text), folded).kind is not None):
            return each.received_at
    return revision.received_at


def picture_first_appeared(revision: EntryRevision) -> "datetime":
    """Return when the first of a wording's pictures stood in its entry."""
    found = revision.files.aggregate(first=Min(first_pictures()))["first"]
    return found or revision.received_at


def text_of(revision: EntryRevision | None) -> str:
    """Return the text of a wording; empty when it was erased."""
    return revision.text if revision is not None else ""


def article_document(article_id: int) -> Document | None:
    """Return an article as readers see it now, or None."""
    return Document.objects.visible().filter(kind="article", object_key=str(article_id)).first()
