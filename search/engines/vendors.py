"""Which engine belongs to which database."""

from collections.abc import Callable

from django.core.exceptions import ImproperlyConfigured

from search.engines.postgres import PostgresEngine
from search.engines.protocol import Engine
from search.engines.sqlite import SqliteEngine

_ENGINES: dict[str, Callable[[str], Engine]] = {"sqlite": SqliteEngine, "postgresql": PostgresEngine}


def engine_for(vendor: str) -> Callable[[str], Engine]:
    """Return the class of the engine of a database; raise ImproperlyConfigured for one without."""
    try:
        return _ENGINES[vendor]
    except KeyError:
        message = f"Search runs on SQLite or PostgreSQL, not on {vendor}"
        raise ImproperlyConfigured(message) from None
