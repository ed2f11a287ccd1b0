"""Tags of the article's page: byline as printed, where to read on, pictures in one query, structured data."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import template
from django.db.models import prefetch_related_objects

from foundation.blocks import pictures_of
from media.models import Picture
from media.queries import with_renditions
from media.specs import CARD, FIGURE, LEAD, SHARE
from news.enums import CreditRole
from news.models import ArticlePage, Credit
from portal.queries.onward import Onward, onward_from
from portal.structured import description, news_article

register = template.Library()

HEAD_ROLES = (CreditRole.AUTHOR, CreditRole.REPORTER, CreditRole.CORRESPONDENT)
"""Who is named under the headline."""


@dataclass(frozen=True)
class Group:
    """Credits of one role, in their order."""

    role: str
    label: str
    credits: list[Credit]


@register.filter
def described(article: ArticlePage) -> str:
    """Return what a share shows under the headline."""
    return description(article)


@register.simple_tag
def byline(credits_: Iterable[Credit]) -> dict[str, list[Group]]:
    """Sort the credits into ``head`` (under the headline) and ``tail`` (at the end), as a newspaper prints them."""
    groups: dict[str, Group] = {}
    for credit in credits_:
        role = CreditRole(credit.role)
        groups.setdefault(role, Group(role, str(role.label), [])).credits.append(credit)
    ordered = [groups[role] for role in CreditRole if role in groups]
    return {
        "head": [group for group in ordered if group.role in HEAD_ROLES],
        "tail": [group for group in ordered if group.role not in HEAD_ROLES],
    }


@register.simple_tag(takes_context=True)
def reading_on(context: dict[str, Any]) -> Onward:
    """Return the neighbours of the page's article and what is related to it."""
    column = context.get("column")
    return onward_from(
        context["page"],
        column.pk if column else None,
        [topic.pk for topic in context.get("topics", [])],
        [region.pk for region in context.get("regions", [])],
    )


@register.simple_tag
def prepare_pictures(article: ArticlePage) -> str:
    """Fetch the renditions of all the article's pictures at once, so that none asks for its own."""
    pictures: list[Picture] = [*pictures_of(article.body)]
    if article.lead_picture is not None:
        pictures.append(article.lead_picture)
    lookups = with_renditions(Picture.objects.all(), FIGURE, CARD, LEAD, SHARE)._prefetch_related_lookups  # noqa: SLF001 - the prefetch Wagtail describes, for objects that are fetched already
    if pictures:
        prefetch_related_objects(pictures, *lookups)
    return ""


@register.simple_tag(takes_context=True)
def article_data(context: dict[str, Any], picture_address: str) -> dict[str, Any]:
    """Return the article as schema.org describes a NewsArticle."""
    return news_article(context, picture_address)
