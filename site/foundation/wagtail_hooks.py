"""What the ground floor adds to Wagtail's administration."""

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup
from wagtail.permissions import register_permission_policy

from foundation.mail.viewsets import OutboxViewSet
from foundation.models import AuditLine
from foundation.reports.panels import ReportsPanel
from foundation.reports.viewsets import ErrorReportViewSet
from foundation.views.addressed import guard_address
from foundation.views.deletion import keep_recorded, keep_recorded_many
from foundation.views.desk_api import cut_down, for_those_with_pages
from foundation.viewsets.audit import AuditViewSet, ReadOnlyPolicy
from foundation.viewsets.lists import ListsGroup, OrganisationChooserViewSet
from foundation.viewsets.regions import RegionChooserViewSet

# Before anything asks for the model's policy: the registry refuses a later one.
register_permission_policy(AuditLine, ReadOnlyPolicy(AuditLine))


def register_viewsets() -> list[ViewSet | ViewSetGroup]:
    """Add the lists, their choosers, the audit log, the desk of the error reports and the outbox."""
    return [
        ListsGroup(),
        RegionChooserViewSet("region_chooser"),
        OrganisationChooserViewSet("organisation_chooser"),
        AuditViewSet("audit"),
        ErrorReportViewSet(),
        OutboxViewSet(),
    ]


def add_reports_panel(_request: HttpRequest, panels: list[Component]) -> None:
    """Say on the dashboard how many reports wait."""
    panels.append(ReportsPanel())


def keep_own_help(_request: HttpRequest, items: list[MenuItem]) -> None:
    """Leave Wagtail's English pages out of the help menu: they lead outside and describe what works otherwise here."""
    items[:] = [item for item in items if item.name == "keyboard-shortcuts-trigger"]


hooks.register("construct_help_menu", keep_own_help)
hooks.register("before_serve_page", guard_address, order=-10)
hooks.register("before_delete_page", keep_recorded, order=10)  # after those who know better why not
hooks.register("before_bulk_action", keep_recorded_many, order=10)
hooks.register("construct_page_chooser_queryset", for_those_with_pages)
hooks.register("construct_admin_api", cut_down, order=100)  # after those who register what is cut down
hooks.register("register_admin_viewset", register_viewsets)
hooks.register("construct_homepage_panels", add_reports_panel)
