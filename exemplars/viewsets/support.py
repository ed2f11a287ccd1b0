"""Where the messages of support stand in the administration."""

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from exemplars.views.desk_support import SupportDeskView


class _SupportMenuItem(MenuItem):
    """Shown to those who may let messages through."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask for the permission that opens the desk."""
        return bool(request.user.has_perm("exemplars.change_supportmessage"))


class SupportViewSet(ViewSet):
    """The list with its decisions."""

    name = "support"
    url_prefix = "support-messages"
    icon = "comment"
    menu_label = _("Messages of support")

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        """Return the menu item that knows who sees it."""
        return _SupportMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the desk's URLs."""
        return [path("", SupportDeskView.as_view(), name="index")]
