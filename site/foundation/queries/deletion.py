"""What a deletion would leave without its page."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import ProtectedError, RestrictedError
from django.db.models.deletion import Collector
from wagtail.models import Page


def kept_records(page: Page) -> Counter[str]:
    """Return how many records of each kind, by its name in the plural, keep a page or those below it from deletion.

    The database itself says so: they are what is protected (``PROTECT``, ``RESTRICT``) from losing its page.
    """
    found = Page.objects.filter(path__startswith=page.path)
    try:
        Collector(using=found.db, origin=found).collect(found)
    except ProtectedError as error:
        return _by_kind(error.protected_objects)
    except RestrictedError as error:
        return _by_kind(error.restricted_objects)
    return Counter()


def _by_kind(records: Iterable[object]) -> Counter[str]:
    return Counter(str(record._meta.verbose_name_plural) for record in records)  # type: ignore[attr-defined]  # noqa: SLF001 -- Django's documented way
