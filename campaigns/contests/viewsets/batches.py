"""Where batches stand in the admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from campaigns.contests.domain.batch_links import PERMISSION
from campaigns.contests.views.batch_links import BatchIndexView, LinkView, NewLinkView, restart_view


class _BatchMenuItem(MenuItem):
    """Shown to those who may give units their links."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask for the permission that opens the list."""
        return bool(request.user.has_perm(PERMISSION))


class BatchViewSet(ViewSet):
    """List, new link, one link."""

    name = "contest_batches"
    url_prefix = "contest-batches"
    icon = "group"
    menu_label = _("Batches of schools and units")
    menu_name = "contest-batches"

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        """Return the menu item that knows who sees it."""
        return _BatchMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the URLs."""
        index: Any = BatchIndexView
        return [
            path("", index.as_view(), name="index"),
            path("results/", index.as_view(results_only=True), name="index_results"),
            path("new/", NewLinkView.as_view(), name="new"),
            path("<int:pk>/", LinkView.as_view(), name="link"),
            path("<int:pk>/<uuid:public_id>/restart/", restart_view, name="restart"),
        ]
