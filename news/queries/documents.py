"""What an article tells the search about itself."""

from collections.abc import Iterable
from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Length, Substr
from django.utils import timezone

from foundation.blocks import opening_text, plain_text
from news.models import ArticlePage, ColumnPage, Placement
from search.registry import Description


def described_articles() -> QuerySet[ArticlePage]:
    """Return the articles that may have a document, with what ``describe_article`` reads prefetched."""
    parent_path = Substr(OuterRef("path"), 1, Length(OuterRef("path")) - ArticlePage.steplen)
    articles: QuerySet[ArticlePage] = (
        ArticlePage.objects.filter(live=True, expired=False, retracted=False)
        .annotate(column_pk=Subquery(ColumnPage.objects.filter(path=parent_path).values("pk")[:1]))
        .prefetch_related("credits", "regions", "topics", "organisations", "also_in", placements_with_dates())
    )
    return articles


def placements_with_dates() -> Prefetch[str, QuerySet[Placement], str]:
    """Return the prefetch of placements together with the editions whose dates they carry."""
    return Prefetch("placements", queryset=Placement.objects.select_related("print_page__edition"))


def describe_article(article: ArticlePage) -> Description | None:
    """Describe a published article, or return None for one that readers may not see now or later."""
    column = column_key(article) if _may_be_public(article) else None
    if column is None:
        return None
    return Description(
        title=article.title,
        url=article.path_on_site(),
        date=article.first_published_at or timezone.now(),
        number=article.number_id,
        archive_key=article.archive_key,
        kicker=article.kicker,
        deck=article.deck,
        short_title=article.short_title,
        summary=article.summary or opening_text(article.body),
        text=plain_text(article.body),
        people=_people(article),
        updated_at=article.last_published_at,
        column_id=column,
        also_in=_keys(article.also_in.all()),
        article_kind=article.article_kind,
        region_ids=_keys(article.regions.all()),
        topic_ids=_keys(article.topics.all()),
        organisation_ids=_keys(article.organisations.all()),
        picture_id=article.lead_picture_id or first_picture(article),
        visible_from=article.visible_from(),
        visible_until=article.expire_at,
        source_name=article.source_name,
        edition_date=_edition_date(article),
    )


def column_key(article: ArticlePage) -> int | None:
    """Return the key of the main column, or None for an article in the tray, which the public never sees."""
    if hasattr(article, "column_pk"):  # annotated by ``described_articles``
        return article.column_pk  # type: ignore[no-any-return]
    parent = article.get_parent()
    return parent.pk if parent.cached_content_type.model_class() is ColumnPage else None


def first_picture(article: ArticlePage) -> int | None:
    """Return the key of the first picture in the body, without loading pictures."""
    for block in article.body.raw_data:
        if block["type"] == "figure" and block["value"].get("picture"):
            return int(block["value"]["picture"])
    return None


def _may_be_public(article: ArticlePage) -> bool:
    start, end = article.visible_from(), article.expire_at
    over = end is not None and (end <= timezone.now() or (start is not None and end <= start))
    return article.live and not article.expired and not article.retracted and not over


def _people(article: ArticlePage) -> str:
    """Return names, posts and units as printed."""
    return "\n".join(
        " ".join(part for part in (credit.name, credit.post_title, credit.unit) if part)
        for credit in article.credits.all()
    )


def _keys(objects: Iterable[Any]) -> tuple[int, ...]:
    return tuple(each.pk for each in objects)


def _edition_date(article: ArticlePage) -> Any:
    """Return the date of the first edition that printed the article."""
    return min((each.print_page.edition.date for each in article.placements.all()), default=None)
