"""The public side of campaign hubs: one hub, the list of them, those that run, and those an article belongs to."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import CharField, Exists, OuterRef, Prefetch, Q
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from campaigns.enums import HubState
from campaigns.models import CampaignPage, HubMatch
from campaigns.models.hubs import CampaignQuerySet
from campaigns.queries.hub_sections import Section, Story, sections_of
from foundation.enums import NumberedKind
from media.models import Picture
from media.queries import with_renditions
from media.specs import CARD, LEAD, SHARE
from news.queries.columns import wanted_page
from search.models import Document, DocumentColumn, DocumentRegion, DocumentTopic

ENDED_ON_PAGE: Final = 20
"""Hubs of the archive on one page of the list."""
ON_FRONT: Final = 3
"""Running hubs on the front page."""
OF_ARTICLE: Final = 3
"""Hubs that an article names."""


def public_hubs(now: dt.datetime | None = None, *, with_pictures: bool = True) -> CampaignQuerySet:
    """Return the hubs that readers may see at ``now``, newest first, with what a list shows of them: two queries.

    A hub behind a password has no search document, and so is in no list.
    """
    own = Document.objects.visible(now).filter(
        kind=NumberedKind.CAMPAIGN, object_key=Cast(OuterRef("pk"), CharField(max_length=60))
    )
    hubs: CampaignQuerySet = CampaignPage.objects.showable(now).filter(Exists(own)).defer("sections", "introduction")
    if with_pictures:
        hubs = hubs.prefetch_related(
            Prefetch("key_visual", queryset=with_renditions(Picture.objects.all(), CARD, LEAD))
        )
    newest_first: CampaignQuerySet = hubs.order_by("-starts_on", "-pk")
    return newest_first


@dataclass(frozen=True)
class Listed:
    """A hub in a list, with its state at the moment of reading."""

    hub: CampaignPage
    state: HubState


@dataclass(frozen=True)
class Archive:
    """One page of the hubs that ended; it is cut without counting the whole."""

    hubs: list[CampaignPage]
    number: int
    has_next: bool

    @property
    def has_previous(self) -> bool:
        """Tell whether there is a page before this one."""
        return self.number > 1


def index_context(request: HttpRequest) -> dict[str, Any]:
    """Return the template context of the list: hubs that run or are about to, then the archive."""
    now = timezone.now()
    today = timezone.localdate(now)
    over = Q(ends_on__lt=today)
    number = wanted_page(request)
    start = (number - 1) * ENDED_ON_PAGE
    # NOT (ends_on < today) would lose hubs without a last day in SQL, so the two sides are said apart.
    current = public_hubs(now).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today)) if number == 1 else []
    cut = list(public_hubs(now).filter(over).order_by("-ends_on", "-pk")[start : start + ENDED_ON_PAGE + 1])
    listed = [Listed(hub, hub.state(now)) for hub in current]
    return {
        "current": sorted(listed, key=lambda each: each.state != HubState.RUNNING),
        "archive": Archive(cut[:ENDED_ON_PAGE], number, len(cut) > ENDED_ON_PAGE),
    }


def running_hubs(now: dt.datetime | None = None) -> list[CampaignPage]:
    """Return the hubs for the front page (two queries)."""
    moment = now or timezone.now()
    return list(public_hubs(moment).running(timezone.localdate(moment))[:ON_FRONT])


def hubs_of(article: Any, now: dt.datetime | None = None) -> list[CampaignPage]:
    """Return the hubs to which an article belongs, chosen or by topic, region, column and time: one query."""
    if article.first_published_at is None:
        return []
    day = timezone.localdate(article.first_published_at)
    own = Document.objects.filter(kind=NumberedKind.ARTICLE, object_key=str(article.pk)).values("pk")
    fits = (
        (Q(topic_key=None) | Q(topic_key__in=DocumentTopic.objects.filter(document__in=own).values("topic_id")))
        & (Q(region_key=None) | Q(region_key__in=DocumentRegion.objects.filter(document__in=own).values("region_id")))
        & (Q(column_key=None) | Q(column_key__in=DocumentColumn.objects.filter(document__in=own).values("column_id")))
        & (Q(from_day=None) | Q(from_day__lte=day))
        & (Q(until_day=None) | Q(until_day__gte=day))
    )
    matches = HubMatch.objects.filter(Q(page_key=article.pk) | Q(fits, page_key=None), hub=OuterRef("pk"))
    return list(public_hubs(now, with_pictures=False).filter(Exists(matches))[:OF_ARTICLE])


def hub_by_number(number: int) -> CampaignPage | None:
    """Return the hub that bears the public number, whether readers may see it or not."""
    pictures = with_renditions(Picture.objects.all(), LEAD, SHARE)
    hubs = CampaignPage.objects.filter(number_id=number).prefetch_related(Prefetch("key_visual", queryset=pictures))
    found: CampaignPage | None = hubs.first()
    return found


def hub_context(hub: CampaignPage, request: HttpRequest) -> dict[str, Any]:
    """Return the template context of a hub's page."""
    now = timezone.now()
    sections = sections_of(hub, now)
    return {
        "hub_sections": sections,
        "state": hub.state(now),
        "days_until": (hub.starts_on - timezone.localdate(now)).days if hub.starts_on else None,
        "structured": _structured(hub, sections, request),
    }


def stories_of(sections: list[Section]) -> list[Document]:
    """Return the documents of all lists of stories, each once, newest first."""
    found = {entry.document.pk: entry.document for section in sections for entry in section.entries if _is_story(entry)}
    return sorted(found.values(), key=lambda document: (document.date, document.pk), reverse=True)


def _is_story(entry: Any) -> bool:
    return isinstance(entry, Story)


def _structured(hub: CampaignPage, sections: list[Section], request: HttpRequest) -> dict[str, Any]:
    """Return the hub as search engines read it: a schema.org CollectionPage; what is not known is left out."""
    period = "/".join(day.isoformat() if day else ".." for day in (hub.starts_on, hub.ends_on))
    stories = stories_of(sections)
    data = {
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "url": request.build_absolute_uri(hub.path_on_site()),
        "name": hub.title,
        "alternativeHeadline": hub.slogan,
        "about": hub.theme,
        "inLanguage": "zh-Hans",
        "temporalCoverage": period if hub.starts_on or hub.ends_on else "",
        "datePublished": hub.first_published_at.isoformat() if hub.first_published_at else "",
        "dateModified": hub.last_published_at.isoformat() if hub.last_published_at else "",
        "creator": [{"@type": "Organization", "name": name} for name in hub.organiser_names],
        "contributor": [{"@type": "Organization", "name": name} for name in hub.co_organiser_names],
        "isPartOf": {"@type": "CollectionPage", "url": request.build_absolute_uri(reverse("campaigns"))},
        "mainEntity": {
            "@type": "ItemList",
            "itemListElement": [
                {"@type": "ListItem", "position": place, "url": request.build_absolute_uri(document.url)}
                for place, document in enumerate(stories, start=1)
            ],
        }
        if stories
        else {},
    }
    return {name: value for name, value in data.items() if value}
