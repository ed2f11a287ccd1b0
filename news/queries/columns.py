"""What a column's page and the lists of columns show."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from news.models import ColumnPage
from search.models import Document

PAGE_LENGTH = 20
"""Articles on one page of a list."""

LAST_PAGE = 5000
"""Beyond it nobody pages by hand; a larger number is read as this one."""


@dataclass(frozen=True)
class ListPage:
    """One page of a long list. It is cut without counting the whole, so that it costs the same at any length."""

    documents: list[Document]
    number: int
    has_next: bool

    @property
    def has_previous(self) -> bool:
        """Tell whether there is a page before this one."""
        return self.number > 1


def column_context(column: ColumnPage, request: HttpRequest) -> dict[str, Any]:
    """Return the template context of a column: ``articles`` (a ListPage of documents)."""
    return {"articles": cut(documents_of_column(column), wanted_page(request))}


def documents_of_column(column: ColumnPage) -> QuerySet[Document]:
    """Return the visible documents of a column and of guests in it, newest first."""
    documents: QuerySet[Document] = Document.objects.visible().filter(column_links__column_id=column.pk).for_lists()
    return documents.order_by("-column_links__date", "-column_links__document_id")


def cut(documents: QuerySet[Document], number: int) -> ListPage:
    """Return page ``number`` (from 1) of the list."""
    start = (number - 1) * PAGE_LENGTH
    found = list(documents[start : start + PAGE_LENGTH + 1])
    return ListPage(found[:PAGE_LENGTH], number, len(found) > PAGE_LENGTH)


def wanted_page(request: HttpRequest) -> int:
    """Return the page that ``?page=`` asks for; anything that is no such number means the first."""
    value = request.GET.get("page", "1")
    is_number = value.isascii() and value.isdigit() and len(value) <= len(str(LAST_PAGE))
    return min(max(int(value), 1), LAST_PAGE) if is_number else 1
