"""Many short lists of documents in one query.

Each list is cut by its own LIMIT on its own index, so the cost does not grow with the archive. Django writes such a
union only for databases that take ORDER BY inside its parts, which SQLite does not; a sub-select around each part
suits both.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet

from search.models import Document


class Row(NamedTuple):
    """What a line of headlines needs of a document."""

    key: int
    title: str
    url: str


def rows_of(lists: Mapping[str, QuerySet[Document]]) -> dict[str, list[Row]]:
    """Return the rows of each list, newest first, in one query (none for no list). The querysets must be sliced."""
    found: dict[str, list[Row]] = {name: [] for name in lists}
    if not lists:
        return found
    names = list(lists)
    parts: list[str] = []
    values: list[Any] = []
    for place, name in enumerate(names):
        sql, params = lists[name].values_list("date", "pk", "title", "url").query.sql_with_params()
        parts.append(f"SELECT {place} AS place, part.* FROM ({sql}) part")  # noqa: S608 - an integer and Django's own SQL
        values += params
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        rows = sorted(cursor.fetchall(), key=lambda row: (row[1], row[2]), reverse=True)
    for place, _date, key, title, url in rows:
        found[names[place]].append(Row(key, title, url))
    return found
