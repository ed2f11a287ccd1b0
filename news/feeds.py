"""Atom feeds: everything, and one for each column. They hold what the search documents hold, so nothing private."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from foundation.enums import NumberedKind
from foundation.models import SiteIdentity
from foundation.text.xml import xml_text
from news.models import ColumnPage
from search.models import Document
from search.queries import latest

FEED_LENGTH = 30
"""Entries of a feed."""


class LatestFeed(Feed[Document, Any]):
    """The newest articles of the whole site."""

    feed_type = Atom1Feed
    language = "zh-Hans"

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:  # noqa: ARG002 - Django's interface
        """Return the identity of the site, whose name is the feed's."""
        return SiteIdentity.for_request(request)

    def title(self, obj: Any) -> str:
        """Return the name of the site."""
        return xml_text(obj.site_name)

    def subtitle(self, obj: Any) -> str:
        """Return the slogan of the site."""
        return xml_text(obj.slogan)

    def link(self, obj: Any) -> str:  # noqa: ARG002 - Django's interface
        """Return the front page."""
        return "/"

    def feed_url(self, obj: Any) -> str:  # noqa: ARG002 - Django's interface
        """Return the feed's own address."""
        return reverse("feed")

    def items(self, obj: Any) -> Iterable[Document]:  # noqa: ARG002 - Django's interface
        """Return the newest visible articles."""
        return latest(kind=NumberedKind.ARTICLE, limit=FEED_LENGTH)

    def item_title(self, item: Any) -> str:
        """Return the headline."""
        return xml_text(item.title)

    def item_description(self, item: Document) -> str:
        """Return the summary."""
        return xml_text(item.summary)

    def item_link(self, item: Document) -> str:
        """Return the address of the article."""
        return item.url

    def author_name(self, obj: Any) -> str:
        """Return the newspaper: a feed has an author (RFC 4287, 4.1.1), and entries of no other source are its own."""
        identity = obj if isinstance(obj, SiteIdentity) else SiteIdentity.for_site(obj.get_site())
        return xml_text(identity.newspaper_name)

    def item_author_name(self, item: Document) -> str | None:
        """Return the source, none for the newspaper's own."""
        return xml_text(item.source_name) or None

    def item_pubdate(self, item: Document) -> dt.datetime:
        """Return the moment of publication."""
        return item.date

    def item_updateddate(self, item: Document) -> dt.datetime:
        """Return the moment of the last change."""
        return item.updated_at


class ColumnFeed(LatestFeed):
    """The newest articles of one column."""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:  # noqa: ARG002 - Django's interface
        """Return the public column of the address, or raise Http404."""
        column = ColumnPage.objects.live().public().filter(pk=kwargs["pk"]).first()
        if column is None:
            raise Http404
        return column

    def title(self, obj: Any) -> str:
        """Return the name of the column."""
        return xml_text(obj.title)

    def subtitle(self, obj: Any) -> str:
        """Return what the column is for."""
        return xml_text(obj.column_description)

    def link(self, obj: Any) -> str:
        """Return the column's page."""
        return str(obj.url)

    def feed_url(self, obj: Any) -> str:
        """Return the feed's own address."""
        return reverse("column_feed", args=(obj.pk,))

    def items(self, obj: Any) -> Iterable[Document]:
        """Return the column's newest visible articles."""
        return latest(kind=NumberedKind.ARTICLE, column=obj, limit=FEED_LENGTH)
