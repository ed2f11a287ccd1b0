"""SQLite: a contentless FTS5 table of bigrams.

FTS5 is given the analysis' tokens separated by blanks; its own tokenizer only splits at those. A contentless table
keeps no text, which makes it small; to take a row out, FTS5 must be given the row's tokens once more. They come from
the normalised text stored with the document, and do not depend on a dictionary, so they are always the same.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final
from uuid import uuid4

from django.db import connections, transaction
from django.db.models.expressions import RawSQL

from search.analysis.query import Word
from search.analysis.tokens import Phrase, phrase, rarest_of, tokens
from search.engines.protocol import Engine, Entry, Order, Overtaken, Scope, Tally
from search.engines.scope import conditions, is_filtered
from search.models import Document, IndexState

TABLE: Final = "search_fts"
NEXT: Final = "search_fts_next"
CREATE: Final = (
    "CREATE VIRTUAL TABLE {name} USING fts5(headline, body, content='', "
    "tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* M* P* S* C*'\")"
)
_INSERT: Final = "INSERT INTO {name}(rowid, headline, body) VALUES (%s, %s, %s)"
_DELETE: Final = "INSERT INTO {name}({name}, rowid, headline, body) VALUES ('delete', %s, %s, %s)"
BUILT: Final = "rebuilt up to"
"""Key of the state that says how far a rebuild has come; writers follow it in both tables."""
HEADLINE_WEIGHT: Final = 5.0
BY_DATE: Final = "d.date DESC, d.id DESC"
BY_WEIGHT: Final = f"bm25({TABLE}, {HEADLINE_WEIGHT}, 1.0), {TABLE}.rowid DESC"
_WITH_DOCUMENTS: Final = f"{TABLE} CROSS JOIN search_document d INDEXED BY document_lean ON d.id = {TABLE}.rowid"
_UNSEEN: Final = (
    "SELECT id FROM search_document WHERE visible_from > %s "
    "UNION ALL SELECT id FROM search_document WHERE visible_until <= %s"
)
BEST: Final = 400
"""Hits that are weighed and sorted: more than are ranked."""


class SqliteEngine(Engine):
    """The engine of an SQLite database."""

    name = "sqlite"

    def __init__(self, alias: str) -> None:
        self.alias = alias

    def enter(self, entries: Sequence[Entry], before: Mapping[int, Entry]) -> None:
        """Index the entries in the running transaction."""
        changed = [entry for entry in entries if before.get(entry.key) != entry]
        self.withdraw(before[entry.key] for entry in changed if entry.key in before)
        for table, part in self._tables(changed):
            self._many(_INSERT.format(name=table), part)

    def withdraw(self, before: Iterable[Entry]) -> None:
        """Take entries out in the running transaction."""
        for table, part in self._tables(list(before)):
            self._many(_DELETE.format(name=table), part)

    def find_all(self, words: Sequence[Word], scope: Scope, order: Order, limit: int | None = None) -> list[int]:
        """Return the keys of all documents that hold every word, or of the first ``limit``."""
        expression = " AND ".join(f"({_any(word)})" for word in words)
        if limit is not None:
            return self._select(expression, scope, BY_DATE if order is Order.DATE else BY_WEIGHT, limit)
        return self._match(expression, scope, order)

    def find_any(self, words: Sequence[Word], weights: Sequence[float], scope: Scope, order: Order) -> list[int]:
        """Return the keys of all documents that hold any word; FTS5 weighs the words itself."""
        del weights
        return self._match(" OR ".join(_any(word) for word in words), scope, order)

    def frequencies(self, forms: Iterable[str]) -> dict[str, int]:
        """Return for each form the smallest number of documents that any of its tokens is in."""
        looked_up = {form: rarest_of(found) for form in forms if (found := phrase(form))}
        known: dict[str, int] = {}
        with connections[self.alias].cursor() as cursor:
            for token in {token for found in looked_up.values() for token in found}:
                cursor.execute("SELECT doc FROM search_fts_terms WHERE term = %s", [token])
                row = cursor.fetchone()
                known[token] = row[0] if row else 0
        return {form: min(known[token] for token in found) for form, found in looked_up.items()}

    def total(self) -> int:
        """Return the number of documents."""
        return int(Document.objects.using(self.alias).count())

    def rebuild(self, entries: Callable[[int], list[Entry]], progress: Callable[[int], None]) -> int:
        """Fill a second table in short transactions while the first one answers, then put it in its place."""
        token = uuid4().hex
        after = done = 0
        self._start(token)
        while batch := self._fill(token, after, entries):
            after = batch[-1].key
            done += len(batch)
            progress(len(batch))
        return done

    def _start(self, token: str) -> None:
        with transaction.atomic(using=self.alias), connections[self.alias].cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS {NEXT}")
            cursor.execute(CREATE.format(name=NEXT))
            self._note(token, 0)

    def _fill(self, token: str, after: int, entries: Callable[[int], list[Entry]]) -> list[Entry]:
        """Index the next batch in one transaction; after the last, put the new table in place."""
        with transaction.atomic(using=self.alias), connections[self.alias].cursor() as cursor:
            if self._noted()[0] != token:
                message = "Another rebuild was started"
                raise Overtaken(message)
            if batch := entries(after):
                self._many(_INSERT.format(name=NEXT), batch)
                self._note(token, batch[-1].key)
            else:
                cursor.execute(f"DROP TABLE {TABLE}")
                cursor.execute(f"ALTER TABLE {NEXT} RENAME TO {TABLE}")
                IndexState.objects.using(self.alias).filter(key=BUILT).delete()
        return batch

    def _note(self, token: str, upto: int) -> None:
        IndexState.objects.using(self.alias).update_or_create(key=BUILT, defaults={"value": f"{token} {upto}"})

    def _noted(self) -> tuple[str, int]:
        """Return the token of the rebuild under way and the key it has come to; ("", 0) without one."""
        state = IndexState.objects.using(self.alias).filter(key=BUILT).first()
        token, upto = state.value.split() if state else ("", "0")
        return token, int(upto)

    def _tables(self, entries: Sequence[Entry]) -> Iterator[tuple[str, Sequence[Entry]]]:
        """Yield each table to be written with the entries it holds: the one under construction only has the first."""
        if entries:
            yield TABLE, entries
            if upto := self._noted()[1]:
                yield NEXT, [entry for entry in entries if entry.key <= upto]

    def _many(self, statement: str, entries: Sequence[Entry]) -> None:
        rows = [(entry.key, " ".join(tokens(entry.headline)), " ".join(tokens(entry.body))) for entry in entries]
        with connections[self.alias].cursor() as cursor:
            cursor.executemany(statement, rows)

    def _match(self, expression: str, scope: Scope, order: Order) -> list[int]:
        """Return the keys of the hits: the best BEST by bm25 and behind them the last entered first, or by date.

        To weigh and sort every hit of a common word takes far longer than to list them.
        """
        if order is Order.DATE:
            return self._select(expression, scope, BY_DATE, -1)
        best = self._select(expression, scope, BY_WEIGHT, BEST)
        if len(best) < BEST:
            return best
        first = set(best)
        return best + [key for key in self._list(expression, scope) if key not in first]

    def _list(self, expression: str, scope: Scope) -> list[int]:
        """Return the keys of all hits, the last entered first; as one JSON value, since rows would take far longer."""
        hits, values = self._hits(expression, scope)
        with connections[self.alias].cursor() as cursor:
            cursor.execute(f"SELECT json_group_array({TABLE}.rowid) FROM {hits}", values)  # noqa: S608 - as below
            return sorted(json.loads(cursor.fetchone()[0]), reverse=True)

    def _select(self, expression: str, scope: Scope, order: str, limit: int) -> list[int]:
        hits, values = self._hits(expression, scope, dated=order is BY_DATE)
        with connections[self.alias].cursor() as cursor:
            # Only constants of this module are put into the SQL; what readers type is a parameter.
            statement = f"SELECT {TABLE}.rowid FROM {hits} ORDER BY {order} LIMIT %s"  # noqa: S608 - see above
            cursor.execute(statement, [*values, limit])
            return [row[0] for row in cursor.fetchall()]

    def _hits(self, expression: str, scope: Scope, *, dated: bool = False) -> tuple[str, list[Any]]:
        """Return what follows FROM to get the hits in scope, and its parameters; ``dated``: with their documents.

        Where no filter is set no document is read: the few that are not to be seen are left out by their keys. To look
        at the document of each hit takes half as long again for weighing, and three times as long for listing.
        """
        connection = connections[self.alias]
        if dated or is_filtered(scope):
            where, values = conditions(scope, connection)
            return f"{_WITH_DOCUMENTS} WHERE {TABLE} MATCH %s AND {where}", [expression, *values]
        moment = connection.ops.adapt_datetimefield_value(scope.now)
        return f"{TABLE} WHERE {TABLE} MATCH %s AND {TABLE}.rowid NOT IN ({_UNSEEN})", [expression, moment, moment]

    def tally(self, keys: Sequence[int]) -> list[Tally]:
        """Return how many of the documents there are of each kind, kind of article and year."""
        with connections[self.alias].cursor() as cursor:
            cursor.execute(
                "SELECT d.kind, d.article_kind, d.year, count(*) FROM json_each(%s) k "
                "CROSS JOIN search_document d INDEXED BY document_lean ON d.id = k.value GROUP BY 1, 2, 3",
                [json.dumps(keys)],
            )
            return [Tally(*row) for row in cursor.fetchall()]

    def among(self, keys: Sequence[int]) -> RawSQL:
        """Return the keys as a subquery."""
        return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(keys)])

    def size(self) -> int:
        """Return the bytes of the index table."""
        with connections[self.alias].cursor() as cursor:
            cursor.execute("SELECT sum(length(block)) FROM search_fts_data")
            return int(cursor.fetchone()[0] or 0)


def _any(word: Word) -> str:
    """Return the FTS5 expression that any form of a word satisfies."""
    return " OR ".join(_quoted(found) for found in word.phrases)


def _quoted(found: Phrase) -> str:
    """Return a phrase as an FTS5 string: nothing a reader types is ever read as an operator."""
    inside = " ".join(found.tokens).replace('"', '""')
    return f'"{inside}"*' if found.is_prefix else f'"{inside}"'
