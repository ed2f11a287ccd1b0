"""The edit form of an exemplar, in the order in which an editor thinks: who, why, where it belongs."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel

INDEX_PANELS: list[Panel] = [FieldPanel("introduction")]

EXEMPLAR_PANELS: list[Panel] = [
    MultiFieldPanel(
        [
            FieldPanel("title", heading=_("Name")),
            FieldRowPanel([FieldPanel("subject"), FieldPanel("age")]),
            FieldPanel("unit"),
            FieldRowPanel([FieldPanel("is_minor"), FieldPanel("is_deceased")]),
            FieldPanel("portrait"),
        ],
        heading=_("Who it is"),
    ),
    FieldPanel("citation"),
    FieldPanel("body"),
    MultiFieldPanel([FieldPanel("regions"), FieldPanel("topics")], heading=_("Where it belongs")),
]
