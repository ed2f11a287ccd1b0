"""The results page and its JSON twin."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from search import queries
from search.answering import Answer, Hit, answer
from search.asking import Asked
from search.engines import Order

FURTHEST_PAGE = 1000
"""The last page the API gives; who needs more takes the feeds."""
PAGES_AROUND = 2


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """Show the results page; any query string gives a normal page."""
    now = timezone.now()
    given = answer(Asked.read(request.GET), now)
    if given.total and given.asked.page > given.pages:
        given = answer(Asked.read(_first_page(request)), now)
    context = {
        "answer": given,
        "asked": given.asked,
        "by_date": given.asked.order is Order.DATE,
        "relevance_address": given.asked.address(order=Order.RELEVANCE, page=1),
        "date_address": given.asked.address(order=Order.DATE, page=1),
        "unfiltered_address": given.asked.without_filters().address(),
        "page_links": _page_links(given),
        "latest": [] if given.total else queries.latest(limit=5, now=now),
    }
    response = render(request, "search/results.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def search_api(request: HttpRequest) -> JsonResponse:
    """Answer as JSON; see ``docs/search.md`` for its limits and errors."""
    page = request.GET.get("page", "1")
    if not (page.isascii() and page.isdecimal() and 0 < int(page[:9]) <= FURTHEST_PAGE):
        message = _("“page” must be a whole number from 1 to %(last)d.") % {"last": FURTHEST_PAGE}
        return _json({"error": message}, status=400)
    given = answer(Asked.read(request.GET), timezone.now(), with_facets=False)
    return _json(
        {
            "query": given.query.typed,
            "total": given.total,
            "exact": given.exact,
            "page": given.asked.page,
            "pages": given.pages if given.total else 0,
            "results": [_result(hit) for hit in given.hits],
        }
    )


def _result(hit: Hit) -> dict[str, Any]:
    document = hit.document
    return {
        "key": document.key,
        "title": document.title,
        "kind": document.kind,
        "url": document.url,
        "date": timezone.localtime(document.date).isoformat(),
        "snippet": hit.snippet,
    }


def _json(data: dict[str, Any], status: int = 200) -> JsonResponse:
    response = JsonResponse(data, status=status, json_dumps_params={"ensure_ascii": False})
    response["Content-Type"] = "application/json; charset=utf-8"
    response["X-Robots-Tag"] = "noindex"
    return response


def _first_page(request: HttpRequest) -> Any:
    parameters = request.GET.copy()
    parameters["page"] = "1"
    return parameters


def _page_links(given: Answer) -> list[tuple[int | None, str]]:
    """Return (number, address) of the pages to offer; a number of ``None`` stands for a gap."""
    here = given.asked.page
    near = {1, given.pages, *range(here - PAGES_AROUND, here + PAGES_AROUND + 1)}
    numbers = sorted(number for number in near if 1 <= number <= given.pages)
    links: list[tuple[int | None, str]] = []
    for before, number in zip([0, *numbers], numbers, strict=False):
        if number - before > 1:
            links.append((None, ""))
        links.append((number, given.asked.address(page=number)))
    return links if given.pages > 1 else []
