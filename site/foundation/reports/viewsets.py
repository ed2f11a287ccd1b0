"""Where the error report's desk stands in the admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from foundation.reports.views.desk import ReportIndexView, ReportView, file_view


class _DeskMenuItem(MenuItem):
    """Shown to those who may handle reports."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask for the permission that opens the list."""
        return bool(request.user.has_perm("foundation.change_errorreport"))


class ErrorReportViewSet(ViewSet):
    """List, report and files."""

    name = "error_reports"
    url_prefix = "error-reports"
    icon = "warning"
    menu_label = _("Error reports")
    menu_order = 260
    add_to_admin_menu = True

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        """Return the menu item that knows who sees it."""
        return _DeskMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the desk's URLs."""
        index: Any = ReportIndexView
        return [
            path("", index.as_view(), name="index"),
            path("results/", index.as_view(results_only=True), name="index_results"),
            path("<uuid:public_id>/", ReportView.as_view(), name="report"),
            path("<uuid:public_id>/files/<uuid:file_id>/", file_view, name="file"),
        ]
