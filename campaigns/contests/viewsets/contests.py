"""Where the competitions stand in the admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from campaigns.contests.views import contest_forms
from campaigns.contests.views.contest_desk import ContestDeskView, ContestIndexView


class _ContestMenuItem(MenuItem):
    """Shown to those who may see the competitions."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask for the permission that opens the list."""
        return bool(request.user.has_perm("contests.view_contest") or request.user.has_perm("contests.change_contest"))


class ContestDeskViewSet(ViewSet):
    """List and screens of the competitions."""

    name = "contest_desk"
    url_prefix = "contests"
    icon = "form"
    menu_label = _("Competitions")
    menu_name = "contest-desk"

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        """Return the menu item that knows who sees it."""
        return _ContestMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the desk's URLs."""
        index: Any = ContestIndexView
        return [
            path("", index.as_view(), name="index"),
            path("results/", index.as_view(results_only=True), name="index_results"),
            path("new/", contest_forms.CreateContestView.as_view(), name="add"),
            path("<int:pk>/", ContestDeskView.as_view(), name="contest"),
            path("<int:pk>/facts/", contest_forms.ChangeContestView.as_view(), name="facts"),
            path("<int:pk>/rules/", contest_forms.ReviseRulesView.as_view(), name="rules"),
            path("<int:pk>/extend/", contest_forms.ExtendContestView.as_view(), name="extend"),
            path("<int:pk>/copy/", contest_forms.CopyContestView.as_view(), name="copy"),
            path("<int:pk>/page/", contest_forms.make_page, name="page"),
        ]
