"""The desk of campaign hubs: what the calendar reminds of, and making a hub for it."""

import datetime as dt
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.ui.components import Component

from campaigns.domain.hubs import NotThatDayError, open_festival_hub, renew_hub
from campaigns.models import CampaignIndexPage, Festival
from campaigns.queries.occasions import hubs_for, last_before, occasions_due
from foundation.models import User
from foundation.views.desk import desk_user

ON_DASHBOARD: Final = 4
"""Festivals of which the dashboard reminds at once."""


def may_open(user: User) -> bool:
    """Tell whether the person may make a hub."""
    index = CampaignIndexPage.objects.first()
    return index is not None and bool(index.permissions_for_user(user).can_add_subpage())


class OccasionsPanel(Component):
    """The festivals that are near and have no hub yet."""

    name = "occasions"
    template_name = "campaigns/desk/occasions.html"
    order = 230

    def __init__(self, today: dt.date | None = None) -> None:
        super().__init__()
        self.today = today

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Look the festivals up for those who may make a hub."""
        request = parent_context["request"]
        due = occasions_due(self.today) if may_open(request.user) else []
        return {"due": due[:ON_DASHBOARD], "more": len(due) - ON_DASHBOARD, "csrf_token": get_token(request)}


@require_POST
def make_hub(request: HttpRequest, festival: int, day: str) -> HttpResponse:
    """Make the hub of a festival, on the base of the last one where that is asked, and open its form."""
    index = CampaignIndexPage.objects.first()
    chosen, when = get_object_or_404(Festival, pk=festival), parse_day(day)
    if index is None:
        raise Http404
    person = desk_user(request)
    if not may_open(person):
        raise PermissionDenied
    last = last_before(hubs_for(chosen), when) if request.POST.get("base") == "last" else None
    try:
        if last is not None:
            hub = renew_hub(hub=last, day=when, actor=person)
        else:
            hub = open_festival_hub(festival=chosen, day=when, index=index, actor=person)
    except NotThatDayError:
        messages.error(request, _("The festival falls on another day; look at the calendar again."))
        return HttpResponseRedirect(reverse("wagtailadmin_home"))
    messages.success(request, _("The hub is a draft: look through its days, its texts and its sections, then publish."))
    return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=(hub.pk,)))


def parse_day(text: str) -> dt.date:
    """Return the day of an address; 404 for what is none."""
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None:
        raise Http404
    return day
