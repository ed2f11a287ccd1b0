"""What Wagtail's bulk actions change."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import Q
from wagtail.models import Page

P = TypeVar("P", bound=Page)


def touched(action: str, chosen: Iterable[Any], *, model: type[P], below: bool) -> list[P]:
    """Return the pages of one kind that ``publish``, ``unpublish`` or ``delete`` changes, before it does.

    Those chosen are among them and, where it takes along what lies ``below``, so is that; a deletion always does. Of
    what lies below only drafts are published, and only what is published is taken off.
    """
    pages = [each for each in chosen if isinstance(each, Page)]
    wanted = Q(pk__in=[page.pk for page in pages])
    if below or action == "delete":
        state = {"publish": Q(live=False), "unpublish": Q(live=True)}.get(action, Q())
        for page in pages:
            wanted |= Q(path__startswith=page.path) & state
    return list(model.objects.filter(wanted).order_by("path"))
