"""What the campaigns app adds to Wagtail's administration."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from campaigns.models import CampaignIndexPage, CampaignPage, PsaLibraryPage, PsaPage
from campaigns.views import hub_desk
from campaigns.views.psa_desk import preview
from campaigns.views.psas import keep_placed
from campaigns.views.waiting import PlacementsPanel
from campaigns.viewsets.hubs import HubGroup
from campaigns.viewsets.placing import PlacingGroup
from campaigns.viewsets.psas import LibraryGroup
from campaigns.viewsets.shown import ShownChooserViewSet
from foundation.views.page_lines import PAGE_VERBS, keep_lines


def register_viewsets() -> list[Any]:
    """Add hubs, the lists around the library, placements and screens."""
    return [HubGroup(), LibraryGroup(), PlacingGroup(), ShownChooserViewSet("shown_chooser")]


def add_placements_panel(_request: HttpRequest, panels: list[Component]) -> None:
    """Say on the dashboard what waits."""
    panels.append(PlacementsPanel())


def library_desk_urls() -> list[URLPattern]:
    """Return the addresses of the library's desk."""
    return [path("psa/files/<int:key>/", preview, name="psa_file_preview")]


def library_styles() -> SafeString:
    """Return the sheet of the panel on the edit form of ads."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/desk-psa.css"))


def keep_placed_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to delete an ad that hangs or hung somewhere."""
    return keep_placed(request, [page])


def keep_placed_pages(request: HttpRequest, action: str, pages: list[Any], *_args: Any) -> HttpResponse | None:
    """Refuse the same for many pages at once."""
    return keep_placed(request, [page for page in pages if isinstance(page, Page)]) if action == "delete" else None


def add_occasions_panel(_request: HttpRequest, panels: list[Component]) -> None:
    """Say on the dashboard which festivals are near."""
    panels.append(hub_desk.OccasionsPanel())


def hub_desk_urls() -> list[URLPattern]:
    """Return the address at which a hub is made for a festival."""
    return [path("campaigns/festivals/<int:festival>/<str:day>/", hub_desk.make_hub, name="make_festival_hub")]


hooks.register("before_delete_page", keep_placed_page)
hooks.register("before_bulk_action", keep_placed_pages)
hooks.register("construct_homepage_panels", add_occasions_panel)
hooks.register("register_admin_urls", hub_desk_urls)
hooks.register("register_admin_viewset", register_viewsets)
hooks.register("construct_homepage_panels", add_placements_panel)
hooks.register("register_admin_urls", library_desk_urls)
hooks.register("insert_global_admin_css", library_styles)
keep_lines(
    {
        PsaPage: {"publish": "publish_psa", "unpublish": "withdraw_psa", "delete": "delete_psa"},
        CampaignPage: {"publish": "publish_hub", "unpublish": "withdraw_hub", "delete": "delete_hub"},
        PsaLibraryPage: PAGE_VERBS,
        CampaignIndexPage: PAGE_VERBS,
    }
)
