"""Which ad stands on this site's pages at which time of a day, as the desk looks it up."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from campaigns.queries.site_slot import slots_of
from foundation.widgets import DayInput

PERMISSION = "campaigns.change_psacategory"
"""Who sets the shares of the categories may see what comes of them."""


class DayForm(forms.Form):
    """The day that is looked at."""

    day = forms.DateField(label=_("Day"), widget=DayInput())


class DayPlanView(WagtailAdminTemplateMixin, TemplateView):
    """The 36 slots of a day, from 6:00 to midnight, each with its ad; today unless another day is asked for."""

    template_name = "campaigns/desk/day_plan.html"
    page_title = _("Ads of a day on this site")
    header_icon = "time"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let in who keeps the library."""
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the form and the slots of its day; a day that is none keeps the form with its sentence."""
        form = DayForm(self.request.GET if "day" in self.request.GET else {"day": timezone.localdate()})
        slots = slots_of(form.cleaned_data["day"]) if form.is_valid() else []
        return super().get_context_data(**kwargs) | {"form": form, "slots": slots}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the start of the admin."""
        return [{"url": reverse("wagtailadmin_home"), "label": _("Home")}, {"url": "", "label": self.page_title}]
