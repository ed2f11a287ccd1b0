"""Pages that stand at an address of their own in place of the path of the page tree (``docs/adr/0014``)."""

import datetime as dt
from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.models.base_page import BasePage

PageUrl = tuple[int, str | None, str | None]


def open_at(moment: dt.datetime) -> Q:
    """Return the condition that a page is published and ``moment`` lies in its time, even if the scheduler sleeps."""
    begun = Q(go_live_at__isnull=True) | Q(go_live_at__lte=moment)
    lasting = Q(expire_at__isnull=True) | Q(expire_at__gt=moment)
    return begun & lasting & Q(live=True, expired=False)


class AddressedPage(BasePage):
    """A page that says its own path; it is read, and never posted to."""

    allowed_http_methods: ClassVar[list[str]] = ["GET", "HEAD", "OPTIONS"]
    address_name: ClassVar[str]
    """Name of the page's URL."""

    class Meta:
        abstract = True

    def path_on_site(self) -> str:
        """Return the canonical path."""
        return reverse(self.address_name)

    def get_url_parts(self, request: HttpRequest | None = None) -> PageUrl | None:
        """Return the canonical address in place of the tree path."""
        parts: PageUrl | None = super().get_url_parts(request)
        return parts if parts is None or parts[2] is None else (parts[0], parts[1], self.path_on_site())

    def is_open(self, moment: dt.datetime) -> bool:
        """Tell whether the page is published and ``moment`` lies in its time; ``open_at`` is the database's form."""
        begun = self.go_live_at is None or self.go_live_at <= moment
        lasting = self.expire_at is None or self.expire_at > moment
        return bool(self.live and not self.expired and begun and lasting)

    def is_showable(self, now: dt.datetime | None = None) -> bool:
        """Tell whether readers may see the page at ``now`` (default: the present)."""
        return self.is_open(now or timezone.now())


class ListPage(AddressedPage):
    """The one page under the front page that lists all pages of a kind and is their parent."""

    introduction = models.TextField(_("introduction"), blank=True, max_length=300)

    max_count = 1
    parent_page_types: ClassVar[list[str]] = ["portal.HomePage"]

    class Meta:
        abstract = True


class NumberedPage(AddressedPage):
    """A page whose address holds its public number, which is its slug, too: a Chinese title yields none."""

    slug: str  # Wagtail's own field, said here for the type checker
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        abstract = True

    def _set_core_field_defaults(self) -> None:
        """Give a page without an address part its number."""
        if not self.slug:
            self._take_slug()
        super()._set_core_field_defaults()

    def _take_slug(self) -> None:
        self.take_number()
        self.slug = str(self.number_id)

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the page; the address part of a new one is its number."""
        if self._state.adding:
            self._take_slug()
        super().save(*args, **kwargs)

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """Return the page with the content of a revision; the address part belongs to the page."""
        page = super().with_content_json(content)
        page.slug, page.url_path = self.slug, self.url_path
        return page

    def path_on_site(self) -> str:
        """Return the canonical path."""
        return reverse(self.address_name, args=(self.number_id,))
