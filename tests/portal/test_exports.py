"""Lists that leave the office in no file answer no ``?export=csv`` with empty lines; see UnexportedIndexView."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.admin.views.mixins import SpreadsheetExportMixin

STOCK = {"wagtailusers_groups", "wagtailsites", "wagtailsnippets", "wagtailadmin_workflows", "wagtailadmin_reports"}
"""Wagtail's own lists, which no class of ours stands for."""


def views(patterns: list[Any], names: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Yield every address's name with its view."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns, (*names, *filter(None, [pattern.namespace])))
        elif isinstance(pattern, URLPattern):
            yield ":".join((*names, pattern.name or "")), pattern.callback


def makes_empty_files(view: Any) -> bool:
    """Tell whether the view makes a file of lines with nothing in them."""
    kind = getattr(view, "view_class", None)
    if not (isinstance(kind, type) and issubclass(kind, SpreadsheetExportMixin)):
        return False
    listed: Any = kind
    return bool(listed.FORMATS) and not view.view_initkwargs.get("list_export", listed.list_export)


def test_no_list_makes_a_file_of_empty_lines() -> None:
    found = {
        name
        for name, view in views(get_resolver().url_patterns)
        if makes_empty_files(view) and name.partition(":")[0] not in STOCK and not name.startswith("wagtail")
    }
    assert sorted(found) == []
