"""Puts the test database back to what the migrations made, after a test that committed.

Django would flush the tables, which also removes the rows that migrations wrote (regions, groups, the page tree) and
leaves the next test without them. A copy of the whole database, the search index's own tables included, has no such
gap and is quicker than a flush.
"""

import sqlite3
from typing import Protocol

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import OperationalError, connection, connections

ATTEMPTS = 3
END_CONNECTIONS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()
"""


class Baseline(Protocol):
    """A copy of the freshly migrated database."""

    def restore(self) -> None:
        """Put the copy back."""

    def drop(self) -> None:
        """Remove the copy."""


class SqliteBaseline:
    """A copy in memory, made and put back by SQLite's own backup."""

    def __init__(self) -> None:
        connection.ensure_connection()
        self.copy = sqlite3.connect(":memory:", check_same_thread=False)
        connection.connection.backup(self.copy)

    def restore(self) -> None:
        """Overwrite the test database with the copy."""
        connections.close_all()
        connection.ensure_connection()
        self.copy.backup(connection.connection)

    def drop(self) -> None:
        """Free the memory."""
        self.copy.close()


class PostgresBaseline:
    """A second database, the first one's template after each committed test."""

    def __init__(self) -> None:
        self.name = connection.settings_dict["NAME"]
        self.copy = f"{self.name}_baseline"
        self._replace(self.copy, self.name)

    def _replace(self, name: str, template: str) -> None:
        """Make database ``name`` anew from ``template``; connections to either are ended.

        PostgreSQL lets every process of the server answer before it drops or copies a database. Where an answer is
        late the statement runs into its time limit, and what it did so far can be done again.
        """
        for attempts_left in reversed(range(ATTEMPTS)):
            try:
                self._replace_once(name, template)
            except OperationalError:
                if not attempts_left:
                    raise
            else:
                return

    def _replace_once(self, name: str, template: str) -> None:
        connections.close_all()
        quote = connection.ops.quote_name
        with connection._nodb_cursor() as cursor:  # noqa: SLF001 -- Django's own way to reach the server without a database
            cursor.execute(f"DROP DATABASE IF EXISTS {quote(name)} WITH (FORCE)")
            cursor.execute(END_CONNECTIONS, [template])
            cursor.execute(f"CREATE DATABASE {quote(name)} TEMPLATE {quote(template)}")
        connections.close_all()

    def restore(self) -> None:
        """Make the test database anew from the copy."""
        self._replace(self.name, self.copy)

    def drop(self) -> None:
        """Drop the copy, and end what still holds the database: a page says good-bye to the server as it is closed."""
        connections.close_all()
        with connection._nodb_cursor() as cursor:  # noqa: SLF001 -- as above
            cursor.execute(END_CONNECTIONS, [self.name])
            cursor.execute(f"DROP DATABASE IF EXISTS {connection.ops.quote_name(self.copy)} WITH (FORCE)")


def take_baseline() -> Baseline:
    """Copy the test database as it stands now."""
    return PostgresBaseline() if connection.vendor == "postgresql" else SqliteBaseline()


def forget_rows() -> None:
    """Empty what the process remembers of rows that are gone."""
    cache.clear()
    ContentType.objects.clear_cache()
