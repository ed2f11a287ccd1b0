"""The door of films and sounds: it asks at each request whether somebody may still see them."""

from typing import Final

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from wagtail.permissions import policy_registry

from media.models import Recording
from media.queries.uses import lets_in, open_pages, pages_with
from media.storages import RECORDING_FOLDER
from media.views.files import MAY_SEE
from media.views.ranges import ranged

KEPT: Final = "private, no-cache"
"""A browser may keep what it has, and asks each time whether it may still play it."""


@require_safe
def recording(request: HttpRequest, name: str) -> HttpResponseBase:
    """Play a film or sound, or give its captions; what may not be shown any more is not there.

    It is shown where its rights last and one of the pages that use it is open to this reader, and to those who work
    with the library's recordings.
    """
    path = f"{RECORDING_FOLDER}{name}".replace("\0", "")
    work = Recording.objects.filter(Q(file=path) | Q(captions=path)).first()
    if work is None or not (_is_open(work, request) or _is_at_desk(work, request)):
        raise Http404
    file = work.file if work.file.name == path else work.captions
    try:
        response = ranged(request, file)
    except FileNotFoundError as reason:
        raise Http404 from reason
    response["Cache-Control"] = KEPT
    return response


def _is_open(work: Recording, request: HttpRequest) -> bool:
    return work.is_usable() and any(lets_in(page, request) for page in open_pages(pages_with(work)))


def _is_at_desk(work: Recording, request: HttpRequest) -> bool:
    policy = policy_registry.get_by_type(Recording)
    return bool(policy.user_has_any_permission_for_instance(request.user, MAY_SEE, work))
