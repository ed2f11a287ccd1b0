"""Everything about exemplars under one item of the menu."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup

from exemplars.viewsets.nominations import NominationViewSet
from exemplars.viewsets.programmes import ProgrammeViewSet
from exemplars.viewsets.rounds import RoundViewSet


class ExemplarsGroup(ViewSetGroup):
    """The review desk, programmes and rounds."""

    menu_label = _("Exemplars")
    menu_icon = "pick"
    menu_name = "exemplars"
    menu_order = 240
    items = (NominationViewSet(), ProgrammeViewSet("programme"), RoundViewSet("round"))
