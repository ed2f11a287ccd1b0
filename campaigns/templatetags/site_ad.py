"""The public-service ad at the top of every public page: ``{% load site_ad %}{% site_ad as ad %}``."""

from django import template

from campaigns.models import PsaPage
from campaigns.queries.site_slot import ad_of_the_moment

register = template.Library()


@register.simple_tag
def site_ad() -> PsaPage | None:
    """Return the ad that stands on the site's pages at this moment, or None."""
    return ad_of_the_moment()
