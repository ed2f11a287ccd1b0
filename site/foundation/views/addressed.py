"""Pages at addresses of their own are served there and nowhere else."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from wagtail.models import Page

from foundation.models import ListPage, NumberedPage


def guard_address(page: Page, request: HttpRequest, *_args: Any) -> HttpResponse | None:
    """Answer in place of a page that readers may not see or that they reached by another address; else return None.

    Raises ``Http404`` for what is not to be shown, so that nothing tells it from what never was.
    """
    if not isinstance(page, (ListPage, NumberedPage)):
        return None
    if not page.is_showable():
        raise Http404
    if page.get_url_parts(request) is not None and request.path_info != page.path_on_site():
        return HttpResponsePermanentRedirect(page.path_on_site())
    return None
