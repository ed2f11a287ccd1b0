"""Resemblances as the desk lists them, and the texts that stand behind one."""

from typing import TYPE_CHECKING

from campaigns.contests.models import EntryRevision, Finding
from search.models import Document

if TYPE_CHECKING:
    from django.db.models import QuerySet


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


def text_of(revision: EntryRevision | None) -> str:
    """Return the text of a wording; empty when it was erased."""
    return revision.text if revision is not None else ""


def article_document(article_id: int) -> Document | None:
    """Return an article as readers see it now, or None."""
    return Document.objects.visible().filter(kind="article", object_key=str(article_id)).first()
