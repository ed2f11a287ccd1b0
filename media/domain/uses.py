"""Noting which films and sounds a page shows, without waiting for the worker that keeps the index of references."""

from django.db import IntegrityError, transaction
from wagtail.models import Page, ReferenceIndex

from media.models import Recording


def note_recordings(*, page: Page) -> bool:
    """Bring the index of references in step for a page that shows a film or a sound; tell whether it was.

    The door of recordings reads the index (decision 0113). Other pages wait for the worker: nothing is refused for it.
    """
    if not shows_recordings(page):
        return False
    try:
        with transaction.atomic():
            ReferenceIndex.create_or_update_for_object(page)
    except IntegrityError:
        return False  # the worker was noting the same page at this moment
    return True


def shows_recordings(page: Page) -> bool:
    """Tell whether the page names a recording in a field of its own or within its blocks."""
    for field in page._meta.get_fields():  # noqa: SLF001 - the documented way to a model's fields
        if field.related_model is Recording and field.many_to_one and field.value_from_object(page) is not None:
            return True
        extract = getattr(field, "extract_references", None)
        if extract and any(found[0] is Recording for found in extract(field.value_from_object(page))):
            return True
    return False
