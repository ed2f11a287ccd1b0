"""What the newsroom adds to Wagtail."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.models import Page

from foundation.views.desk import desk_user
from foundation.views.page_lines import PAGE_VERBS, keep_lines
from news.domain import Refused, file_article, place_article
from news.models import ArticlePage, ColumnPage
from news.views.articles import guard
from news.views.bulk import guard_bulk, guard_move, record_move, record_moves
from news.views.desk import DocxImportView, PageImportView, PasteView
from news.views.panels import WaitingPanel
from news.viewsets.articles import ArticleExplorer, ArticleListing
from news.viewsets.newspaper import Newspaper


def guard_article(page: Page, request: HttpRequest, *_args: Any) -> HttpResponse | None:
    """Serve an article only when readers may see it, and only at its canonical address."""
    return guard(page, request) if isinstance(page, ArticlePage) else None


def keep_placing(request: HttpRequest, page: Page) -> None:
    """Keep what the edit form asked for: publishing reloads the page, and must not see it moved meanwhile."""
    request.META["news.wanted_placing"] = getattr(page, "wanted_placing", None)


def apply_placing(request: HttpRequest, page: Page) -> None:
    """Let the verbs do what the edit form asked for: file the article in a column, place it on a print page."""
    wanted = request.META.pop("news.wanted_placing", None) or getattr(page, "wanted_placing", None)
    if not isinstance(page, ArticlePage) or wanted is None:
        return
    page.wanted_placing = None
    try:
        if wanted.column is not None:
            file_article(article=page, column=wanted.column, actor=desk_user(request))
        if wanted.print_page is not None:
            place_article(article=page, print_page=wanted.print_page, actor=desk_user(request), order=wanted.order)
    except Refused as refusal:
        messages.error(request, str(refusal))


def desk_urls() -> list[URLPattern]:
    """Return the addresses of the desk's own screens."""
    return [
        path("newspaper/import/", PageImportView.as_view(), name="news_import_page"),
        path("manuscripts/paste/", PasteView.as_view(), name="news_paste"),
        path("manuscripts/import/", DocxImportView.as_view(), name="news_import_docx"),
    ]


def editor_scripts() -> SafeString:
    """Return the scripts of the edit form: headlines are counted, and pasted pictures are not lost unnoticed."""
    names = ("js/news-headlines.js", "js/news-paste-notice.js")
    return format_html_join("", '<script type="module" src="{}"></script>', ((static(name),) for name in names))


def add_waiting_panel(_request: HttpRequest, panels: list[Any]) -> None:
    """Put what waits for the person at the top of the dashboard."""
    panels.append(WaitingPanel())


def viewsets() -> list[Any]:
    """Return the screens of the newsroom."""
    return [ArticleListing(), ArticleExplorer(), Newspaper()]


hooks.register("before_serve_page", guard_article, order=-10)
hooks.register("before_publish_page", keep_placing)
hooks.register("after_create_page", apply_placing)
hooks.register("after_edit_page", apply_placing)
hooks.register("before_bulk_action", guard_bulk)
hooks.register("after_bulk_action", record_moves)
hooks.register("before_move_page", guard_move)
hooks.register("after_move_page", record_move)
hooks.register("register_admin_urls", desk_urls)
hooks.register("insert_editor_js", editor_scripts)
hooks.register("construct_homepage_panels", add_waiting_panel)
hooks.register("register_admin_viewset", viewsets)
keep_lines(
    {
        ArticlePage: {"publish": "publish_article", "unpublish": "withdraw_article", "delete": "delete_article"},
        ColumnPage: PAGE_VERBS,
    }
)
