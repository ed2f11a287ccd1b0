"""The edit form of a competition's public page: what it is, the notice, the days to come, questions."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, Panel

INDEX_PANELS: list[Panel] = [FieldPanel("introduction")]

CONTEST_PANELS: list[Panel] = [
    FieldPanel("title", classname="title"),
    MultiFieldPanel(
        [FieldPanel("contest"), FieldPanel("introduction"), FieldPanel("sponsor"), FieldPanel("picture")],
        heading=_("The competition"),
    ),
    FieldPanel("notice"),
    InlinePanel(
        "milestones",
        label=_("Step"),
        heading=_("Timeline"),
        help_text=_("Opening and closing come from the rules by themselves."),
        panels=[FieldRowPanel([FieldPanel("day"), FieldPanel("words")])],
    ),
    InlinePanel(
        "questions",
        label=_("Question"),
        heading=_("Questions and answers"),
        panels=[FieldPanel("question"), FieldPanel("answer")],
    ),
]
