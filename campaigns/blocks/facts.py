"""Sections of a hub that an editor writes: text, a timeline, figures, documents."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from campaigns.blocks.items import MOST, SectionBlock
from campaigns.enums import FigureQualifier

TEXT_FEATURES = ["bold", "link", "ol", "ul"]
INNER_MARKS = str.maketrans("《》", "〈〉")


class TextBlock(SectionBlock):
    """A passage under a heading."""

    text = blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES)

    class Meta:
        icon = "pilcrow"
        label = _("Text in the hub")
        group = _("Facts of the hub")
        description = _("A passage of your own, such as how to take part.")


class MomentBlock(blocks.StructBlock):
    """One moment of the timeline."""

    day = blocks.DateBlock(label=_("Day"))
    month_only = blocks.BooleanBlock(label=_("Show the month only"), required=False)
    title = blocks.CharBlock(label=_("What happened"), max_length=60)
    text = blocks.TextBlock(label=_("In a few words"), max_length=300, required=False)
    page = blocks.PageChooserBlock(label=_("Article about it"), required=False)

    class Meta:
        icon = "time"
        label = _("Moment")
        label_format = "{day} {title}"


class TimelineBlock(SectionBlock):
    """What happened when, in the order of the days."""

    moments = blocks.ListBlock(MomentBlock(), label=_("Moments"), min_num=1, max_num=60)

    class Meta:
        icon = "history"
        label = _("Course of events")
        group = _("Facts of the hub")
        description = _("Moments of the campaign; they are put in order by their days.")


class FigureFactBlock(blocks.StructBlock):
    """A figure with all that makes it a fact."""

    label = blocks.CharBlock(label=_("What is counted"), max_length=30)
    value = blocks.DecimalBlock(label=_("Figure"), max_digits=14, decimal_places=2)
    unit = blocks.CharBlock(
        label=_("Unit of the figure"), max_length=10, required=False, help_text=_("Such as 人, 万人次, %.")
    )
    qualifier = blocks.ChoiceBlock(
        label=_("Qualifier"),
        choices=FigureQualifier.choices,
        required=False,
        help_text=_("It is put where it belongs: 近100处, 860余床, 2万多人."),
    )
    as_of = blocks.DateBlock(label=_("As of"))
    article = blocks.PageChooserBlock(label=_("Source article"), page_type="news.ArticlePage", required=False)

    class Meta:
        icon = "order"
        label = _("Figure")
        label_format = "{label} {value}{unit}"


class FiguresBlock(SectionBlock):
    """What was reached, in figures."""

    figures = blocks.ListBlock(FigureFactBlock(), label=_("Figures"), min_num=1, max_num=MOST)

    class Meta:
        icon = "order"
        label = _("Figures")
        group = _("Facts of the hub")
        description = _("Each figure with unit, qualifier, day and the article it stands in.")


class QuotedDocumentBlock(blocks.StructBlock):
    """A document as it is quoted: its title is set in 《》."""

    title = blocks.CharBlock(label=_("Title"), max_length=120, help_text=_("With or without 《》."))
    issuer = blocks.CharBlock(label=_("Issued by"), max_length=120, required=False)
    number = blocks.CharBlock(label=_("Document number"), max_length=60, required=False)
    day = blocks.DateBlock(label=_("Dated"), required=False)
    document = DocumentChooserBlock(label=_("File"), required=False)
    page = blocks.PageChooserBlock(label=_("Page on the site"), required=False)
    url = blocks.URLBlock(label=_("Address elsewhere"), max_length=500, required=False)

    class Meta:
        icon = "doc-full"
        label = _("Quoted document")
        label_format = "{title}"

    def clean(self, value: Any) -> Any:
        """Keep the bare title; a title inside the title gets single marks, as GB/T 15834 asks."""
        cleaned = super().clean(value)
        cleaned["title"] = bare_title(cleaned["title"] or "")
        if not cleaned["title"] and not self.is_deferred_validation:
            raise blocks.StructBlockValidationError(
                block_errors={"title": ValidationError(_("The title is empty."), code="required")}
            )
        return cleaned


def bare_title(title: str) -> str:
    """Return the title without the 《》 around the whole, and with 〈〉 for those inside."""
    text = title.strip()
    if text[:1] in {"《", "〈"} and _closes_at_end(text):
        text = text[1:-1].strip()
    return text.translate(INNER_MARKS)


def _closes_at_end(text: str) -> bool:
    """Tell whether the mark at the beginning is closed by the very last sign."""
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign in "《〈") - (sign in "》〉")
        if depth == 0:
            return place == len(text) - 1
    return False


class DocumentsBlock(SectionBlock):
    """Documents of the campaign."""

    documents = blocks.ListBlock(QuotedDocumentBlock(), label=_("Quoted documents"), min_num=1, max_num=MOST)

    class Meta:
        icon = "doc-full-inverse"
        label = _("Documents quoted")
        group = _("Facts of the hub")
        description = _("Plans, notices and rules, quoted with issuer, number and day.")
