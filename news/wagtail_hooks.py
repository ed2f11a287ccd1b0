"""What the newsroom adds to Wagtail."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail import hooks
from wagtail.models import Page

from news.models import ArticlePage
from news.views.articles import guard


def guard_article(page: Page, request: HttpRequest, *_args: Any) -> HttpResponse | None:
    """Serve an article only when readers may see it, and only at its canonical address."""
    return guard(page, request) if isinstance(page, ArticlePage) else None


hooks.register("before_serve_page", guard_article, order=-10)
