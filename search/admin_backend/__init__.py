"""The search of the admin (pages, pictures, snippets), made to find Chinese words.

Wagtail's own back-ends hand whole Chinese sentences to the database as one word, so that 新闻 finds nothing. This one
is theirs with two changes: what is indexed and what is asked become pairs of characters. It is set as ``BACKEND`` in
``WAGTAILSEARCH_BACKENDS``; the public search does not use it.
"""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import connection


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 - modelsearch looks for this name
    """Return the back-end for the database in use; only its module is imported, the others' models do not exist."""
    if connection.vendor == "sqlite":
        from search.admin_backend.sqlite import ChineseSqliteBackend  # noqa: PLC0415 - see above

        return ChineseSqliteBackend(params)
    if connection.vendor == "postgresql":
        from search.admin_backend.postgres import ChinesePostgresBackend  # noqa: PLC0415 - see above

        return ChinesePostgresBackend(params)
    message = f"The admin's search runs on SQLite or PostgreSQL, not on {connection.vendor}"
    raise ImproperlyConfigured(message)
