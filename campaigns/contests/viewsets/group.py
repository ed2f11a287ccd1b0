"""Everything about competitions under one item of the menu."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup

from campaigns.contests.viewsets.batches import BatchViewSet
from campaigns.contests.viewsets.contests import ContestDeskViewSet
from campaigns.contests.viewsets.desk import PaperDeskViewSet
from campaigns.contests.viewsets.entries import EntryViewSet
from campaigns.contests.viewsets.inbound_mails import InboundMailViewSet
from campaigns.contests.viewsets.person import PersonViewSet
from campaigns.contests.viewsets.queue import QueueViewSet


class ContestsGroup(ViewSetGroup):
    """The competitions and their desks; each desk adds itself here."""

    menu_label = _("Essays and photo competitions")
    menu_icon = "form"
    menu_name = "contests"
    menu_order = 250
    items = (
        QueueViewSet(),
        ContestDeskViewSet(),
        EntryViewSet(),
        InboundMailViewSet(),
        PaperDeskViewSet(),
        BatchViewSet(),
        PersonViewSet(),
    )
