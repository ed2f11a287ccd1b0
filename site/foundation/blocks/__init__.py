"""The blocks from which every long text of the site is built, and their plain text."""

from foundation.blocks.body import BodyBlock
from foundation.blocks.files import AudioBlock, DocumentBlock, VideoBlock
from foundation.blocks.links import RelatedBlock
from foundation.blocks.pictures import FigureBlock, GalleryBlock, pictures_of
from foundation.blocks.plain import opening_text, plain_text
from foundation.blocks.tables import TableBlock
from foundation.blocks.texts import ParagraphBlock, QuoteBlock, SectionBlock, SubheadBlock

BODY_BLOCKS: tuple[str, ...] = tuple(BodyBlock.base_blocks)
"""The names of the body blocks, in the order in which editors are offered them."""

__all__ = [
    "BODY_BLOCKS",
    "AudioBlock",
    "BodyBlock",
    "DocumentBlock",
    "FigureBlock",
    "GalleryBlock",
    "ParagraphBlock",
    "QuoteBlock",
    "RelatedBlock",
    "SectionBlock",
    "SubheadBlock",
    "TableBlock",
    "VideoBlock",
    "opening_text",
    "pictures_of",
    "plain_text",
]
