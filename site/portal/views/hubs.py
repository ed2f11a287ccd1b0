"""Hubs: everything public about a place or a topic."""

from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from foundation.enums import NumberedKind
from foundation.models import Region, Topic
from news.queries.columns import cut, wanted_page
from portal.queries.front import EXEMPLARS_SHOWN
from portal.queries.hubs import ancestors, parts_with_documents
from search.queries import latest


@require_safe
def region(request: HttpRequest, code: str) -> HttpResponse:
    """Show what is public about a region and all places inside it, newest first.

    A code that was given twice means the region that bears it now, or bore it last.
    """
    bearers = Region.objects.filter(code=code).order_by(F("valid_until").desc(nulls_first=True))
    place = bearers.first()
    if place is None:
        raise Http404
    context = {
        "region": place,
        "above": ancestors(place),
        "parts": parts_with_documents(place),
        "exemplars": latest(kind=NumberedKind.EXEMPLAR, region=place, limit=EXEMPLARS_SHOWN),
        "articles": cut(latest(region=place, limit=None).exclude(kind=NumberedKind.EXEMPLAR), wanted_page(request)),
    }
    return render(request, "portal/region.html", context)


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what is public about a topic, newest first."""
    subject = get_object_or_404(Topic, slug=slug)
    context = {"topic": subject, "articles": cut(latest(topic=subject, limit=None), wanted_page(request))}
    return render(request, "portal/topic.html", context)
