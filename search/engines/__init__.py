"""Engines: where tokens are kept and candidates are found. The one in use is that of the database in use."""

from functools import cache

from django.db import connections, router

from search.engines.protocol import Engine, Order, Scope
from search.engines.vendors import engine_for
from search.models import Document

__all__ = ["Engine", "Order", "Scope", "current"]


def current() -> Engine:
    """Return the engine of the database that holds the documents."""
    return _of(router.db_for_write(Document))


@cache
def _of(alias: str) -> Engine:
    return engine_for(connections[alias].vendor)(alias)
