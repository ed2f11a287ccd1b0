"""What the campaigns app adds to Wagtail's administration."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from campaigns.views.psas import guard
from campaigns.views.waiting import PlacementsPanel
from campaigns.viewsets.placing import PlacingGroup


def register_viewsets() -> list[Any]:
    """Add placements and screens."""
    return [PlacingGroup()]


def guard_library(page: Page, request: HttpRequest, *_args: Any) -> HttpResponse | None:
    """Serve an ad only while it is valid, and the library's pages only at their own addresses."""
    return guard(page, request)


def add_placements_panel(_request: HttpRequest, panels: list[Component]) -> None:
    """Say on the dashboard what waits."""
    panels.append(PlacementsPanel())


hooks.register("before_serve_page", guard_library, order=-10)
hooks.register("register_admin_viewset", register_viewsets)
hooks.register("construct_homepage_panels", add_placements_panel)
