"""The Atom feed of a campaign hub: the stories it shows at this moment."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse

from campaigns.queries.hub_sections import sections_of
from campaigns.queries.hubs import public_hubs, stories_of
from foundation.text.xml import xml_text
from news.feeds import FEED_LENGTH, LatestFeed
from search.models import Document


class HubFeed(LatestFeed):
    """The stories of one hub."""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:  # noqa: ARG002 - Django's interface
        """Return the public hub of the number, or raise Http404."""
        hub = public_hubs(with_pictures=False).defer(None).filter(number_id=int(kwargs["number"])).first()
        if hub is None:
            raise Http404
        return hub

    def title(self, obj: Any) -> str:
        """Return the title of the hub."""
        return xml_text(obj.title)

    def subtitle(self, obj: Any) -> str:
        """Return the slogan."""
        return xml_text(obj.slogan)

    def link(self, obj: Any) -> str:
        """Return the hub's page."""
        return str(obj.path_on_site())

    def feed_url(self, obj: Any) -> str:
        """Return the feed's own address."""
        return reverse("campaign_feed", args=(obj.number_id,))

    def items(self, obj: Any) -> Iterable[Document]:
        """Return the stories, newest first."""
        return stories_of(sections_of(obj))[:FEED_LENGTH]
