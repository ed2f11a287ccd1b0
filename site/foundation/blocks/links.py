"""The block that leads to other pages of the site."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class RelatedBlock(blocks.StructBlock):
    """Pages to read on. Only what the public may see now is shown: the search documents decide."""

    title = blocks.CharBlock(label=_("Title"), max_length=40, required=False)
    pages = blocks.ListBlock(blocks.PageChooserBlock(), label=_("Pages"), min_num=1, max_num=8)

    class Meta:
        icon = "link"
        label = _("Read on")
        group = _("Links")
        description = _("Links to other pages of the site; pages that are not public are left out.")
        template = "foundation/blocks/related.html"
        label_format = "{title}"
        preview_value = {"title": "延伸阅读", "pages": []}

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add ``page_keys``, the keys of the chosen pages in order."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["page_keys"] = [page.pk for page in value["pages"] if page is not None]
        return context
