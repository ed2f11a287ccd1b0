"""What robots read: robots.txt and the news sitemap."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from foundation.enums import NumberedKind
from foundation.models import SiteIdentity
from search.models import Document

NEWS_AGE = dt.timedelta(days=2)
NEWS_LENGTH = 1000
"""A news sitemap holds at most 1,000 articles of the last two days."""

NOT_FOR_ROBOTS = ("/admin/", "/django-admin/", "/api/", "/reading-mode/", "/report-error/")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Say what robots leave alone and where the sitemaps are."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in NOT_FOR_ROBOTS), ""]
    lines += [f"Sitemap: {request.build_absolute_uri(reverse(name))}" for name in ("sitemap", "news_sitemap")]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def news_sitemap(request: HttpRequest) -> HttpResponse:
    """List the articles of the last two days."""
    now = timezone.now()
    fresh = Document.objects.visible(now).filter(kind=NumberedKind.ARTICLE, date__gte=now - NEWS_AGE).defer("text")
    context = {
        "documents": fresh.order_by("-date", "-pk")[:NEWS_LENGTH],
        "identity": SiteIdentity.for_request(request),
        "root": request.build_absolute_uri("/").rstrip("/"),
    }
    return render(request, "portal/news_sitemap.xml", context, content_type="application/xml")
