"""What an engine must do. Any engine that passes ``tests/search/contract`` may stand behind the search service."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import NamedTuple, Protocol

from django.db.models.expressions import RawSQL

from search.analysis.query import Word


class Order(Enum):
    """The order in which hits are returned."""

    RELEVANCE = "relevance"
    DATE = "date"


class Overtaken(Exception):  # noqa: N818 - it is no error of this process
    """Another rebuild was started; this one stopped and left the index to it."""


@dataclass(frozen=True)
class Entry:
    """A document as the index sees it: its key and normalised texts."""

    key: int
    headline: str
    body: str


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Which documents may be found: those visible at ``now``, and the filters a reader set."""

    now: datetime
    kind: str | None = None
    article_kind: str | None = None
    column: int | None = None
    region: int | None = None
    topic: int | None = None
    year: int | None = None


class Tally(NamedTuple):
    """A number of documents that have these in common."""

    kind: str
    article_kind: str
    year: int
    number: int


class Engine(Protocol):
    """An index of documents. It never decides the final order, and it never sees what is not public."""

    name: str

    def enter(self, entries: Sequence[Entry], before: Mapping[int, Entry]) -> None:
        """Index the entries, replacing ``before``, the entries that were indexed under the same keys."""

    def withdraw(self, before: Iterable[Entry]) -> None:
        """Take entries out, given as they were indexed."""

    def find_all(self, words: Sequence[Word], scope: Scope, order: Order, limit: int | None = None) -> list[int]:
        """Return the keys of all documents in ``scope`` that hold every word, or of the first ``limit`` of them."""

    def find_any(self, words: Sequence[Word], weights: Sequence[float], scope: Scope, order: Order) -> list[int]:
        """Return the keys of all documents in ``scope`` that hold any of the words, more and heavier ones first."""

    def frequencies(self, forms: Iterable[str]) -> dict[str, int]:
        """Return about how many documents hold each form (exactly, for a pair of characters)."""

    def tally(self, keys: Sequence[int]) -> list[Tally]:
        """Return how many of the documents there are of each kind, kind of article and year."""

    def among(self, keys: Sequence[int]) -> RawSQL:
        """Return the keys as a subquery for ``pk__in``: a list of many would be a parameter each."""

    def total(self) -> int:
        """Return about how many documents there are."""

    def rebuild(self, entries: Callable[[int], list[Entry]], progress: Callable[[int], None]) -> int:
        """Build the index anew while the old one answers; return the number of entries.

        ``entries(after)`` returns the next batch of entries with keys above ``after``, an empty one at the end, and
        keeps others from changing them until the transaction it is called in ends. ``progress`` is told the size of
        each batch. Raises Overtaken when another rebuild was started meanwhile.
        """

    def size(self) -> int:
        """Return the bytes the index takes on disk."""
