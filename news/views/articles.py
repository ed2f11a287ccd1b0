"""An article at its own address, and the short link."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.models import Page

from news.models import ArticlePage
from news.queries.articles import article_by_number, column_of, retraction_of
from search.models import Document


@require_safe
def article(request: HttpRequest, year: str, number: str) -> HttpResponse:  # noqa: ARG001 - the hook compares the path
    """Serve the article of a public number as Wagtail serves a page: through every hook of the page tree."""
    page = article_by_number(int(number))
    if page is None:
        raise Http404
    return through_hooks(page, request)


def through_hooks(page: Page, request: HttpRequest) -> HttpResponse:
    """Serve a page at an address of its own as Wagtail serves it at that of the tree: through every hook."""
    for hook in hooks.get_hooks("before_serve_page"):
        answer = hook(page, request, [], {})
        if isinstance(answer, HttpResponse):
            return answer
    chain: Any = _serve
    for hook in reversed(hooks.get_hooks("on_serve_page")):
        chain = hook(chain)
    response: HttpResponse = chain(page, request, [], {})
    return response


def guard(page: ArticlePage, request: HttpRequest) -> HttpResponse | None:
    """Answer in place of the page where readers may not see it or came by another address; else return None."""
    if not page.is_visible() or column_of(page) is None:
        return gone(request, page)
    if request.path_info != page.path_on_site():
        return HttpResponsePermanentRedirect(page.path_on_site())
    return None


def _serve(page: Page, request: HttpRequest, args: list[Any], kwargs: dict[str, Any]) -> Any:
    return page.serve(request, *args, **kwargs)


def gone(request: HttpRequest, page: ArticlePage) -> HttpResponse:
    """Answer for an article that nobody may see: a retracted one leaves its notice (410), another leaves nothing."""
    retraction = retraction_of(page)
    if retraction is None or page.first_published_at is None:
        raise Http404
    context = {"page": page, "correction": retraction, "column": column_of(page)}
    return render(request, "news/retracted.html", context, status=410)


@require_safe
def short_link(request: HttpRequest, number: str) -> HttpResponse:  # noqa: ARG001 - a view takes the request
    """Lead from the number on a printed page or in a QR code to whatever public thing carries it."""
    document = Document.objects.visible().filter(number=int(number)).first()
    if document is None:
        raise Http404
    return HttpResponseRedirect(document.url)
