"""Sitemaps, made from the search documents: what is in them is public."""

import datetime as dt
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from campaigns.models import CampaignIndexPage, PsaLibraryPage
from exemplars.models import ExemplarIndexPage
from foundation.models import Topic
from news.models import ColumnPage
from news.queries.editions import public_editions
from search.models import Document, DocumentTopic

SITEMAP_LENGTH = 10_000
"""Addresses in one file; sitemaps.org allows 50,000 and 50 MB."""


class DocumentSitemap(Sitemap[Any]):
    """Everything that has a search document."""

    limit = SITEMAP_LENGTH

    def items(self) -> QuerySet[Document]:
        """Return the visible documents in the order of their making, so that full files never change."""
        return Document.objects.visible().only("url", "updated_at").order_by("pk")

    def location(self, item: Document) -> str:
        """Return the path."""
        return item.url

    def lastmod(self, item: Document) -> dt.datetime:
        """Return the moment of the last change."""
        return item.updated_at


class ListSitemap(Sitemap[str]):
    """The front page, columns, the library of ads, the list of hubs, topics, editions and the corrections page."""

    limit = SITEMAP_LENGTH

    def items(self) -> list[str]:
        """Return the paths."""
        columns = [column.url for column in ColumnPage.objects.live().public()]
        used = DocumentTopic.objects.values("topic")
        topics = [reverse("topic", args=(topic.slug,)) for topic in Topic.objects.filter(pk__in=used)]
        editions = [edition.get_absolute_url() for edition in public_editions()]
        library = [page.url for page in PsaLibraryPage.objects.live().public()]
        library += [page.url for page in CampaignIndexPage.objects.live().public()]
        wall = ExemplarIndexPage.objects.live().public().exists()
        people = [reverse(name) for name in ("exemplars", "roll", "honour-statistics")] if wall else []
        return ["/", *columns, *library, *people, reverse("editions"), *editions, *topics, reverse("corrections")]

    def location(self, item: str) -> str:
        """Return the path itself."""
        return item


SITEMAPS: dict[str, type[Sitemap[Any]]] = {"lists": ListSitemap, "documents": DocumentSitemap}
