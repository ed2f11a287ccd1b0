"""Where the objections' desk stands in the administration."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from exemplars.views.desk_objections import ObjectionIndexView, ObjectionView, objection_file_view


class _DeskMenuItem(MenuItem):
    """Shown to those who may check objections."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask for the permission that opens the desk."""
        return bool(request.user.has_perm("exemplars.change_objection"))


class ObjectionViewSet(ViewSet):
    """The list, one objection and its files."""

    name = "objections"
    url_prefix = "objections"
    icon = "warning"
    menu_label = _("Objections")

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        """Return the menu item that knows who sees it."""
        return _DeskMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the desk's URLs."""
        index: Any = ObjectionIndexView
        return [
            path("", index.as_view(), name="index"),
            path("results/", index.as_view(results_only=True), name="index_results"),
            path("<uuid:public_id>/", ObjectionView.as_view(), name="objection"),
            path("<uuid:public_id>/files/<uuid:file_id>/", objection_file_view, name="file"),
        ]
