"""Where the outbox stands in the admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from foundation.mail.views import OutboxIndexView, act_view


class _OutboxMenuItem(MenuItem):
    """Shown to those who may look after the mail."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask for the permission that opens the list."""
        return bool(request.user.has_perm("foundation.change_outboxmail"))


class OutboxViewSet(ViewSet):
    """List and acts."""

    name = "outbox"
    icon = "mail"
    menu_label = _("Outgoing mail")
    menu_order = 270
    add_to_settings_menu = True

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        """Return the menu item that knows who sees it."""
        return _OutboxMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the outbox's URLs."""
        index: Any = OutboxIndexView
        return [
            path("", index.as_view(), name="index"),
            path("results/", index.as_view(results_only=True), name="index_results"),
            path("<uuid:public_id>/retry/", act_view, {"act": "retry"}, name="retry"),
            path("<uuid:public_id>/drop/", act_view, {"act": "drop"}, name="drop"),
        ]
