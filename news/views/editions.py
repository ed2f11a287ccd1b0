"""Editions of the newspaper as readers see them, and the corrections page."""

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from news.models import Edition
from news.queries.articles import public_corrections
from news.queries.columns import PAGE_LENGTH, wanted_page
from news.queries.editions import contents, edition_of, edition_years, neighbours, public_editions


@require_safe
def editions(request: HttpRequest) -> HttpResponse:
    """List the editions, by year: ``editions``, ``years`` and ``year``."""
    years = edition_years()
    asked = request.GET.get("year", "")
    year = next((year for year in years if str(year) == asked), years[0] if years else None)
    context = {"editions": list(public_editions(year)), "years": years, "year": year}
    return render(request, "news/editions.html", context)


@require_safe
def edition(request: HttpRequest, day: str) -> HttpResponse:
    """Show an edition: ``edition``, ``pages`` (each with ``page`` and ``documents``), ``previous`` and ``next``."""
    found = _edition(day)
    previous, following = neighbours(found)
    context = {"edition": found, "pages": contents(found), "previous": previous, "next": following}
    return render(request, "news/edition.html", context)


@require_safe
def print_page(request: HttpRequest, day: str, number: str) -> HttpResponse:
    """Show one print page: ``edition``, ``pages``, ``current`` (a page with its documents), ``previous``, ``next``."""
    found = _edition(day)
    pages = contents(found)
    place = next((place for place, each in enumerate(pages) if each.page.page_number == int(number)), None)
    if place is None:
        raise Http404
    context = {
        "edition": found,
        "pages": pages,
        "current": pages[place],
        "previous": pages[place - 1] if place else None,
        "next": pages[place + 1] if place + 1 < len(pages) else None,
    }
    return render(request, "news/print_page.html", context)


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """List what was corrected, supplemented or retracted: ``corrections``, ``page_number``, ``has_next``."""
    number = wanted_page(request)
    start = (number - 1) * PAGE_LENGTH
    found = list(public_corrections()[start : start + PAGE_LENGTH + 1])
    context = {"corrections": found[:PAGE_LENGTH], "page_number": number, "has_next": len(found) > PAGE_LENGTH}
    return render(request, "news/corrections.html", context)


def _edition(day: str) -> Edition:
    """Return the public edition of an ISO date, or raise Http404."""
    try:
        found = edition_of(dt.date.fromisoformat(day))
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found
