"""Everything about exemplars under one item of the menu."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup

from exemplars.viewsets.calendar import CalendarDayViewSet
from exemplars.viewsets.honours import ConsentViewSet, HonourViewSet
from exemplars.viewsets.nominations import NominationViewSet
from exemplars.viewsets.objections import ObjectionViewSet
from exemplars.viewsets.programmes import ProgrammeViewSet
from exemplars.viewsets.rounds import RoundViewSet
from exemplars.viewsets.support import SupportViewSet


class ExemplarsGroup(ViewSetGroup):
    """The desks, honours, consents, programmes, rounds and the calendar."""

    menu_label = _("Exemplars")
    menu_icon = "pick"
    menu_name = "exemplars"
    menu_order = 240
    items = (
        NominationViewSet(),
        ObjectionViewSet(),
        SupportViewSet(),
        HonourViewSet("honour"),
        ConsentViewSet("consent"),
        ProgrammeViewSet("programme"),
        RoundViewSet("round"),
        CalendarDayViewSet("calendarday"),
    )
