"""Where the screen for a person's rights stands in the admin."""

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from campaigns.contests.domain.person import LOOK_PERMISSION
from campaigns.contests.views.person import PersonView


class _PersonMenuItem(MenuItem):
    """Shown to those who may look."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask for the permission that opens the screen."""
        return bool(request.user.has_perm(LOOK_PERMISSION))


class PersonViewSet(ViewSet):
    """One screen."""

    name = "person_data"
    url_prefix = "contest-people"
    icon = "user"
    menu_label = _("Data held about a person")
    menu_name = "person-data"
    menu_order = 900

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        """Return the menu item that knows who sees it."""
        return _PersonMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the screen's URL."""
        return [path("", PersonView.as_view(), name="index")]
