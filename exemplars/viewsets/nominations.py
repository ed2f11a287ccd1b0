"""Where the review desk stands in the administration."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from exemplars.views import desk_checks
from exemplars.views.desk import NominationView, file_view, scan_view
from exemplars.views.desk_compare import CompareView
from exemplars.views.desk_index import NominationIndexView
from exemplars.views.desk_lists import RoundListsView
from exemplars.views.desk_rounds import RoundDeskView
from exemplars.views.nominee_pages import NomineePagesView


class _DeskMenuItem(MenuItem):
    """Shown to those who may review."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask for the permission that opens the desk."""
        return bool(request.user.has_perm("exemplars.change_nomination"))


class NominationViewSet(ViewSet):
    """The list, one nomination, its files and printed sheet, and each round's own page."""

    name = "nominations"
    url_prefix = "nominations"
    icon = "clipboard-list"
    menu_label = _("Review desk")

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        """Return the menu item that knows who sees it."""
        return _DeskMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the desk's URLs."""
        index: Any = NominationIndexView
        return [
            path("", index.as_view(), name="index"),
            path("results/", index.as_view(results_only=True), name="index_results"),
            path("<uuid:public_id>/", NominationView.as_view(), name="nomination"),
            path("<uuid:public_id>/sheet/print/", desk_checks.sheet_view, name="sheet"),
            path("<uuid:public_id>/sheet/sheet.pdf", desk_checks.sheet_pdf, name="sheet_pdf"),
            path("<uuid:public_id>/scans/<uuid:file_id>/", scan_view, name="scan"),
            path("<uuid:public_id>/files/<uuid:file_id>/", file_view, name="file"),
            path("rounds/<int:pk>/pages/", NomineePagesView.as_view(), name="pages"),
            path("rounds/<int:pk>/", RoundDeskView.as_view(), name="round"),
            path("rounds/<int:pk>/lists/", RoundListsView.as_view(), name="lists"),
            path("rounds/<int:pk>/letters/", desk_checks.RoundLettersView.as_view(), name="letters"),
            path("letters/<uuid:public_id>/", desk_checks.LetterView.as_view(), name="letter"),
            path("letters/<uuid:public_id>/print/", desk_checks.letter_paper, name="letter_paper"),
            path("letters/<uuid:public_id>/letter.pdf", desk_checks.letter_pdf, name="letter_pdf"),
            path("compare/", CompareView.as_view(), name="compare"),
        ]
