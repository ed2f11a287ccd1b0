"""The edit form of an article."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from foundation.models import Organisation, Region, User
from news.domain.pasting import tidy_rich_text
from news.models import ArticlePage, ColumnPage, Edition, PrintPage, UnsortedPage
from news.queries.desk import newsroom
from news.queries.naming import NameProblem, organisations_named, region_label, regions_named
from news.queries.pictures import picture_problems

RECENT_EDITIONS = 30
"""Editions whose pages are offered for placing; older ones are placed on the print page itself."""


@dataclass(frozen=True)
class WantedPlacing:
    """Where the editor wants the article; None means: leave it."""

    column: ColumnPage | None
    print_page: PrintPage | None
    order: int | None


class PrintPageChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    """Chooses one of the recent print pages."""

    def label_from_instance(self, obj: PrintPage) -> str:
        """Return date, page number and section."""
        page = _("page %(number)s") % {"number": obj.page_number}
        return f"{obj.edition.date:%Y-%m-%d} {page} {obj.section_name}".strip()


class ArticlePageForm(WagtailAdminPageForm):
    """The edit form of an article; column and print page are set by verbs after the article was saved."""

    column_wanted = forms.ModelChoiceField(
        ColumnPage.objects.none(),
        required=False,
        label=_("Column"),
        empty_label=_("(not filed yet)"),
        help_text=_("The main column. Its address stays the same when the article is filed elsewhere."),
    )
    print_page_wanted = PrintPageChoice(PrintPage.objects.none(), required=False, label=_("Print page"))
    print_order = forms.IntegerField(required=False, min_value=0, max_value=99, label=_("Order on the page"))
    regions_named = forms.CharField(
        required=False,
        max_length=1000,
        label=_("Regions"),
        help_text=_("Names separated by 、 — official or short; where a name is ambiguous its code decides."),
    )
    organisations_named = forms.CharField(
        required=False, max_length=1000, label=_("Organisations"), help_text=_("Names separated by 、")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer_places()
        self._offer_editors()
        self.initial["regions_named"] = "、".join(map(region_label, self.instance.regions.all()))
        self.initial["organisations_named"] = "、".join(map(str, self.instance.organisations.all()))
        for name in ("topics", "also_in"):
            self.fields[name].widget = forms.CheckboxSelectMultiple(choices=self.fields[name].choices)
        if self.for_user is not None and self.instance.pk is None:
            self.initial["editor"] = self.for_user.pk

    def _offer_places(self) -> None:
        """Offer the columns and the print pages of recent editions, and show where the article stands."""
        self.fields["column_wanted"].queryset = ColumnPage.objects.order_by("path")
        if self.parent_page is not None and self.parent_page.specific_class is ColumnPage:
            self.initial["column_wanted"] = self.parent_page.pk
        placement = self.instance.placements.order_by("print_page").first() if self.instance.pk else None
        recent = Edition.objects.values_list("pk", flat=True)[:RECENT_EDITIONS]
        offered = PrintPage.objects.filter(edition__in=list(recent))
        if placement is not None:
            offered |= PrintPage.objects.filter(pk=placement.print_page_id)
            self.initial |= {"print_page_wanted": placement.print_page_id, "print_order": placement.order}
        pages = offered.select_related("edition").defer("raw_text").order_by("-edition__date", "page_number")
        self.fields["print_page_wanted"].queryset = pages

    def _offer_editors(self) -> None:
        """Offer the newsroom as responsible editors, not every account; whoever is named already stays."""
        kept = Q(pk=self.instance.editor_id)
        if self.for_user is not None:
            kept |= Q(pk=self.for_user.pk)
        self.fields["editor"].queryset = User.objects.filter(kept | newsroom()).distinct().order_by("pk")

    def clean_regions_named(self) -> list[Region]:
        """Return the regions; name those that cannot be told."""
        return self._named(*regions_named(self.cleaned_data["regions_named"]))

    def clean_organisations_named(self) -> list[Organisation]:
        """Return the organisations; name those that cannot be told."""
        return self._named(*organisations_named(self.cleaned_data["organisations_named"]))

    @staticmethod
    def _named(found: list[Any], problems: Sequence[NameProblem]) -> list[Any]:
        if problems:
            raise ValidationError([_sentence(problem) for problem in problems])
        return found

    def clean(self) -> dict[str, Any]:
        """Tidy the text, and let nothing be published that no column holds or that was retracted."""
        cleaned: dict[str, Any] = super().clean()
        if body := cleaned.get("body"):
            tidy_paragraphs(body)
        if not self.data.get("action-publish"):
            return cleaned
        if self.instance.retracted:
            self.add_error(None, _("The article was retracted and is not published again; write a new one."))
        if cleaned.get("column_wanted") is None and self._is_in_tray():
            self.add_error("column_wanted", _("Choose a column: an article without one is not published."))
        if cleaned.get("source_kind") == "reprint" and not cleaned.get("source_name"):
            self.add_error("source_name", _("Name the source of a reprint."))
        for sentence in picture_problems(cleaned.get("lead_picture"), cleaned.get("body") or ()):
            self.add_error(None, sentence)
        return cleaned

    def _is_in_tray(self) -> bool:
        return self.parent_page is not None and self.parent_page.specific_class is UnsortedPage

    def save(self, commit: bool = True) -> ArticlePage:
        """Save the article; what only verbs may do is noted on it as ``wanted_placing`` for the hook to act upon."""
        self.instance.regions = self.cleaned_data["regions_named"]
        self.instance.organisations = self.cleaned_data["organisations_named"]
        page: ArticlePage = super().save(commit=commit)
        page.wanted_placing = self._wanted()
        return page

    def _wanted(self) -> WantedPlacing:
        """Return what the editor changed of the article's place."""
        changed = set(self.changed_data)
        return WantedPlacing(
            column=self.cleaned_data["column_wanted"] if "column_wanted" in changed else None,
            print_page=self.cleaned_data["print_page_wanted"]
            if changed & {"print_page_wanted", "print_order"}
            else None,
            order=self.cleaned_data["print_order"],
        )


def tidy_paragraphs(body: Any) -> None:
    """Take indents and empty paragraphs out of the paragraphs of a body, as pasting brings them."""
    for place, child in enumerate(body):
        if child.block_type == "paragraph":
            tidied = tidy_rich_text(child.value.source)
            if tidied != child.value.source:
                body[place] = ("paragraph", type(child.value)(tidied), child.id)


def _sentence(problem: NameProblem) -> str:
    if not problem.candidates:
        return _("“%(name)s” is not known.") % {"name": problem.name}
    return _("“%(name)s” may mean %(choices)s: write one of these.") % {
        "name": problem.name,
        "choices": "、".join(problem.candidates),
    }


ArticlePage.base_form_class = ArticlePageForm
