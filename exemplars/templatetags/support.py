"""``{% support_messages page as support %}``: what readers wrote, and whether they may write."""

from typing import Any

from django import template

from exemplars.models import ExemplarPage
from exemplars.queries.support import shown_support, takes_support

register = template.Library()


@register.simple_tag(takes_context=True)
def support_messages(context: dict[str, Any], page: ExemplarPage) -> dict[str, Any]:
    """Return the messages that are shown under an exemplar, and whether the site takes more."""
    request = context.get("request")
    is_open = request is not None and takes_support(request)
    return {"messages": shown_support(page) if page.pk else [], "is_open": is_open and bool(page.pk)}
