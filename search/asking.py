"""What a reader asks: the text, the filters, the order and the page, read from an address that may say anything."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Self
from urllib.parse import urlencode

from django.http import QueryDict

from search.analysis.query import tidy
from search.engines import Order, Scope

FILTERS = ("kind", "article_kind", "column", "region", "topic", "year")
NUMBERS = frozenset(("column", "region", "topic", "year"))
LARGEST_NUMBER = 2**31 - 1
LONGEST_VALUE = 30


@dataclass(frozen=True)
class Asked:
    """A question to the search. Filters that make no sense were left out."""

    text: str = ""
    order: Order = Order.RELEVANCE
    page: int = 1
    kind: str | None = None
    article_kind: str | None = None
    column: int | None = None
    region: int | None = None
    topic: int | None = None
    year: int | None = None

    @classmethod
    def read(cls, parameters: QueryDict) -> Self:
        """Return the question that the parameters of an address ask."""
        given: dict[str, Any] = {name: parameters.get(name, "") for name in FILTERS}
        filters: dict[str, Any] = {
            name: _number(value) if name in NUMBERS else _word(value) for name, value in given.items()
        }
        return cls(
            text=tidy(parameters.get("q", "")),
            order=Order.DATE if parameters.get("sort") == Order.DATE.value else Order.RELEVANCE,
            page=_number(parameters.get("page", "")) or 1,
            **filters,
        )

    @property
    def has_filters(self) -> bool:
        """Whether any filter is set."""
        return any(getattr(self, name) is not None for name in FILTERS)

    def scope(self, now: datetime) -> Scope:
        """Return the scope in which the question is answered at ``now``."""
        return Scope(now=now, **{name: getattr(self, name) for name in FILTERS})

    def without_filters(self) -> Self:
        """Return the same question about everything."""
        none: dict[str, Any] = dict.fromkeys(FILTERS)
        return replace(self, page=1, **none)

    def address(self, **changes: Any) -> str:
        """Return the parameters of the question with some changed; what says the usual is left out."""
        asked = replace(self, **changes)
        pairs: list[tuple[str, str | int]] = [("q", asked.text)]
        pairs += [(name, value) for name in FILTERS if (value := getattr(asked, name)) is not None]
        if asked.order is not Order.RELEVANCE:
            pairs.append(("sort", asked.order.value))
        if asked.page > 1:
            pairs.append(("page", asked.page))
        return f"?{urlencode(pairs)}"


def _number(value: str) -> int | None:
    if not (value.isascii() and value.isdecimal() and len(value) <= len(str(LARGEST_NUMBER))):
        return None
    return min(int(value), LARGEST_NUMBER) or None


def _word(value: str) -> str | None:
    return value if 0 < len(value) <= LONGEST_VALUE and value.isascii() and value.isidentifier() else None
