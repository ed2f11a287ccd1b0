"""The Atom feed of exemplars. It holds what the search documents hold, so nothing that consent does not cover."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.enums import NumberedKind
from foundation.text.xml import xml_text
from news.feeds import FEED_LENGTH, LatestFeed
from search.models import Document
from search.queries import latest


class ExemplarFeed(LatestFeed):
    """The newest exemplars."""

    def title(self, obj: Any) -> str:
        """Return the name of the site and of the feed."""
        return xml_text(_("%(site)s: exemplars") % {"site": obj.site_name})

    def link(self, obj: Any) -> str:  # noqa: ARG002 - Django's interface
        """Return the portrait wall."""
        return reverse("exemplars")

    def feed_url(self, obj: Any) -> str:  # noqa: ARG002 - Django's interface
        """Return the feed's own address."""
        return reverse("exemplar_feed")

    def items(self, obj: Any) -> Iterable[Document]:  # noqa: ARG002 - Django's interface
        """Return the newest visible exemplars."""
        return latest(kind=NumberedKind.EXEMPLAR, limit=FEED_LENGTH)
