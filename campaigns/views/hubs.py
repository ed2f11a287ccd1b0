"""The public pages of campaign hubs: the list, and one hub at its number."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from campaigns.models import CampaignIndexPage
from campaigns.queries.hubs import hub_by_number
from news.views.articles import through_hooks


@require_safe
def campaigns(request: HttpRequest) -> HttpResponse:
    """Serve the list of hubs."""
    page = CampaignIndexPage.objects.live().first()
    if page is None:
        raise Http404
    return through_hooks(page, request)


@require_safe
def campaign(request: HttpRequest, number: str) -> HttpResponse:
    """Serve the hub of a public number through every hook of the page tree."""
    page = hub_by_number(int(number))
    if page is None:
        raise Http404
    return through_hooks(page, request)
