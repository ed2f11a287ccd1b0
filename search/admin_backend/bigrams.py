"""What the back-ends of both databases change: indexed values and queries become tokens of our analysis."""

from typing import Any

from modelsearch.backends.base import EmptySearchResults
from modelsearch.query import And, Not, Or, Phrase, PlainText

from search.analysis.normalising import normalise
from search.analysis.tokens import phrase, runs, tokens


def indexed(text: str) -> str:
    """Return a text as it is indexed: its tokens, separated by blanks."""
    return " ".join(tokens(normalise(text)))


def asked(text: str) -> str:
    """Return a query as it is looked up: the tokens that a text holding it must have; empty for mere signs."""
    found = (phrase(run.text) for run in runs(normalise(text)))
    return " ".join(token for each in found if each for token in each.tokens)


def ask(query: Any) -> Any:
    """Return a query of modelsearch, of any kind, with its texts as they are looked up."""
    if isinstance(query, str):
        return asked(query)
    if isinstance(query, PlainText):
        return PlainText(asked(query.query_string), operator=query.operator)
    if isinstance(query, Phrase):
        return Phrase(asked(query.query_string))
    if isinstance(query, And | Or):
        parts = [part for part in map(ask, query.subqueries) if not says_nothing(part)]
        return type(query)(parts) if len(parts) > 1 else next(iter(parts), PlainText(""))
    if isinstance(query, Not):
        return Not(ask(query.subquery))
    return query


def says_nothing(query: Any) -> bool:
    """Tell whether a prepared query holds no token: the back-ends cannot join one with others."""
    return query == "" or (isinstance(query, PlainText | Phrase) and not query.query_string)


class ChineseIndexer:
    """Mixed into a back-end's indexer: the values of an object as tokens."""

    def prepare_value(self, value: Any) -> str:
        """Return a value as it is indexed; lists and mappings bring each of their items here."""
        text: str = super().prepare_value(value)  # type: ignore[misc]
        return text if isinstance(value, list | dict) else indexed(text)


class ChineseBackend:
    """Mixed into a back-end: queries as tokens, all of which must be held."""

    def _search(self, compiler: Any, query: Any, model_or_queryset: Any, **options: Any) -> Any:
        prepared = ask(query)
        if says_nothing(prepared):
            return EmptySearchResults()
        options["operator"] = options.get("operator") or "and"
        return super()._search(compiler, prepared, model_or_queryset, **options)  # type: ignore[misc]
