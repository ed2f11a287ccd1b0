"""Finding documents: candidates from the engine in tiers, the order from the one ranking function.

First come the documents that hold every word. Where they are fewer than ten, those that hold any of the query's rare
words follow. A short query typed in one stretch (a name, a term) is first looked for as it stands.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from search import engines
from search.analysis.query import Query, Word
from search.analysis.ranking import Candidate, Weighted, rank, weigh
from search.engines import Engine, Order, Scope
from search.models import Document, IndexedText

CANDIDATES = 200
"""Documents that are ranked; what comes behind them keeps the order of the engine."""
ENOUGH = 10
"""With this many documents that hold every word, nothing less is shown."""
RARE_SHARE = 0.05
"""Share of all documents up to which a word counts as rare."""
RARE_AT_LEAST = 200
"""A word in no more documents than this is rare, however small the collection."""
MOST_BY_RARE_WORDS = 3000
"""Documents the rare words may be in, all together: rarer words come first, and the time of the engine is bounded."""


@dataclass(frozen=True)
class Found:
    """What a query found: keys of documents in order, and the words with their weights."""

    keys: list[int]
    words: list[Weighted]
    exact: int = 0
    """How many of them hold every word."""


@dataclass(frozen=True)
class _Search:
    """A query on its way through the tiers."""

    engine: Engine
    query: Query
    scope: Scope
    order: Order
    frequencies: dict[str, int]
    total: int

    def weigh(self, words: Sequence[Word]) -> list[Weighted]:
        return weigh(words, self.frequencies, self.total)


def find(query: Query, scope: Scope, order: Order = Order.RELEVANCE) -> Found:
    """Return the visible documents that answer ``query``, in order. A query without words finds nothing."""
    if not query.matching:
        return Found([], [])
    engine = engines.current()
    words = [*query.words, *([query.whole] if query.whole else [])]
    frequencies = engine.frequencies(dict.fromkeys(form for word in words for form in word.forms))
    search = _Search(engine, query, scope, order, frequencies, engine.total())
    return _as_it_stands(search) or _by_words(search)


def _as_it_stands(search: _Search) -> Found | None:
    """Return the documents that hold a short query as it was typed, if there are any."""
    if search.query.whole is None:
        return None
    words = [search.query.whole]
    keys = search.engine.find_all(words, search.scope, search.order)
    return _ordered(search, keys, search.weigh(words), len(keys)) if keys else None


def _by_words(search: _Search) -> Found:
    """Return the documents that hold every word, followed where they are few by those that hold rare ones."""
    weighted = search.weigh(search.query.words)
    keys = search.engine.find_all(search.query.matching, search.scope, search.order)
    exact = len(keys)
    if len(keys) > CANDIDATES and search.order is Order.RELEVANCE:
        keys = _typed_first(search, keys)
    elif len(keys) < ENOUGH and (more := _by_rare_words(search)):
        keys = list(dict.fromkeys((*keys, *more)))
        if search.order is Order.DATE:
            keys = _newest_first(search, keys)
    return _ordered(search, keys, weighted, exact)


def _typed_first(search: _Search, keys: list[int]) -> list[int]:
    """Put documents that hold the query as typed among the candidates, which the engine's own order may not do."""
    stretches = [Word((stretch,)) for stretch in search.query.stretches if len(stretch) > 1]
    if len(stretches) != 1 or [word.text for word in search.query.matching] == [stretches[0].text]:
        return keys
    typed = search.engine.find_all(stretches, search.scope, search.order, CANDIDATES)
    return list(dict.fromkeys((*typed, *keys)))


def _by_rare_words(search: _Search) -> list[int]:
    """Return the documents that hold any of the rarest words of the query."""
    words = _rare_words(search)
    if not words:
        return []
    weights = [word.idf for word in search.weigh(words)]
    return search.engine.find_any(words, weights, search.scope, search.order)


def _rare_words(search: _Search) -> list[Word]:
    """Return the rare words of the query, rarest first, as many as the engine can bear."""
    limit = max(RARE_SHARE * search.total, RARE_AT_LEAST)
    counted = [(sum(search.frequencies.get(form, 0) for form in word.forms), word) for word in search.query.matching]
    words: list[Word] = []
    together = 0
    for number, word in sorted(counted, key=lambda each: each[0]):
        together += number
        if number > limit or (words and together > MOST_BY_RARE_WORDS):
            break
        if number:
            words.append(word)
    return words


def _newest_first(search: _Search, keys: list[int]) -> list[int]:
    found = Document.objects.filter(pk__in=search.engine.among(keys))
    return list(found.order_by("-date", "-id").values_list("pk", flat=True))


def _ordered(search: _Search, keys: list[int], words: list[Weighted], exact: int) -> Found:
    """Return the keys with the candidates among them ranked."""
    if search.order is not Order.RELEVANCE:
        return Found(keys, words, exact)
    rows = IndexedText.objects.filter(document_id__in=keys[:CANDIDATES]).values_list(
        "document_id", "ntitle", "nbody", "document__date"
    )
    ranked = rank(search.query, words, [Candidate(*row) for row in rows], search.scope.now)
    return Found([*ranked, *keys[CANDIDATES:]], words, exact)
