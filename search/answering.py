"""Answering a question of a reader: one page of results, marked, with its filters; or honestly nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from math import ceil

from django.utils.safestring import SafeString, mark_safe

from search import queries
from search.analysis.highlighting import mark, passage
from search.analysis.query import Query, parse
from search.analysis.ranking import Weighted
from search.asking import Asked
from search.facets import Facet, facets
from search.finding import find
from search.models import Document
from search.vocabulary import segmenter

PAGE_SIZE = 20
"""Results of a page."""


@dataclass(frozen=True)
class Hit:
    """A document found, with its marked headline and passage (HTML, escaped)."""

    document: Document
    title: str
    snippet: str

    @property
    def marked_title(self) -> SafeString:
        """The headline for a template."""
        return mark_safe(self.title)  # noqa: S308 - highlighting escapes everything but its own <mark>

    @property
    def marked_snippet(self) -> SafeString:
        """The passage for a template."""
        return mark_safe(self.snippet)  # noqa: S308 - highlighting escapes everything but its own <mark>


@dataclass(frozen=True)
class Suggestion:
    """Another question that has an answer."""

    text: str
    address: str
    number: int


@dataclass(frozen=True)
class Answer:
    """One page of an answer."""

    asked: Asked
    query: Query
    total: int = 0
    exact: int = 0
    """How many hold every word of the question; the others hold some."""
    pages: int = 1
    hits: list[Hit] = field(default_factory=list)
    facets: list[Facet] = field(default_factory=list)
    suggestions: list[Suggestion] = field(default_factory=list)
    unfiltered: int = 0
    """How many there would be without filters, counted only where there are none with them."""

    @property
    def first(self) -> int:
        """The number of the first result on the page."""
        return (self.asked.page - 1) * PAGE_SIZE + 1


def answer(asked: Asked, now: datetime, *, with_facets: bool = True) -> Answer:
    """Return the page of results asked for; a page behind the last one is empty. Never raises for any text."""
    query = parse(asked.text, segmenter())
    found = find(query, asked.scope(now), asked.order)
    if not found.keys:
        return _nothing(asked, query, now)
    first = (asked.page - 1) * PAGE_SIZE
    return Answer(
        asked,
        query,
        total=len(found.keys),
        exact=found.exact,
        pages=ceil(len(found.keys) / PAGE_SIZE),
        hits=_hits(found.keys[first : first + PAGE_SIZE], query, found.words),
        facets=facets(asked, found.keys) if with_facets else [],
    )


def _hits(keys: list[int], query: Query, words: Sequence[Weighted]) -> list[Hit]:
    return [
        Hit(document, mark(document.title, query), _snippet(document, query, words))
        for document in queries.in_order(keys, with_text=True)
    ]


def _snippet(document: Document, query: Query, words: Sequence[Weighted]) -> str:
    """Return the passage that answers best: of the text, else of the decks or names; else the summary."""
    for text in (document.text, document.deck, document.kicker, document.people):
        if text and (cut := passage(text, query, words)):
            return cut
    return mark(document.summary, query)


def _nothing(asked: Asked, query: Query, now: datetime) -> Answer:
    """Return an empty answer that says what else would find something."""
    words = query.matching if len(query.matching) > 1 else ()
    suggestions = [
        Suggestion(word.text, asked.address(text=word.text, page=1), number)
        for word in words
        if (number := len(find(parse(word.text, segmenter()), asked.scope(now)).keys))
    ]
    unfiltered = len(find(query, asked.without_filters().scope(now)).keys) if asked.has_filters else 0
    return Answer(asked, query, suggestions=suggestions, unfiltered=unfiltered)
