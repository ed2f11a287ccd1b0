"""The competitions' pages: which there are, what one asks for, and the form."""

import re
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from campaigns.contests.models import ContestIndexPage, ContestPage
from campaigns.contests.queries.contests import announced
from campaigns.contests.queries.pages import contest_context, list_context, page_by_number
from news.views.articles import through_hooks

NUMBER: Final = re.compile(r"[0-9]{1,18}")


@require_safe
def contests(request: HttpRequest) -> HttpResponse:
    """List the competitions that take entries, and those that did."""
    page = ContestIndexPage.objects.live().first()
    if page is not None:
        return through_hooks(page, request)
    return listed(request)


def listed(request: HttpRequest) -> HttpResponse:
    """Show the list without a page of the tree: also where the form is asked for and names no competition."""
    return render(request, "contests/contests.html", list_context())


@require_safe
def contest_page(request: HttpRequest, number: int) -> HttpResponse:
    """Serve the page of a public number through every hook of the page tree."""
    page = page_by_number(number)
    if page is None:
        raise Http404
    return through_hooks(page, request)


@require_safe
def contest(request: HttpRequest, slug: str) -> HttpResponse:
    """Lead to a competition's page; one without a published page shows its rules here."""
    found = announced().select_related("page").filter(slug=slug).first()
    if found is None and NUMBER.fullmatch(slug):  # the path of the page in Wagtail's tree
        return contest_page(request, int(slug))
    if found is None:
        raise Http404
    page: ContestPage | None = getattr(found, "page", None)
    if page is not None and page.live:
        return redirect(page.path_on_site())
    return render(request, "contests/contest.html", contest_context(found))


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Show how to send an entry."""
    return render(request, "contests/help.html")
