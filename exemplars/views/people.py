"""The public pages of exemplars: the portrait wall, and one exemplar at its number."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.views.decorators.http import require_safe
from wagtail.models import Page

from exemplars.models import ExemplarIndexPage, ExemplarPage
from exemplars.queries.people import exemplar_by_number
from news.views.articles import through_hooks


@require_safe
def wall(request: HttpRequest) -> HttpResponse:
    """Serve the portrait wall."""
    page = ExemplarIndexPage.objects.live().first()
    if page is None:
        raise Http404
    return through_hooks(page, request)


@require_safe
def exemplar(request: HttpRequest, number: str) -> HttpResponse:
    """Serve the exemplar of a public number through every hook of the page tree."""
    page = exemplar_by_number(int(number))
    if page is None:
        raise Http404
    return through_hooks(page, request)


def guard(page: Page, request: HttpRequest) -> HttpResponse | None:
    """Answer in place of a page that readers may not see or that they reached by another address."""
    if isinstance(page, ExemplarPage) and not page.is_showable():
        raise Http404
    if isinstance(page, (ExemplarPage, ExemplarIndexPage)):
        address = page.get_url_parts(request)
        if address is not None and request.path_info != address[2]:
            return HttpResponsePermanentRedirect(str(address[2]))
    return None
