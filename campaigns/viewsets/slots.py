"""Where the plan of the site's own slots stands in the admin."""

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from campaigns.views.slot_desk import PERMISSION, DayPlanView


class _SlotsMenuItem(MenuItem):
    """Shown to those who may open the plan."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask for the permission that opens it."""
        return bool(request.user.has_perm(PERMISSION))


class SlotViewSet(ViewSet):
    """The plan of a day."""

    name = "psa_slots"
    url_prefix = "psa-slots"
    icon = "time"
    menu_label = _("Ads of a day on this site")
    menu_name = "psa-slots"

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        """Return the menu item that knows who sees it."""
        return _SlotsMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the plan's URL."""
        return [path("", DayPlanView.as_view(), name="index")]
