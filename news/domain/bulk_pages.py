"""Adding many pages under one parent at once: what ``add_child`` does for one, in a handful of statements."""

from collections.abc import Sequence

from django.contrib.contenttypes.models import ContentType
from django.db.models import F
from wagtail.models import Page


def add_children(*, parent: Page, pages: Sequence[Page]) -> None:
    """Save unsaved ``pages``, all of one type, as the last children of ``parent``; call it inside a transaction.

    There must be at least one; numbers and slugs must be set. No signal is sent and no revision made: the caller
    writes the documents.
    """
    locked = Page.objects.select_for_update().get(pk=parent.pk)
    last = locked.get_last_child()
    step = Page._str2int(last.path[-Page.steplen :]) if last else 0  # noqa: SLF001 - treebeard has no public bulk door
    model = type(pages[0])
    kind = ContentType.objects.get_for_model(model)
    for place, page in enumerate(pages, start=step + 1):
        page.path = Page._get_path(locked.path, locked.depth + 1, place)  # noqa: SLF001 - as above
        page.depth = locked.depth + 1
        page.url_path = f"{locked.url_path}{page.slug}/"
        page.content_type = kind
        page.locale_id = locked.locale_id
    rows = [Page(**{name: getattr(page, name) for name in _columns(Page)}) for page in pages]
    for page, row in zip(pages, Page.objects.bulk_create(rows), strict=True):
        page.page_ptr_id = page.pk = row.pk
        page._state.adding = False  # noqa: SLF001 - what save() does
    # bulk_create() refuses models of several tables; the second table is written by the same statement builder.
    model._base_manager.get_queryset()._insert(  # noqa: SLF001 - as above
        pages,
        fields=model._meta.local_concrete_fields,  # noqa: SLF001 - documented API
        using=locked._state.db,  # noqa: SLF001 - as above
    )
    Page.objects.filter(pk=locked.pk).update(numchild=F("numchild") + len(pages))


def _columns(model: type[Page]) -> list[str]:
    """Return the attribute names of the model's columns, without the key."""
    return [field.attname for field in model._meta.local_concrete_fields if not field.primary_key]  # noqa: SLF001 - documented API
