"""Which pages show a work of the library, and whether any of them is open now."""

import datetime as dt
from collections.abc import Iterable, Iterator

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex

from media.models import Picture, Recording


def pages_with(work: Picture | Recording) -> list[Page]:
    """Return the pages that show the work, open or not, as what they are.

    A picture that stands for a film stands on the pages of the film. Wagtail's index of references is read: it follows
    what is saved, and knows the pictures inside of texts.
    """
    keys = {int(key) for key in _references(work, Page)}
    if isinstance(work, Picture):
        for recording in work.poster_of.all():
            keys |= {int(key) for key in _references(recording, Page)}
    return list(Page.objects.filter(pk__in=keys).order_by("pk").specific())


def stands_outside(work: Picture) -> bool:
    """Tell whether something that is neither page nor recording uses the picture, for example the site's identity."""
    own = [ContentType.objects.get_for_model(model).pk for model in (Page, Recording)]
    return bool(ReferenceIndex.get_references_to(work).exclude(base_content_type__in=own).exists())


def open_pages(pages: Iterable[Page], now: dt.datetime | None = None) -> Iterator[Page]:
    """Yield the pages that readers may see at ``now`` (default: the present), by their own rule where they have one."""
    moment = now or timezone.now()
    for page in pages:
        rule = getattr(page, "is_showable", None)
        if rule(moment) if rule is not None else page.live and not page.expired:
            yield page


def lets_in(page: Page, request: HttpRequest) -> bool:
    """Tell whether the page's privacy lets this reader in."""
    return all(restriction.accept_request(request) for restriction in page.get_view_restrictions())


def _references(work: Picture | Recording, model: type[Page]) -> Iterable[str]:
    kind = ContentType.objects.get_for_model(model)
    found = ReferenceIndex.get_references_to(work).filter(base_content_type=kind)
    keys: Iterable[str] = found.order_by().values_list("object_id", flat=True).distinct()
    return keys
