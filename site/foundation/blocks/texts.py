"""Blocks of words: paragraphs, subheads, pull quotes and bullet sections."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

TEXT_FEATURES = ["bold", "link", "ol", "ul", "document-link"]
"""What editors may do inside running text: a newspaper has bold and lists, no colours and no sizes."""

SECTION_ORNAMENTS = [("◆", "◆"), ("●", "●")]
"""The two ornaments with which newspapers open a section; the value is the character itself."""


class ParagraphBlock(blocks.RichTextBlock):
    """Running text; one block holds as many paragraphs as stand between two other blocks."""

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        group = _("Writing")
        description = _("Running text; one block holds many paragraphs.")
        template = "foundation/blocks/paragraph.html"
        preview_value = (
            "<p>清晨的云溪古街，志愿者们已经忙碌起来。扶老人过马路、劝导文明停车、清理楼道杂物，红马甲成了街头最暖的颜色。</p>"
            "<p>“从一件件小事做起，城市就会一天天变样。”社区书记说。</p>"
        )

    def __init__(self, **kwargs: object) -> None:
        kwargs.setdefault("features", TEXT_FEATURES)
        super().__init__(**kwargs)


class SubheadBlock(blocks.CharBlock):
    """A headline inside the text."""

    class Meta:
        icon = "title"
        label = _("Subhead")
        group = _("Writing")
        description = _("A headline inside the text; the outline of the page is made from these.")
        template = "foundation/blocks/subhead.html"
        preview_value = "小事办实　民心更近"

    def __init__(self, **kwargs: object) -> None:
        kwargs.setdefault("max_length", 80)
        super().__init__(**kwargs)


class QuoteBlock(blocks.StructBlock):
    """A sentence lifted out of the text."""

    text = blocks.TextBlock(label=_("Quotation"), max_length=300)
    attribution = blocks.CharBlock(label=_("Who says it"), max_length=80, required=False)

    class Meta:
        icon = "openquote"
        label = _("Pull quote")
        group = _("Writing")
        description = _("A sentence lifted out of the text and set large.")
        template = "foundation/blocks/quote.html"
        label_format = "{text}"
        preview_value = {"text": "文明不是挂在墙上的标语，而是邻里之间的一声问候。", "attribution": "云溪社区居民"}


class SectionBlock(blocks.StructBlock):
    """A section opened by ◆ or ●, as briefs and reports of experience are set."""

    ornament = blocks.ChoiceBlock(label=_("Ornament"), choices=SECTION_ORNAMENTS, default="◆")
    heading = blocks.CharBlock(label=_("Heading"), max_length=80, required=False)
    text = blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES)

    class Meta:
        icon = "list-ul"
        label = _("Bullet section")
        group = _("Writing")
        description = _("A section opened by ◆ or ●, with or without a heading.")
        template = "foundation/blocks/section.html"
        label_format = "{ornament} {heading}"
        preview_value = {
            "ornament": "◆",
            "heading": "门前五包　人人有责",
            "text": "<p>沿街商户签下承诺书，包卫生、包绿化、包秩序、包设施、包劝导。</p>",
        }
