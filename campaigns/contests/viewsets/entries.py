"""Where the entries stand in the admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from campaigns.contests.views.corrections import CorrectView, disqualify_view
from campaigns.contests.views.corrections import withdraw_view as withdraw_entry_view
from campaigns.contests.views.entries import EntryIndexView, ExportView, FindView
from campaigns.contests.views.entry_counts import CountsView
from campaigns.contests.views.entry_desk import EntryView, file_view, preview_view, undo_view
from campaigns.contests.views.findings import FindingIndexView, FindingView, search_view
from campaigns.contests.views.guardians import record_view, withdraw_view
from campaigns.contests.views.screening import ScreeningView, ScreenView


class _EntriesMenuItem(MenuItem):
    """Shown to those who may see entries."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask for the permission that opens the list."""
        return bool(request.user.has_perm("contests.view_entry") or request.user.has_perm("contests.change_entry"))


class EntryViewSet(ViewSet):
    """List, entry, screening, resemblances and counts."""

    name = "entries"
    url_prefix = "contest-entries"
    icon = "list-ul"
    menu_label = _("List of entries")
    menu_name = "contest-entries"

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        """Return the menu item that knows who sees it."""
        return _EntriesMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the desk's URLs."""
        index: Any = EntryIndexView
        findings: Any = FindingIndexView
        return [
            path("", index.as_view(), name="index"),
            path("results/", index.as_view(results_only=True), name="index_results"),
            path("export/", ExportView.as_view(), name="export"),
            path("find/", FindView.as_view(), name="find"),
            path("counts/<int:pk>/", CountsView.as_view(), name="counts"),
            path("screening/<int:pk>/", ScreeningView.as_view(), name="screening"),
            path("findings/", findings.as_view(), name="findings"),
            path("findings/results/", findings.as_view(results_only=True), name="findings_results"),
            path("findings/<int:pk>/", FindingView.as_view(), name="finding"),
            path("findings/search/<int:pk>/", search_view, name="search_findings"),
            path("<uuid:public_id>/", EntryView.as_view(), name="entry"),
            path("<uuid:public_id>/screen/", ScreenView.as_view(), name="screen"),
            path("<uuid:public_id>/correct/", CorrectView.as_view(), name="correct"),
            path("<uuid:public_id>/withdraw/", withdraw_entry_view, name="withdraw"),
            path("<uuid:public_id>/disqualify/", disqualify_view, name="disqualify"),
            path("<uuid:public_id>/undo/", undo_view, name="undo"),
            path("<uuid:public_id>/people/<uuid:person>/consent/", record_view, name="record_consent"),
            path("<uuid:public_id>/people/<uuid:person>/consent/withdraw/", withdraw_view, name="withdraw_consent"),
            path("<uuid:public_id>/files/<uuid:file_id>/", file_view, name="file"),
            path("<uuid:public_id>/files/<uuid:file_id>/preview.jpg", preview_view, name="preview"),
        ]
