"""The edit forms of ads, in the order in which an editor thinks: the work, its rights, its time."""

from typing import Any

from django import forms
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, Panel
from wagtailmedia.edit_handlers import MediaChooserPanel


class PsaDeskPanel(Panel):
    """Shows what the system made of the ad, and what an editor should look at; it has no field."""

    class BoundPanel(Panel.BoundPanel):
        """The panel on the form of one ad."""

        template_name = "campaigns/desk/psa.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add files, sizes that are missing and findings; the query stands above and is named by string."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            context |= import_string("campaigns.queries.psa_desk.desk_context")(self.instance)
            return context


LIBRARY_PANELS: list[Panel] = [FieldPanel("introduction")]

PSA_PANELS: list[Panel] = [
    FieldPanel("title", classname="title"),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("category"), FieldPanel("psa_kind")]),
            FieldPanel("introduction"),
            FieldPanel("wording"),
            FieldPanel("languages", widget=forms.CheckboxSelectMultiple),
        ],
        heading=_("The ad"),
    ),
    MultiFieldPanel([FieldPanel("master"), MediaChooserPanel("recording")], heading=_("The work")),
    InlinePanel(
        "more_pictures",
        label=_("further picture"),
        heading=_("Further pictures, shown below the work"),
        panels=[FieldPanel("picture")],
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("producer"), FieldPanel("supplier")]),
            FieldRowPanel([FieldPanel("supply_kind"), FieldPanel("approval")]),
            FieldRowPanel([FieldPanel("sponsor"), FieldPanel("logo_share")]),
            FieldPanel("licence_text"),
        ],
        heading=_("Rights and source"),
    ),
    FieldRowPanel(
        [
            FieldPanel("valid_from", heading=_("First day of use")),
            FieldPanel("valid_until", heading=_("Last day of use")),
        ],
        heading=_("Time"),
    ),
    MultiFieldPanel(
        [FieldPanel("weight"), FieldRowPanel([FieldPanel("pushed_from"), FieldPanel("pushed_until")])],
        heading=_("On this site"),
    ),
    PsaDeskPanel(heading=_("Files and checks")),
]

HUB_INDEX_PANELS: list[Panel] = [FieldPanel("introduction")]

HUB_PANELS: list[Panel] = [
    MultiFieldPanel(
        [
            FieldPanel("theme"),
            FieldPanel("title", classname="title"),
            FieldPanel("slogan"),
            FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
        ],
        heading=_("The campaign"),
    ),
    FieldRowPanel([FieldPanel("organisers"), FieldPanel("co_organisers")], heading=_("Who organises it")),
    FieldPanel("key_visual"),
    FieldPanel("introduction"),
    FieldPanel("sections"),
    MultiFieldPanel(
        [FieldPanel("topics", widget=forms.CheckboxSelectMultiple), FieldPanel("region"), FieldPanel("festival")],
        heading=_("Where it belongs"),
    ),
]
