"""All that a hub may be built of."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from campaigns.blocks.facts import DocumentsBlock, FiguresBlock, TextBlock, TimelineBlock
from campaigns.blocks.items import AutomaticBlock, ContestsBlock, CuratedBlock, ExemplarsBlock, PsasBlock

MOST_SECTIONS = 30


class HubSectionsBlock(blocks.StreamBlock):
    """The sections of a hub. Names are stored in the database: they are added to, never renamed."""

    curated = CuratedBlock()
    automatic = AutomaticBlock()
    text = TextBlock()
    timeline = TimelineBlock()
    figures = FiguresBlock()
    psas = PsasBlock()
    exemplars = ExemplarsBlock()
    contests = ContestsBlock()
    documents = DocumentsBlock()

    class Meta:
        label = _("Sections of the hub")
        max_num = MOST_SECTIONS
