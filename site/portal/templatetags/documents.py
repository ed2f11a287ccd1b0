"""Tags that read public things from the search documents."""

from collections.abc import Iterable

from django import template

from foundation.enums import NumberedKind
from search.models import Document

register = template.Library()


@register.simple_tag
def documents_of(page_keys: Iterable[int]) -> list[Document]:
    """Return the documents of the pages with these keys that readers may see now, in this order (one query)."""
    keys = [str(key) for key in page_keys]
    if not keys:
        return []
    visible = Document.objects.visible().filter(kind__in=NumberedKind.values, object_key__in=keys).defer("text")
    found = {document.object_key: document for document in visible}
    return [found[key] for key in keys if key in found]
