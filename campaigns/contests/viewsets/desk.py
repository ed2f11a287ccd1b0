"""Where the clerk's desk stands in the admin."""

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from campaigns.contests.domain.desk import PERMISSION
from campaigns.contests.views.desk import PaperView, pdf_view, receipt_view


class _DeskMenuItem(MenuItem):
    """Shown to those who may enter pieces."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask for the permission that opens the form."""
        return bool(request.user.has_perm(PERMISSION))


class PaperDeskViewSet(ViewSet):
    """Form and receipt."""

    name = "contest_paper"
    url_prefix = "contest-paper"
    icon = "edit"
    menu_label = _("Enter a manuscript on paper")
    menu_name = "contest-paper"

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        """Return the menu item that knows who sees it."""
        return _DeskMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the desk's URLs."""
        return [
            path("", PaperView.as_view(), name="index"),
            path("<uuid:public_id>/receipt/", receipt_view, name="receipt"),
            path("<uuid:public_id>/receipt.pdf", pdf_view, name="pdf"),
        ]
