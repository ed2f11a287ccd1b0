"""The desk and the outbox in Wagtail's admin; ``foundation.wagtail_hooks`` imports this."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks

from foundation.mail.viewsets import OutboxViewSet
from foundation.reports.panels import ReportsPanel
from foundation.reports.viewsets import ErrorReportViewSet


def register_desks() -> list[Any]:
    """Add the desk of the error reports and the outbox."""
    return [ErrorReportViewSet(), OutboxViewSet()]


def add_reports_panel(_request: HttpRequest, panels: list[Any]) -> None:
    """Tell on the dashboard which error reports wait."""
    panels.append(ReportsPanel())


hooks.register("register_admin_viewset", register_desks)
hooks.register("construct_homepage_panels", add_reports_panel)
