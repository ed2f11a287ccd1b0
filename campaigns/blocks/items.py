"""Sections of a hub that show what stands elsewhere: stories, ads, exemplars, competitions.

They hold keys only. What readers may see of them is asked at each reading (``campaigns.queries.hub_sections``).
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from campaigns.blocks.choices import RegionBlock, category_choices, contest_choices, topic_choices
from campaigns.enums import ListStyle

MOST = 24
"""Items of one section."""
HEADING_LENGTH = 30


class SectionBlock(blocks.StructBlock):
    """What every section has: the heading that stands above it and in the hub's contents."""

    heading = blocks.CharBlock(label=_("Heading of the section"), max_length=HEADING_LENGTH)

    class Meta:
        label_format = "{heading}"


class StoryBlock(blocks.StructBlock):
    """A chosen page, with a headline for this place."""

    page = blocks.PageChooserBlock(label=_("Page"))
    title = blocks.CharBlock(
        label=_("Headline shown"), max_length=60, required=False, help_text=_("Empty: the headline of the page.")
    )

    class Meta:
        icon = "doc-full"
        label = _("Story")
        label_format = "{page}"


class CuratedBlock(SectionBlock):
    """Stories that an editor chose, in this order."""

    style = blocks.ChoiceBlock(label=_("Setting"), choices=ListStyle.choices, default=ListStyle.STORIES)
    stories = blocks.ListBlock(StoryBlock(), label=_("Stories"), min_num=1, max_num=MOST)

    class Meta:
        icon = "list-ul"
        label = _("Chosen stories")
        group = _("Stories of the hub")
        description = _("Pages of the site in your order; a page that readers may not see is left out by itself.")


class AutomaticBlock(SectionBlock):
    """The newest articles that fit."""

    style = blocks.ChoiceBlock(label=_("Setting"), choices=ListStyle.choices, default=ListStyle.STORIES)
    topic = blocks.ChoiceBlock(label=_("Topic"), choices=topic_choices, required=False)
    region = RegionBlock(label=_("Region"), required=False)
    column = blocks.PageChooserBlock(label=_("Column"), page_type="news.ColumnPage", required=False)
    from_day = blocks.DateBlock(label=_("Published from"), required=False)
    until_day = blocks.DateBlock(
        label=_("Published until"), required=False, help_text=_("Empty: until the hub's last day.")
    )
    count = blocks.IntegerBlock(label=_("How many at most"), default=6, min_value=1, max_value=MOST)

    class Meta:
        icon = "rotate"
        label = _("Newest stories")
        group = _("Stories of the hub")
        description = _("The newest articles of a topic, a region, a column and a time; the list keeps itself.")

    def clean(self, value: Any) -> Any:
        """Ask for at least one condition, and for days in order."""
        cleaned = super().clean(value)
        if not any(cleaned[name] for name in ("topic", "region", "column", "from_day")):
            raise blocks.StructBlockValidationError(
                non_block_errors=[_("Choose a topic, a region, a column or a first day.")]
            )
        if cleaned["from_day"] and cleaned["until_day"] and cleaned["until_day"] < cleaned["from_day"]:
            raise blocks.StructBlockValidationError(
                block_errors={"until_day": ValidationError(_("The last day lies before the first."))}
            )
        return cleaned


class PsasBlock(SectionBlock):
    """Public-service ads: chosen ones first, then the newest of a category."""

    psas = blocks.ListBlock(
        blocks.PageChooserBlock(page_type="campaigns.PsaPage"), label=_("Chosen ads"), max_num=MOST, default=[]
    )
    category = blocks.ChoiceBlock(label=_("Newest of a category"), choices=category_choices, required=False)
    count = blocks.IntegerBlock(label=_("How many at most"), default=4, min_value=1, max_value=MOST)

    class Meta:
        icon = "image"
        label = _("Ads in the hub")
        group = _("Works and people")
        description = _("Ads of the library; one that has expired disappears by itself.")


class ExemplarsBlock(SectionBlock):
    """Exemplars that an editor chose."""

    exemplars = blocks.ListBlock(
        blocks.PageChooserBlock(page_type="exemplars.ExemplarPage"), label=_("Exemplars"), min_num=1, max_num=MOST
    )

    class Meta:
        icon = "user"
        label = _("Exemplars in the hub")
        group = _("Works and people")
        description = _("Shown only as far as their consent reaches, and asked at each reading.")


class ContestsBlock(SectionBlock):
    """Competitions of the campaign."""

    contests = blocks.ListBlock(
        blocks.ChoiceBlock(label=_("Competition"), choices=contest_choices),
        label=_("Competitions"),
        min_num=1,
        max_num=MOST,
    )

    class Meta:
        icon = "edit"
        label = _("Competitions in the hub")
        group = _("Works and people")
        description = _("Competitions that were announced, with the days left.")
