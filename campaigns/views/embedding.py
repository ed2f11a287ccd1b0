"""What partner sites take from the library: a frame, a JSON feed that any site may read, and an Atom feed.

All of it is judged by the ads' dates at the moment of the answer, and no cache keeps an answer past the next slot.
"""

import datetime as dt
from typing import Any, Final

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from campaigns.models import PsaPage
from campaigns.queries.gallery import psa_by_number, public_psas
from campaigns.queries.site_slot import ad_of_the_moment
from foundation.models import SiteIdentity
from foundation.text.xml import xml_text
from media.templatetags.pictures import own_alt, picture_url

FEED_LENGTH: Final = 50
FRAME_POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors *"
)
"""A frame holds a picture and words; it runs nothing, and any site may show it."""


@xframe_options_exempt
@require_safe
def frame(request: HttpRequest, number: str = "") -> HttpResponse:
    """Serve the ad for a frame on another site: the one named while it is valid, else the one of the moment.

    So a frame that was copied once never shows an ad after its last day.
    """
    named = psa_by_number(int(number)) if number else None
    if named is not None and (not named.is_showable() or named.get_view_restrictions().exists()):
        named = None
    response = render(request, "campaigns/frame.html", {"ad": named or ad_of_the_moment()})
    response["Content-Security-Policy"] = FRAME_POLICY
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def json_feed(request: HttpRequest) -> JsonResponse:
    """Serve the ads that may be shown now, newest first, at most 50; ``category`` narrows them to a category's name.

    The shape is that of jsonfeed.org 1.1. It is the only answer of this site that scripts of other sites may read.
    """
    identity = SiteIdentity.for_request(request)
    found = public_psas()
    if category := request.GET.get("category", "")[:30].replace("\0", ""):
        found = found.filter(category__name=category)
    response = JsonResponse(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": _("Public-service ads of %(site)s") % {"site": identity.site_name},
            "home_page_url": request.build_absolute_uri(reverse("psa_library")),
            "feed_url": request.build_absolute_uri(reverse("psa_json")),
            "language": "zh-Hans",
            "items": [_item(request, psa) for psa in found[:FEED_LENGTH]],
        },
        json_dumps_params={"ensure_ascii": False},
    )
    response["Content-Type"] = "application/feed+json; charset=utf-8"
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _item(request: HttpRequest, psa: PsaPage) -> dict[str, Any]:
    image = picture_url(psa.face, "figure")
    item = {
        "id": request.build_absolute_uri(psa.path_on_site()),
        "url": request.build_absolute_uri(psa.path_on_site()),
        "title": psa.title,
        "content_text": psa.wording or psa.introduction or psa.title,
        "tags": [psa.category.name],
        "authors": [{"name": psa.producer}],
        "date_published": _moment(psa.first_published_at),
        "date_modified": _moment(psa.last_published_at),
        "image": request.build_absolute_uri(image) if image else "",
        "_psa": {
            "kind": psa.psa_kind,
            "alt": own_alt(psa.face) if psa.face else "",
            "licence": psa.licence_text,
            "valid_until": psa.valid_until.isoformat() if psa.valid_until else "",
            "frame": request.build_absolute_uri(reverse("psa_frame", args=[psa.number_id])),
        },
    }
    return {name: value for name, value in item.items() if value}


def _moment(moment: dt.datetime | None) -> str:
    return timezone.localtime(moment).isoformat() if moment else ""


class LibraryFeed(Feed[PsaPage, Any]):
    """The library as an Atom feed."""

    feed_type = Atom1Feed
    language = "zh-Hans"

    def get_object(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> Any:
        """Return the identity of the site; without a library there is no feed."""
        return SiteIdentity.for_request(request)

    def title(self, obj: Any) -> str:
        """Return the name of the feed."""
        return xml_text(_("Public-service ads of %(site)s") % {"site": obj.site_name})

    def link(self, obj: Any) -> str:  # noqa: ARG002 - Django's interface
        """Return the gallery."""
        return reverse("psa_library")

    def feed_url(self, obj: Any) -> str:  # noqa: ARG002 - Django's interface
        """Return the feed's own address."""
        return reverse("psa_feed")

    def items(self, obj: Any) -> list[PsaPage]:  # noqa: ARG002 - Django's interface
        """Return the newest ads that may be shown now."""
        return list(public_psas()[:FEED_LENGTH])

    def item_title(self, item: Any) -> str:
        """Return the title."""
        return xml_text(item.title)

    def item_description(self, item: PsaPage) -> str:
        """Return the words, or what the ad is about."""
        return xml_text(item.wording or item.introduction)

    def item_link(self, item: PsaPage) -> str:
        """Return the address of the ad's page."""
        return item.path_on_site()

    def item_author_name(self, item: PsaPage) -> str:
        """Return the producer."""
        return xml_text(item.producer)

    def item_categories(self, item: PsaPage) -> list[str]:
        """Return the category."""
        return [xml_text(item.category.name)]

    def item_pubdate(self, item: PsaPage) -> dt.datetime | None:
        """Return the moment of publication."""
        published: dt.datetime | None = item.first_published_at
        return published

    def item_updateddate(self, item: PsaPage) -> dt.datetime | None:
        """Return the moment of the last change."""
        changed: dt.datetime | None = item.last_published_at
        return changed


@require_safe
def embedding(request: HttpRequest) -> HttpResponse:
    """Show how another site embeds the ads."""
    if not public_psas().exists():
        raise Http404
    return render(request, "campaigns/embedding.html", {"frame": request.build_absolute_uri(reverse("psa_frame_now"))})
