"""Where the queue stands in the admin: first of the competitions' desks."""

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from campaigns.contests.queries.queue import kinds_for
from campaigns.contests.views.queue import QueueView
from foundation.models import User


class _QueueMenuItem(MenuItem):
    """Shown to those for whom something may wait."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask whether any kind is theirs."""
        return isinstance(request.user, User) and bool(kinds_for(request.user))


class QueueViewSet(ViewSet):
    """One list."""

    name = "contest_queue"
    url_prefix = "contest-queue"
    icon = "tasks"
    menu_label = _("To be done")
    menu_name = "contest-queue"

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        """Return the menu item that knows who sees it."""
        return _QueueMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the URL."""
        return [path("", QueueView.as_view(), name="index")]
