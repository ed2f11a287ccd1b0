"""Everything about placing ads under one item of the menu."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup

from campaigns.viewsets.damage import DamageViewSet
from campaigns.viewsets.mediums import MediumViewSet
from campaigns.viewsets.placements import PlacementViewSet
from campaigns.viewsets.screens import PlaylistViewSet, ScreenViewSet


class PlacingGroup(ViewSetGroup):
    """Placements, damage, screens, playlists, media."""

    menu_label = _("Placements and screens")
    menu_icon = "thumbtack"
    menu_name = "placing"
    menu_order = 320
    items = (
        PlacementViewSet("placement"),
        DamageViewSet(),
        ScreenViewSet("screen"),
        PlaylistViewSet("playlist"),
        MediumViewSet("medium"),
    )
