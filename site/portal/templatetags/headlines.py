"""The newest headlines, for pages that have nothing else to show."""

from django import template

from foundation.enums import NumberedKind
from search.queries import latest
from search.unions import Row, rows_of

register = template.Library()

HEADLINES = 6


@register.simple_tag
def newest_headlines() -> list[Row]:
    """Return the newest articles (one query)."""
    return rows_of({"newest": latest(kind=NumberedKind.ARTICLE, limit=HEADLINES)})["newest"]
