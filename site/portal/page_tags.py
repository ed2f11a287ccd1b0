"""The page tags of government sites (国办发〔2017〕47号), printed when the site's identity asks for them.

The notice names three tags for the site, four for a column and, for an article, three that are required; the optional
ones are printed where something is known.
"""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from news.models import ArticlePage, ColumnPage
from portal.models import HomePage

FRONT_PAGE = "首页"
"""ColumnName and ColumnType of the front page, as the notice prescribes."""


def page_tags(context: dict[str, Any]) -> list[tuple[str, str]]:
    """Return (name, content) of the tags for the page of a template context; empty ones are left out."""
    identity = context["identity"]
    if not identity.government_tags:
        return []
    tags = [("SiteName", identity.site_name), ("SiteDomain", identity.domain), ("SiteIDCode", identity.site_code)]
    page = context.get("page")
    if isinstance(page, HomePage):
        tags += _front(identity)
    elif isinstance(page, ColumnPage):
        tags += _column(page)
    elif isinstance(page, ArticlePage):
        tags += [*_column(context.get("column")), *_article(page, context)]
    return [(name, content) for name, content in tags if content]


def _front(identity: Any) -> Iterator[tuple[str, str]]:
    yield "ColumnName", FRONT_PAGE
    yield "ColumnType", FRONT_PAGE
    yield "ColumnDescription", identity.slogan or identity.site_name
    yield "ColumnKeywords", identity.site_name


def _column(column: ColumnPage | None) -> Iterator[tuple[str, str]]:
    if column is None:
        return
    yield "ColumnName", column.title
    yield "ColumnDescription", column.column_description or column.title
    yield "ColumnKeywords", column.column_keywords or column.title
    yield "ColumnType", column.column_kind


def _article(article: ArticlePage, context: dict[str, Any]) -> Iterator[tuple[str, str]]:
    published = article.first_published_at
    yield "ArticleTitle", article.title
    yield "PubDate", timezone.localtime(published).strftime("%Y-%m-%d %H:%M") if published else ""
    yield "ContentSource", article.source_name or context["identity"].newspaper_name
    yield "Keywords", ",".join(topic.name for topic in context.get("topics", []))
    yield "Author", article.editor.name if article.editor else ""
    yield "Description", article.search_description or article.summary
    yield "Url", context["request"].build_absolute_uri(article.path_on_site())
