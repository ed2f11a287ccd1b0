"""The table block."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock


class TableBlock(TypedTableBlock):
    """A table whose columns hold words or numbers."""

    text = blocks.CharBlock(label=_("Writing"), required=False)
    number = blocks.DecimalBlock(label=_("Number"), required=False)

    class Meta:
        icon = "table"
        label = _("Table")
        group = _("Writing")
        description = _("A table whose columns hold words or numbers.")
        template = "foundation/blocks/table.html"
        preview_value = {
            "caption": "一季度各街道志愿服务情况",
            "columns": [{"type": "text", "heading": "街道"}, {"type": "number", "heading": "场次"}],
            "rows": [{"values": ["云溪街道", "128"]}, {"values": ["东岸街道", "96"]}],
        }
