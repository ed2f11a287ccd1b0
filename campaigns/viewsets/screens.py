"""Screens and playlists in the admin."""

from typing import Any, ClassVar

from django.db.models import Count, QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.widgets import Button
from wagtail.admin.widgets.button import HeaderButton

from campaigns.forms.playlists import ShownChooser
from campaigns.models import Playlist, Screen
from campaigns.queries.plays import screens_listed
from campaigns.views.screen_desk import ScreenView
from foundation.views.audited import AuditedEditView
from foundation.views.unexported import UnexportedIndexView
from foundation.viewsets.audited import AuditedViewSet
from foundation.widgets import OrganisationChooser, RegionChooser


class ScreenIndexView(UnexportedIndexView):
    """The list of screens, with what hangs on each row read along."""

    def get_base_queryset(self) -> "QuerySet[Screen]":
        """Read playlists, regions and units with the list."""
        return screens_listed()


class ScreenEditView(AuditedEditView):
    """The form of a screen, with the way to its address."""

    @cached_property
    def header_buttons(self) -> list[Button]:
        """Lead to address and proof of play."""
        url = reverse("screen:screen", args=[self.object.pk])
        return [*super().header_buttons, HeaderButton(_("Address and proof of play"), url=url, icon_name="desktop")]


class ScreenViewSet(AuditedViewSet):
    """Screens."""

    model = Screen
    icon = "desktop"
    menu_label = _("screens")
    index_view_class = ScreenIndexView
    edit_view_class = ScreenEditView
    list_display: ClassVar[list[Any]] = [
        TitleColumn("name", label=_("name"), get_url=lambda screen: reverse("screen:screen", args=[screen.pk])),
        Column("place", label=_("place")),
        Column("organisation", label=_("unit")),
        Column("get_orientation_display", label=_("orientation")),
        Column("playlist", label=_("playlist")),
        DateColumn("last_contact_at", label=_("last contact"), sort_key="last_contact_at"),
    ]
    search_fields: ClassVar[list[str]] = ["name", "place"]
    panels: ClassVar[list[Any]] = [
        FieldPanel("name"),
        FieldPanel("place"),
        FieldPanel("region", widget=RegionChooser),
        FieldPanel("organisation", widget=OrganisationChooser),
        FieldRowPanel([FieldPanel("width"), FieldPanel("height"), FieldPanel("orientation")]),
        FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
        FieldPanel("playlist"),
        FieldPanel("medium"),
    ]

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add the screen's own page."""
        return [*super().get_urlpatterns(), path("screen/<int:pk>/", ScreenView.as_view(), name="screen")]


class PlaylistIndexView(UnexportedIndexView):
    """The list of playlists with the number of entries and screens."""

    def get_base_queryset(self) -> "QuerySet[Playlist]":
        """Count in the same query."""
        counts = {"entry_count": Count("items", distinct=True), "screen_count": Count("screens", distinct=True)}
        found: QuerySet[Playlist] = Playlist.objects.annotate(**counts).order_by("name")
        return found


class PlaylistViewSet(AuditedViewSet):
    """Playlists."""

    model = Playlist
    icon = "list-ul"
    menu_label = _("playlists")
    index_view_class = PlaylistIndexView
    list_display: ClassVar[list[Any]] = [
        TitleColumn("name", label=_("name"), url_name="playlist:edit"),
        Column("entry_count", label=_("playlist entries")),
        Column("screen_count", label=_("screens")),
    ]
    search_fields: ClassVar[list[str]] = ["name"]
    panels: ClassVar[list[Any]] = [
        FieldPanel("name"),
        InlinePanel(
            "items",
            label=_("playlist entry"),
            heading=_("Entries, played in this order"),
            min_num=1,
            panels=[
                FieldPanel("number", widget=ShownChooser),
                FieldRowPanel([FieldPanel("kind"), FieldPanel("newest")]),
                FieldRowPanel([FieldPanel("seconds"), FieldPanel("from_time"), FieldPanel("until_time")]),
                FieldRowPanel([FieldPanel("from_date"), FieldPanel("until_date")]),
            ],
        ),
    ]
