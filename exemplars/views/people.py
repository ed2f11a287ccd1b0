"""The public pages of exemplars: the portrait wall, and one exemplar at its number."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from exemplars.models import ExemplarIndexPage
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
