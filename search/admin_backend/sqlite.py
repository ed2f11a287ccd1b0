"""The admin's back-end on SQLite."""

from modelsearch.backends.database.sqlite import sqlite

from search.admin_backend.bigrams import ChineseBackend, ChineseIndexer


class ChineseSqliteIndexer(ChineseIndexer, sqlite.ObjectIndexer):
    """Indexes tokens."""


# The index class names its indexer as a global of its module; there is no other door (modelsearch 1.3).
sqlite.ObjectIndexer = ChineseSqliteIndexer


class ChineseSqliteBackend(ChineseBackend, sqlite.SQLiteSearchBackend):
    """Wagtail's SQLite back-end for Chinese."""
