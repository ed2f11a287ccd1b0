"""An article as search engines read it: schema.org NewsArticle."""

from typing import Any

from foundation.blocks import opening_text
from foundation.text.excerpting import excerpt
from news.enums import CreditRole
from news.models import ArticlePage, Correction, Credit

DESK_ROLES = frozenset({CreditRole.EDITOR, CreditRole.PROOFREADER})
"""Roles of those who worked on the article without being its authors."""

UNIT_ROLES = frozenset({CreditRole.SUPPLIER})
"""Roles that name an organisation, not a person."""

DESCRIPTION_LENGTH = 120
"""Characters of a description made from the text: other sites show no more."""


def description(article: ArticlePage) -> str:
    """Return what stands under the headline on other sites: as an editor wrote it, else how the text begins."""
    written: str = article.search_description or article.summary
    return written or excerpt(opening_text(article.body), DESCRIPTION_LENGTH) or article.deck


def news_article(context: dict[str, Any], picture_address: str) -> dict[str, Any]:
    """Return the article of a template context as NewsArticle; what is not known is left out.

    Dates are ISO 8601 with their offset; corrections are ``CorrectionComment`` (schema.org/correction).
    """
    article: ArticlePage = context["page"]
    address = context["request"].build_absolute_uri(article.path_on_site())
    column = context.get("column")
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": address,
        "url": address,
        "headline": article.title,
        "alternativeHeadline": article.deck,
        "description": description(article),
        "inLanguage": "zh-Hans",
        "datePublished": _iso(article.first_published_at),
        "dateModified": _iso(article.last_published_at),
        "articleSection": column.title if column else "",
        "keywords": [topic.name for topic in context.get("topics", [])],
        "contentLocation": [{"@type": "Place", "name": region.name} for region in context.get("regions", [])],
        "image": [picture_address] if picture_address else [],
        "author": [_author(credit) for credit in context.get("credits", []) if credit.role not in DESK_ROLES],
        "editor": {"@type": "Person", "name": article.editor.name} if article.editor else {},
        "publisher": {"@type": "NewsMediaOrganization", "name": context["identity"].newspaper_name},
        "isBasedOn": article.source_url,
        "correction": [_correction(each) for each in context.get("corrections", [])],
    }
    return {name: value for name, value in data.items() if value}


def _iso(moment: Any) -> str:
    return moment.isoformat() if moment else ""


def _author(credit: Credit) -> dict[str, str]:
    """Return a credit as its author; post and unit stay as they were printed."""
    kind = "Organization" if credit.role in UNIT_ROLES else "Person"
    facts = {"@type": kind, "name": credit.name, "jobTitle": credit.post_title, "affiliation": credit.unit}
    return {name: value for name, value in facts.items() if value}


def _correction(correction: Correction) -> dict[str, str]:
    return {
        "@type": "CorrectionComment",
        "text": correction.public_text,
        "datePublished": correction.made_at.isoformat(),
    }
