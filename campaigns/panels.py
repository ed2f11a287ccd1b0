"""The edit forms of ads, in the order in which an editor thinks: the work, its rights, its time."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel
from wagtailmedia.edit_handlers import MediaChooserPanel

LIBRARY_PANELS: list[Panel] = [FieldPanel("introduction")]

PSA_PANELS: list[Panel] = [
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
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("producer"), FieldPanel("supplier")]),
            FieldRowPanel([FieldPanel("supply_kind"), FieldPanel("approval")]),
            FieldRowPanel([FieldPanel("sponsor"), FieldPanel("logo_share")]),
            FieldPanel("licence_text"),
        ],
        heading=_("Rights and source"),
    ),
    FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")], heading=_("Time")),
]
