"""What every page shows of the site: read once, and kept for a while in the cache (``FURNITURE_SECONDS``)."""

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import Manager
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Site

from foundation.models import FooterLink, GreyDay, MenuItem, SiteIdentity
from foundation.models.menus import MenuLink

_KEPT = "_wenxuan_furniture"
_CACHE_KEY = "foundation.furniture"
HOSTS_KEPT = 20
_PARTS = ("identity", "is_grey", "menu", "footer_links")


@dataclass(frozen=True)
class Link:
    """A label and where it leads."""

    label: str
    url: str


@dataclass
class Furniture:
    """The identity and menus of one site during one request; each part is read when it is first asked for."""

    site: Site | None
    request: HttpRequest | None = None
    today: dt.date = field(default_factory=timezone.localdate)

    @cached_property
    def identity(self) -> SiteIdentity:
        """The identity, or an empty one where none was saved yet."""
        found = None
        if self.site is not None:
            found = SiteIdentity.objects.filter(site=self.site).select_related("wechat_qr").first()
        return found or SiteIdentity(site=self.site)

    @cached_property
    def is_grey(self) -> bool:
        """Whether today is a grey day."""
        return is_grey_day(self.today)

    @cached_property
    def menu(self) -> list[Link]:
        """The main menu."""
        return self._links(MenuItem.objects)

    @cached_property
    def footer_links(self) -> list[Link]:
        """The links of the footer."""
        return self._links(FooterLink.objects)

    def _links(self, manager: Manager[Any]) -> list[Link]:
        if self.site is None:
            return []
        links = manager.filter(navigation__site=self.site).select_related("page").order_by("sort_order", "pk")
        return [link for link in (self._link(each) for each in links) if link is not None]

    def _link(self, link: MenuLink) -> Link | None:
        """Return the link, or None where its page is not public now."""
        if link.page is None:
            return Link(link.label, link.url)
        if not link.page.live:
            return None
        # The page's own class may have an address of its own making; what it needs is read only then.
        address = link.page.specific_deferred.get_url(request=self.request, current_site=self.site)
        return Link(link.label or link.page.title, address) if address else None


def furniture(request: HttpRequest | None) -> Furniture:
    """Return the furniture of the request, the same one at every call in it."""
    if request is None:
        return Furniture(Site.objects.filter(is_default_site=True).first())
    kept = getattr(request, _KEPT, None)
    if not isinstance(kept, Furniture):
        kept = (
            _from_cache(request) if settings.FURNITURE_SECONDS else Furniture(Site.find_for_request(request), request)
        )
        setattr(request, _KEPT, kept)
    return kept


def _from_cache(request: HttpRequest) -> Furniture:
    """Return the furniture of the request's host and of today, from the cache where it is there."""
    today = timezone.localdate()
    name = f"{request.get_host()} {today}"
    shelf: dict[str, dict[str, object]] = cache.get(_CACHE_KEY) or {}
    if name not in shelf:
        made = Furniture(Site.find_for_request(request), request, today)
        # One entry for each host we answer to; yesterday's are dropped, and a flood of invented hosts as well.
        shelf = {key: parts for key, parts in list(shelf.items())[-HOSTS_KEPT:] if key.endswith(str(today))}
        shelf[name] = {part: getattr(made, part) for part in _PARTS}
        cache.set(_CACHE_KEY, shelf, settings.FURNITURE_SECONDS)
    kept = Furniture(None, request, today)
    vars(kept).update(shelf[name])
    return kept


def forget_furniture() -> None:
    """Take the furniture out of the cache: the next page reads it anew."""
    cache.delete(_CACHE_KEY)


def is_grey_day(day: dt.date) -> bool:
    """Tell whether public pages are shown without colour on ``day``."""
    return GreyDay.objects.filter(from_date__lte=day, until_date__gte=day).exists()
