"""Where the damage desk stands in the admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from campaigns.views.damage_desk import TaskIndexView, TaskView, file_view


class _TasksMenuItem(MenuItem):
    """Shown to those who may close tasks."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask for the permission that opens the list."""
        return bool(request.user.has_perm("campaigns.change_damagetask"))


class DamageViewSet(ViewSet):
    """List, task and files."""

    name = "damage_tasks"
    url_prefix = "damage-tasks"
    icon = "warning"
    menu_label = _("Damaged ads")
    menu_name = "damage-tasks"

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        """Return the menu item that knows who sees it."""
        return _TasksMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the desk's URLs."""
        index: Any = TaskIndexView
        return [
            path("", index.as_view(), name="index"),
            path("results/", index.as_view(results_only=True), name="index_results"),
            path("<int:pk>/", TaskView.as_view(), name="task"),
            path("<int:pk>/files/<uuid:file_id>/", file_view, name="file"),
        ]
