"""Everything about placing ads under one item of the menu."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup

from campaigns.viewsets.screens import PlaylistViewSet, ScreenViewSet


class PlacingGroup(ViewSetGroup):
    """Screens and playlists."""

    menu_label = _("Placements and screens")
    menu_icon = "desktop"
    menu_name = "placing"
    menu_order = 320
    items = (ScreenViewSet("screen"), PlaylistViewSet("playlist"))
