"""Where the desk of offered ads stands in the admin."""

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from campaigns.views.offer_desk import OfferIndexView, OfferView, file_view, preview_view


class _OffersMenuItem(MenuItem):
    """Shown to those who may answer offers."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask for the permission that opens the list."""
        return bool(request.user.has_perm("campaigns.change_psaoffer"))


class OfferViewSet(ViewSet):
    """List, offer and files."""

    name = "psa_offers"
    url_prefix = "psa-offers"
    icon = "inbox"
    menu_label = _("Offered ads")
    menu_name = "psa-offers"

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        """Return the menu item that knows who sees it."""
        return _OffersMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the desk's URLs."""
        index = OfferIndexView
        return [
            path("", index.as_view(), name="index"),
            path("results/", index.as_view(results_only=True), name="index_results"),
            path("<int:pk>/", OfferView.as_view(), name="offer"),
            path("<int:pk>/files/<uuid:file_id>/", file_view, name="file"),
            path("<int:pk>/previews/<uuid:file_id>/", preview_view, name="preview"),
        ]
