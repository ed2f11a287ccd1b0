"""Where the mail desk stands in the admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from campaigns.contests.domain.access import DESK_PERMISSION
from campaigns.contests.views.inbound_mails import InboundIndexView, InboundMailView, file_view, picture_view, raw_view


class _MailMenuItem(MenuItem):
    """Shown to those who may look after the mail."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask for the permission that opens the list."""
        return bool(request.user.has_perm(DESK_PERMISSION))


class InboundMailViewSet(ViewSet):
    """List, mail, files and the mail as it arrived."""

    name = "inbound_mails"
    url_prefix = "contest-mail"
    icon = "mail"
    menu_label = _("Contributions by e-mail")
    menu_name = "inbound-mails"

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        """Return the menu item that knows who sees it."""
        return _MailMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the desk's URLs."""
        index: Any = InboundIndexView
        return [
            path("", index.as_view(), name="index"),
            path("results/", index.as_view(results_only=True), name="index_results"),
            path("<uuid:public_id>/", InboundMailView.as_view(), name="mail"),
            path("<uuid:public_id>/raw/", raw_view, name="raw"),
            path("<uuid:public_id>/files/<int:index>/", file_view, name="file"),
            path("<uuid:public_id>/files/<int:index>/picture.jpg", picture_view, name="picture"),
        ]
