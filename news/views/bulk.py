"""What Wagtail publishes or moves many at once, under the newsroom's rules: the edit form is not asked there."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.models import Page

from foundation.domain import audit
from foundation.queries.bulk import touched
from foundation.views.desk import desk_user
from news.domain import is_complete, publication_problems
from news.models import ArticlePage, UnsortedPage


def guard_bulk(request: HttpRequest, kind: str, pages: list[Any], action: Any) -> HttpResponse | None:
    """Before articles are published or moved many at once: one that may not be stops them all, with its reason."""
    if kind == "publish":
        articles = touched(kind, pages, model=ArticlePage, below="include_descendants" in request.POST)
        refusals = [sentence for article in articles for sentence in _publishing_refusals(article)]
    elif kind == "move":
        articles = touched(kind, pages, model=ArticlePage, below=False)
        refusals = move_refusals(articles, action.cleaned_form.cleaned_data["chooser"])
    else:
        return None
    for sentence in refusals:
        messages.error(request, sentence)
    return redirect(action.next_url) if refusals else None


def record_moves(request: HttpRequest, kind: str, pages: list[Any], _action: Any) -> None:
    """After articles were moved many at once, write the audit line of each."""
    if kind == "move":
        _record(request, touched(kind, pages, model=ArticlePage, below=False))


def guard_move(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    """Before a single page is moved: a published article does not go into the tray."""
    refusals = move_refusals(ArticlePage.objects.filter(pk=page.pk), destination)
    for sentence in refusals:
        messages.error(request, sentence)
    return redirect("wagtailadmin_explore", page.get_parent().pk) if refusals else None


def record_move(request: HttpRequest, page: Page) -> None:
    """After a single page was moved, write the audit line of an article."""
    _record(request, ArticlePage.objects.filter(pk=page.pk))


def move_refusals(articles: Iterable[ArticlePage], destination: Page) -> list[str]:
    """Return why articles may not be moved: into the tray they would leave the site with nobody having said so."""
    if not isinstance(destination.specific, UnsortedPage):
        return []
    return [
        _("“%(title)s” is published and cannot be moved to the unsorted articles; unpublish it first.")
        % {"title": article.title}
        for article in articles
        if article.live
    ]


def _publishing_refusals(article: ArticlePage) -> list[str]:
    version = article.get_latest_revision_as_object()
    reasons = publication_problems(version)
    if not reasons and not is_complete(version):
        reasons = [_("Something in it is not filled in: open the article, complete it, then publish it.")]
    return [_("“%(title)s”: %(reason)s") % {"title": version.title, "reason": reason} for reason in reasons]


def _record(request: HttpRequest, articles: Iterable[ArticlePage]) -> None:
    for article in articles:
        audit.record(verb="file_article", subject=article, actor=desk_user(request), number=article.number_id)
