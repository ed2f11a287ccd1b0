"""The body of an article, a standard page or a notice."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from foundation.blocks.files import AudioBlock, DocumentBlock, VideoBlock
from foundation.blocks.links import RelatedBlock
from foundation.blocks.pictures import FigureBlock, GalleryBlock
from foundation.blocks.tables import TableBlock
from foundation.blocks.texts import ParagraphBlock, QuoteBlock, SectionBlock, SubheadBlock


class BodyBlock(blocks.StreamBlock):
    """The blocks of a long text. Names are stored in the database: they are added to, never renamed."""

    paragraph = ParagraphBlock()
    subhead = SubheadBlock()
    figure = FigureBlock()
    gallery = GalleryBlock()
    quote = QuoteBlock()
    section = SectionBlock()
    document = DocumentBlock()
    video = VideoBlock()
    audio = AudioBlock()
    table = TableBlock()
    related = RelatedBlock()

    class Meta:
        label = _("Body")
        template = "foundation/blocks/body.html"
