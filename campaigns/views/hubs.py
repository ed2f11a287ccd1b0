"""The public pages of campaign hubs: the list, and one hub at its number."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.views.decorators.http import require_safe
from wagtail.models import Page

from campaigns.models import CampaignIndexPage, CampaignPage
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


def guard(page: Page, request: HttpRequest) -> HttpResponse | None:
    """Answer in place of a hub that readers may not see, or that they reached by another address."""
    if isinstance(page, CampaignPage) and not page.is_showable():
        raise Http404
    if isinstance(page, (CampaignPage, CampaignIndexPage)):
        address = page.get_url_parts(request)
        if address is not None and request.path_info != address[2]:
            return HttpResponsePermanentRedirect(str(address[2]))
    return None
