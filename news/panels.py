"""The edit forms, in the order in which an editor thinks: headline, text, names, place, rights, publicity."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, Panel

from news.rules import CHANNEL_TITLE_LIMIT


class PrintedLinesPanel(Panel):
    """From which lines of which page the importer made the article, and what it was unsure of."""

    class BoundPanel(Panel.BoundPanel):
        """The panel of one article."""

        template_name = "news/cutting/printed_lines.html"

        def is_shown(self) -> bool:
            """Show it for imported articles only."""
            return bool(super().is_shown() and self.instance.import_notes)

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
            """Add what the importer noted."""
            notes = self.instance.import_notes
            context: dict[str, Any] = super().get_context_data(parent_context)
            context["cut"] = next((note for note in notes if "cutting" in note), None)
            context["doubts"] = [note["doubt"] for note in notes if "doubt" in note]
            return context


LENGTH = {"data-length": ""}
LIMITED_LENGTH = {"data-length": str(CHANNEL_TITLE_LIMIT)}
"""Read by ``assets/js/news-headlines.js``, which counts while the editor types."""

# A draft may lack what is needed to publish it, but a credit without a name is none: the table refuses the row.
CREDIT_PANELS: list[Panel] = [
    FieldRowPanel([FieldPanel("role"), FieldPanel("name", heading=_("Name as printed"), required_on_save=True)]),
    FieldRowPanel([FieldPanel("post_title"), FieldPanel("unit")]),
]

ARTICLE_PANELS: list[Panel] = [
    PrintedLinesPanel(heading=_("Read out of the page")),
    MultiFieldPanel(
        [
            FieldPanel("kicker", attrs=LENGTH),
            FieldPanel(
                "title",
                attrs=LIMITED_LENGTH,
                classname="title",
                heading=_("Main headline"),
                help_text=_("As it shall stand on the page; blanks between its halves are kept."),
            ),
            FieldPanel("deck", attrs=LENGTH),
            FieldPanel("short_title", attrs=LIMITED_LENGTH),
            FieldPanel("article_kind", heading=_("Kind")),
        ],
        heading=_("Headline"),
    ),
    FieldPanel("dateline"),
    FieldPanel("body"),
    InlinePanel("credits", heading=_("Credits"), label=_("Credit")),
    MultiFieldPanel(
        [
            FieldPanel("column_wanted"),
            FieldPanel("also_in"),
            FieldRowPanel([FieldPanel("print_page_wanted"), FieldPanel("print_order")]),
        ],
        heading=_("Placing"),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("source_kind"), FieldPanel("source_name")]),
            FieldRowPanel([FieldPanel("source_title"), FieldPanel("source_author")]),
            FieldPanel("source_url"),
            FieldPanel("editor"),
        ],
        heading=_("Rights and source"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("summary"),
            FieldPanel("lead_picture"),
            FieldPanel("topics"),
            FieldPanel("regions_named"),
            FieldPanel("organisations_named"),
            FieldPanel("embargo_until"),
        ],
        heading=_("Publicity"),
    ),
]

COLUMN_PANELS: list[Panel] = [
    FieldPanel("intro"),
    FieldPanel("opening_note"),
    MultiFieldPanel(
        [
            FieldPanel("column_kind"),
            FieldPanel("column_description"),
            FieldPanel("column_keywords"),
            FieldPanel("freshness_days"),
        ],
        heading=_("About the column"),
    ),
]
