"""What an article's page shows."""

from itertools import groupby
from typing import Any

from django.db.models import QuerySet

from news.enums import CorrectionKind, CreditRole
from news.models import ArticlePage, ColumnPage, Correction, Placement

PRINTED_ORDER = {role: place for place, role in enumerate(CreditRole.values)}


def article_context(article: ArticlePage) -> dict[str, Any]:
    """Return the template context of an article.

    ``column`` (ColumnPage or None), ``also_in``, ``credits`` and ``credit_groups`` (pairs of role label and credits,
    in the order a newspaper prints them), ``corrections`` (newest first), ``placements`` (with print page and edition),
    ``regions``, ``topics``, ``organisations``, ``supplied_by`` (credits of suppliers).
    """
    ordered = sorted(article.credits.all(), key=lambda credit: PRINTED_ORDER[credit.role])
    groups = [
        (CreditRole(role).label, list(members)) for role, members in groupby(ordered, key=lambda credit: credit.role)
    ]
    return {
        "column": column_of(article),
        "also_in": article.also_in.all(),
        "credits": ordered,
        "credit_groups": groups,
        "corrections": list(article.corrections.all()) if article.pk else [],
        "placements": list(placements_of(article)) if article.pk else [],
        "regions": list(article.regions.all()),
        "topics": list(article.topics.all()),
        "organisations": article.organisations.all(),
    }


def column_of(article: ArticlePage) -> ColumnPage | None:
    """Return the main column, or None while the article is unsorted."""
    kept: dict[str, ColumnPage | None] = article.__dict__.setdefault("_columns_by_path", {})
    path = article.path[: -article.steplen]
    if path not in kept:  # the guard, the page and its breadcrumb ask one after the other
        kept[path] = ColumnPage.objects.filter(path=path).first()
    return kept[path]


def placements_of(article: ArticlePage) -> QuerySet[Placement]:
    """Return where the article was printed, with pages and editions."""
    return Placement.objects.filter(article=article).select_related("print_page__edition").order_by("print_page")


def article_by_number(number: int) -> ArticlePage | None:
    """Return the article of a public number, whatever its state, with what its page reads."""
    article: ArticlePage | None = (
        ArticlePage.objects.select_related("editor", "lead_picture", "number").filter(number_id=number).first()
    )
    return article


def retraction_of(article: ArticlePage) -> Correction | None:
    """Return the public retraction of an article, if there is one."""
    return Correction.objects.filter(article=article, kind=CorrectionKind.RETRACTION).first()


def public_corrections() -> QuerySet[Correction]:
    """Return corrections of articles that were published, newest first, with their articles."""
    return (
        Correction.objects.filter(article__first_published_at__isnull=False)
        .select_related("article")
        .order_by("-made_at", "-pk")
    )
