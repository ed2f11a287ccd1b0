"""The blocks from which an editor composes the lower part of the front page."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.enums import SectionStyle


class ColumnSectionBlock(blocks.StructBlock):
    """A column on the front page: its newest articles in one of three settings."""

    column = blocks.PageChooserBlock(label=_("Column"), page_type="news.ColumnPage")
    style = blocks.ChoiceBlock(label=_("Setting"), choices=SectionStyle.choices, default=SectionStyle.LEAD)
    count = blocks.IntegerBlock(label=_("Articles"), default=5, min_value=2, max_value=10)

    class Meta:
        icon = "list-ul"
        label = _("Column")
        description = _("The newest articles of a column.")
        label_format = "{column}"


class SectionsBlock(blocks.StreamBlock):
    """The lower part of the front page."""

    column = ColumnSectionBlock()

    class Meta:
        label = _("Columns on the front page")
