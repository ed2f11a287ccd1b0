"""Tags by which other pages lead to campaign hubs."""

from typing import Any

from django import template

from campaigns.models import CampaignPage
from campaigns.queries import hubs

register = template.Library()


@register.simple_tag
def running_hubs() -> list[CampaignPage]:
    """Return the hubs that run now, for the front page (two queries)."""
    return hubs.running_hubs()


@register.simple_tag
def hubs_of(article: Any) -> list[CampaignPage]:
    """Return the hubs to which an article belongs (one query)."""
    return hubs.hubs_of(article)
