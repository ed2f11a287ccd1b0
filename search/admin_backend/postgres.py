"""The admin's back-end on PostgreSQL."""

from typing import Any

from modelsearch.backends.database.postgres import postgres

from search.admin_backend.bigrams import ChineseBackend, ChineseIndexer


class ChinesePostgresIndexer(ChineseIndexer, postgres.ObjectIndexer):
    """Indexes tokens."""


# The index class names its indexer as a global of its module; there is no other door (modelsearch 1.3).
postgres.ObjectIndexer = ChinesePostgresIndexer


class ChinesePostgresBackend(ChineseBackend, postgres.PostgresSearchBackend):
    """Wagtail's PostgreSQL back-end for Chinese, without the stemming of another language."""

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__({"SEARCH_CONFIG": "simple"} | params)
