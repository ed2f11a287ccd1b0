"""PostgreSQL: a tsvector of bigrams under a GIN index.

The vectors are written as literals (``'经济':1A,7``) and never by ``to_tsvector``, whose parser keeps 中国，经济 as one
token under some locales and splits covid-19 wrongly. PostgreSQL's own ranks know no rarity of words; they only choose
the candidates.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final
from uuid import uuid4

from django.db import connections, transaction
from django.db.models.expressions import RawSQL

from search.analysis.query import Word
from search.analysis.tokens import Phrase, phrase, rarest_of, tokens
from search.engines.protocol import Engine, Entry, Order, Overtaken, Scope, Tally
from search.engines.scope import conditions
from search.models import Document, IndexState

MAX_POSITION: Final = 16_383
"""Positions a tsvector can tell apart; words behind are found, but not as part of a longer phrase."""
MAX_TOKENS: Final = 60_000
"""Tokens of a document that are indexed: a vector holds 1 MB."""
COMMON_SHARE: Final = 0.005
"""Tokens in more documents than this share have their number stored by a rebuild; others are counted at need."""
EXACT_BELOW: Final = 20_000
"""Up to about this many documents the total is counted, above it the planner's figure is good enough."""
SORTING_MEMORY: Final = "64MB"
"""In which GIN sorts what a rebuild collected: with PostgreSQL's 4 MB it takes a sixth longer."""
REBUILD: Final = "rebuild"

_INSERT = (
    "INSERT INTO search_index (document_id, tt, tsv) VALUES (%s, %s::tsvector, %s::tsvector) "
    "ON CONFLICT (document_id) DO UPDATE SET tt = excluded.tt, tsv = excluded.tsv "
    "WHERE (search_index.tt, search_index.tsv) IS DISTINCT FROM (excluded.tt, excluded.tsv)"
)
"""A row that says the same already is left as it is: writing it anew would enter each of its tokens anew, too."""


class PostgresEngine(Engine):
    """The engine of a PostgreSQL database."""

    name = "postgres"

    def __init__(self, alias: str) -> None:
        self.alias = alias

    def enter(self, entries: Sequence[Entry], before: Mapping[int, Entry]) -> None:
        """Index the entries in the running transaction."""
        self._write([entry for entry in entries if before.get(entry.key) != entry])

    def withdraw(self, before: Iterable[Entry]) -> None:
        """Take entries out in the running transaction."""
        with connections[self.alias].cursor() as cursor:
            cursor.execute("DELETE FROM search_index WHERE document_id = ANY(%s)", [[entry.key for entry in before]])

    def find_all(self, words: Sequence[Word], scope: Scope, order: Order, limit: int | None = None) -> list[int]:
        """Return the keys of all documents that hold every word, those with more of them in the headline first."""
        query = " & ".join(f"({_any(word)})" for word in words)
        by = ("ts_rank(i.tt, %s::tsquery) DESC, ", [" | ".join(_any(word) for word in words)])
        return self._match(query, by if order is Order.RELEVANCE else ("", []), scope, limit)

    def find_any(self, words: Sequence[Word], weights: Sequence[float], scope: Scope, order: Order) -> list[int]:
        """Return the keys of all documents that hold any word, by the weight of those they hold."""
        each = [_any(word) for word in words]
        held = " + ".join("%s * (i.tsv @@ %s::tsquery)::int" for _word in words)
        values = [value for pair in zip(weights, each, strict=True) for value in pair]
        by = (f"({held}) DESC, ts_rank(i.tt, %s::tsquery) DESC, ", [*values, " | ".join(each)])
        return self._match(" | ".join(each), by if order is Order.RELEVANCE else ("", []), scope)

    def frequencies(self, forms: Iterable[str]) -> dict[str, int]:
        """Return for each form the smallest number of documents that any of its tokens is in."""
        looked_up = {form: rarest_of(found) for form in forms if (found := phrase(form))}
        asked = sorted({token for found in looked_up.values() for token in found})
        with connections[self.alias].cursor() as cursor:
            cursor.execute("SELECT token, documents FROM search_frequency WHERE token = ANY(%s)", [asked])
            known: dict[str, int] = dict(cursor.fetchall())
            for token in asked:
                if token not in known:
                    cursor.execute(
                        "SELECT count(*) FROM search_index WHERE tsv @@ %s::tsquery", [_token_literal(token)]
                    )
                    known[token] = cursor.fetchone()[0]
        return {form: min(known[token] for token in found) for form, found in looked_up.items()}

    def total(self) -> int:
        """Return the number of documents, of many only the planner's figure."""
        with connections[self.alias].cursor() as cursor:
            cursor.execute("SELECT reltuples::bigint FROM pg_class WHERE oid = 'search_document'::regclass")
            estimate = int(cursor.fetchone()[0])
        return estimate if estimate > EXACT_BELOW else int(Document.objects.using(self.alias).count())

    def rebuild(self, entries: Callable[[int], list[Entry]], progress: Callable[[int], None]) -> int:
        """Write every entry anew in short transactions; each row answers for itself all the while."""
        token = uuid4().hex
        after = done = 0
        IndexState.objects.using(self.alias).update_or_create(key=REBUILD, defaults={"value": token})
        self._collect_writes(collect=True)
        try:
            while batch := self._fill(token, after, entries):
                after = batch[-1].key
                done += len(batch)
                progress(len(batch))
        finally:
            self._collect_writes(collect=False)
        return done

    def _collect_writes(self, *, collect: bool) -> None:
        """Let GIN collect what is written and sort it in by the megabyte, or at once as in daily use."""
        with connections[self.alias].cursor() as cursor:
            cursor.execute(f"ALTER INDEX search_index_tsv SET (fastupdate = {'on' if collect else 'off'})")
            if not collect:
                cursor.execute("SELECT gin_clean_pending_list('search_index_tsv')")

    def _fill(self, token: str, after: int, entries: Callable[[int], list[Entry]]) -> list[Entry]:
        """Index the next batch in one transaction; after the last, clear what is left over and count words."""
        with transaction.atomic(using=self.alias), connections[self.alias].cursor() as cursor:
            if not IndexState.objects.using(self.alias).filter(key=REBUILD, value=token).exists():
                message = "Another rebuild was started"
                raise Overtaken(message)
            if batch := entries(after):
                cursor.execute("SELECT set_config('work_mem', %s, true)", [SORTING_MEMORY])
                self._write(batch)
            else:
                cursor.execute(
                    "DELETE FROM search_index i WHERE NOT EXISTS "
                    "(SELECT 1 FROM search_document d WHERE d.id = i.document_id)"
                )
                self._count_tokens()
        return batch

    def _count_tokens(self) -> None:
        """Store in how many documents the common tokens are."""
        with connections[self.alias].cursor() as cursor:
            cursor.execute("DELETE FROM search_frequency")
            cursor.execute(
                "INSERT INTO search_frequency (token, documents) "
                "SELECT word, ndoc FROM ts_stat('SELECT tsv FROM search_index') "
                "WHERE ndoc > %s * (SELECT count(*) FROM search_index)",
                [COMMON_SHARE],
            )

    def tally(self, keys: Sequence[int]) -> list[Tally]:
        """Return how many of the documents there are of each kind, kind of article and year."""
        with connections[self.alias].cursor() as cursor:
            cursor.execute(
                "SELECT d.kind, d.article_kind, d.year, count(*) FROM search_document d "
                "WHERE d.id = ANY(%s) GROUP BY 1, 2, 3",
                [list(keys)],
            )
            return [Tally(*row) for row in cursor.fetchall()]

    def among(self, keys: Sequence[int]) -> RawSQL:
        """Return the keys as a subquery."""
        return RawSQL("SELECT unnest(%s::bigint[])", [list(keys)])

    def size(self) -> int:
        """Return the bytes of the index table with its GIN index."""
        with connections[self.alias].cursor() as cursor:
            cursor.execute("SELECT pg_total_relation_size('search_index')")
            return int(cursor.fetchone()[0])

    def _write(self, entries: Sequence[Entry]) -> None:
        # Made while they are sent: the database enters the first rows as the vectors of the next are worked out.
        rows = ((entry.key, *_vectors(entry)) for entry in entries)
        with connections[self.alias].cursor() as cursor:
            cursor.executemany(_INSERT, rows)  # type: ignore[arg-type]  # psycopg takes any iterable

    def _match(
        self,
        query: str,
        by: tuple[str, list[str | float]] | tuple[str, list[str]],
        scope: Scope,
        limit: int | None = None,
    ) -> list[int]:
        connection = connections[self.alias]
        where, values = conditions(scope, connection)
        with connection.cursor() as cursor:
            cursor.execute(
                # Only constants of this module are put into the SQL; what readers type is a parameter.
                "SELECT d.id FROM search_index i JOIN search_document d ON d.id = i.document_id "  # noqa: S608 - see above
                f"WHERE i.tsv @@ %s::tsquery AND {where} ORDER BY {by[0]}d.date DESC, d.id DESC LIMIT %s",
                [query, *values, *by[1], limit],
            )
            return [row[0] for row in cursor.fetchall()]


def _vectors(entry: Entry) -> tuple[str, str]:
    """Return the vectors of the headline, and of headline and text."""
    headline = tokens(entry.headline)
    body = tokens(entry.body)
    # The empty position between them keeps a phrase from reaching from the headline into the text.
    return _vector([headline]), _vector([headline, body])


def _vector(fields: Sequence[Sequence[str]]) -> str:
    """Return a tsvector literal of fields of tokens."""
    places: dict[str, list[str]] = defaultdict(list)
    position = 0
    for field in fields:
        for token in field[:MAX_TOKENS]:
            position += 1
            found = places[token]
            if position <= MAX_POSITION:
                found.append(str(position))
        position += 1
    return " ".join(f"'{token}'{':' if found else ''}{','.join(found)}" for token, found in places.items())


def _any(word: Word) -> str:
    """Return the tsquery that any form of a word satisfies."""
    return " | ".join(f"({_sequence(found)})" for found in word.phrases)


def _sequence(found: Phrase) -> str:
    """Return a phrase as a tsquery: nothing a reader types is ever read as an operator."""
    literals = [_token_literal(token) for token in found.tokens]
    if found.is_prefix:
        literals[-1] += ":*"
    return " <-> ".join(literals)


def _token_literal(token: str) -> str:
    inside = token.replace("\\", "\\\\").replace("'", "''")
    return f"'{inside}'"
