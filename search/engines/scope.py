"""The part of a query that both databases share: visibility and filters, tested before any limit."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from search.engines.protocol import Scope

LINKS = (
    ("column", "EXISTS (SELECT 1 FROM search_documentcolumn l WHERE l.document_id = d.id AND l.column_id = %s)"),
    ("region", "EXISTS (SELECT 1 FROM search_documentregion l WHERE l.document_id = d.id AND l.region_id = %s)"),
    ("topic", "EXISTS (SELECT 1 FROM search_documenttopic l WHERE l.document_id = d.id AND l.topic_id = %s)"),
    ("kind", "d.kind = %s"),
    ("article_kind", "d.article_kind = %s"),
    ("year", "d.year = %s"),
)
"""The filters of a scope and their SQL."""


def conditions(scope: Scope, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
    """Return SQL conditions on the document ``d`` (joined by AND) and their parameters."""
    moment = connection.ops.adapt_datetimefield_value(scope.now)
    parts = ["d.visible_from <= %s", "(d.visible_until IS NULL OR d.visible_until > %s)"]
    values: list[Any] = [moment, moment]
    for name, condition in LINKS:
        if (value := getattr(scope, name)) is not None:
            parts.append(condition)
            values.append(value)
    return " AND ".join(parts), values


def is_filtered(scope: Scope) -> bool:
    """Tell whether a reader set any filter."""
    return any(getattr(scope, name) is not None for name, _condition in LINKS)
