"""Editions, their pages, and corrections in the admin."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.admin.widgets import AdminPageChooser, Button
from wagtail.admin.widgets.button import HeaderButton

from foundation.keys import key_in
from foundation.views.audited import AuditedDeleteView
from foundation.views.desk import desk_user
from foundation.views.unexported import UnexportedIndexView
from foundation.viewsets.audited import AuditedViewSet
from news.domain import Refused, publish_correction
from news.enums import CorrectionKind
from news.models import ArticlePage, Correction, Edition, Placement, PrintPage
from news.views.cuttings import BeginCuttingView, CuttingIndexView, CutView, MakeDraftsView, StepView
from news.views.desk import may_import


class EditionIndexView(UnexportedIndexView):
    """Editions with the number of their pages, and the way to bring a page in."""

    def get_base_queryset(self) -> QuerySet[Any]:
        """Count the pages together with the list."""
        counted: QuerySet[Any] = super().get_base_queryset().annotate(pages_there=Count("pages"))
        return counted

    @cached_property
    def header_buttons(self) -> list[Button]:
        """Offer the import of a page."""
        buttons: list[Button] = super().header_buttons
        if may_import(self.request.user):
            buttons.append(HeaderButton(_("Import a page"), url=reverse("news_import_page"), icon_name="upload"))
        return buttons


class KeptDeleteView(AuditedDeleteView):
    """Deletes an edition or a page of one, as long as no article stands on it."""

    def refusal(self) -> str:
        """Count the articles: with the page their places would be gone, and the printed page from the site."""
        on_it = (
            {"print_page__edition": self.object} if isinstance(self.object, Edition) else {"print_page": self.object}
        )
        articles = Placement.objects.filter(**on_it).count()
        if not articles:
            return ""
        sentence = ngettext(
            "%(count)d article stands on it. Take it off the page first.",
            "%(count)d articles stand on it. Take them off the page first.",
            articles,
        )
        return sentence % {"count": articles}


class EditionViewSet(AuditedViewSet):
    """Editions of the newspaper."""

    name = "editions"
    model = Edition
    icon = "calendar-alt"
    menu_label = _("Editions")
    index_view_class = EditionIndexView
    delete_view_class = KeptDeleteView
    list_display = [
        TitleColumn("date", label=_("Date"), sort_key="date", url_name="editions:edit"),
        Column("issue_number", label=_("Issue number"), sort_key="issue_number"),
        Column("pages_there", label=_("Pages")),
    ]
    panels = [FieldRowPanel([FieldPanel("date"), FieldPanel("issue_number")])]
    ordering = ["-date"]
    inspect_view_enabled = True
    inspect_view_fields = ["date", "issue_number"]


class PrintPageIndexView(UnexportedIndexView):
    """Print pages with the number of their articles."""

    def get_base_queryset(self) -> QuerySet[Any]:
        """Fetch editions and counts together with the list; the text layers stay where they are."""
        pages: QuerySet[Any] = super().get_base_queryset().select_related("edition").defer("raw_text")
        counted: QuerySet[Any] = pages.annotate(articles_there=Count("placements"))
        return counted


class PrintPageViewSet(AuditedViewSet):
    """Pages of the editions."""

    name = "print_pages"
    model = PrintPage
    icon = "doc-empty"
    menu_label = _("Print pages")
    index_view_class = PrintPageIndexView
    delete_view_class = KeptDeleteView
    list_display = [
        TitleColumn("page", label=_("Page"), accessor=str, url_name="print_pages:edit"),
        Column("section_name", label=_("Section name"), sort_key="section_name"),
        Column("articles_there", label=_("Articles")),
    ]
    list_filter = ["edition", "section_name"]
    panels = [
        FieldPanel("edition"),
        FieldRowPanel([FieldPanel("page_number"), FieldPanel("section_name")]),
        FieldPanel("image"),
        FieldPanel("pdf"),
    ]
    ordering = ["-edition__date", "page_number"]
    inspect_view_enabled = True
    inspect_view_fields = ["edition", "page_number", "section_name", "image", "pdf", "raw_text", "raw_sha256"]


class CorrectionForm(WagtailAdminModelForm):
    """What readers shall read, and about which article."""

    class Meta:
        model = Correction
        fields = ("article", "kind", "public_text", "internal_note")
        widgets = {
            "article": AdminPageChooser(target_models=[ArticlePage]),
            "kind": forms.RadioSelect,
        }

    def clean_article(self) -> ArticlePage:
        """Refuse an article that readers never saw."""
        article: ArticlePage = self.cleaned_data["article"]
        if article.first_published_at is None:
            raise ValidationError(_("The article was never published: correct the draft instead."))
        if article.retracted:
            raise ValidationError(_("The article was retracted already."))
        return article


class CorrectionCreateView(generic.CreateView):
    """Publishes a correction through the verb."""

    def get_initial(self) -> dict[str, Any]:
        """Take the article from the address, as its edit page links here."""
        return {"article": key_in(self.request.GET.get("article", "")) or None, "kind": CorrectionKind.CORRECTION}

    def save_instance(self) -> Correction:
        """Let the verb do it."""
        values = {name: self.form.cleaned_data[name] for name in ("article", "kind", "public_text", "internal_note")}
        try:
            return publish_correction(actor=desk_user(self.request), **values)
        except Refused as refusal:
            raise ValidationError(str(refusal)) from refusal


class CorrectionIndexView(UnexportedIndexView):
    """Corrections with their articles and authors."""

    def get_base_queryset(self) -> QuerySet[Any]:
        """Fetch what the rows show together with the list."""
        corrections: QuerySet[Any] = super().get_base_queryset().select_related("article", "made_by")
        return corrections


def article_title(correction: Correction) -> str:
    """Return the headline of the corrected article."""
    return str(correction.article.title)


class CorrectionViewSet(ModelViewSet):
    """Corrections, supplements and retractions; what was published is not edited, another one is made."""

    name = "corrections"
    model = Correction
    icon = "warning"
    menu_label = _("Corrections")
    index_view_class = CorrectionIndexView
    add_view_class = CorrectionCreateView
    list_display = [
        TitleColumn("article", label=_("Article"), accessor=article_title, url_name="corrections:inspect"),
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
        DateColumn("made_at", label=_("Made at"), sort_key="made_at"),
        Column("made_by", label=_("Made by")),
    ]
    list_filter = ["kind"]
    ordering = ["-made_at"]
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = ["article", "kind", "public_text", "internal_note", "made_at", "made_by"]

    def get_form_class(self, for_update: bool = False) -> type[CorrectionForm]:  # noqa: ARG002 - Wagtail's signature
        """Use the form that knows the rules."""
        return CorrectionForm


class CuttingViewSet(ViewSet):
    """版面拆稿: the desk on which a page's text is cut into articles."""

    name = "cuttings"
    url_prefix = "cuttings"
    icon = "cut"
    menu_label = _("Cut pages")

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the list, the way in, and the screen with its steps."""
        return [
            path("", CuttingIndexView.as_view(), name="index"),
            path("results/", CuttingIndexView.as_view(results_only=True), name="index_results"),
            path("begin/", BeginCuttingView.as_view(), name="begin"),
            path("<int:pk>/", CutView.as_view(), name="cut"),
            path("<int:pk>/step/", StepView.as_view(), name="step"),
            path("<int:pk>/drafts/", MakeDraftsView.as_view(), name="drafts"),
        ]


class Newspaper(ModelViewSetGroup):
    """The printed paper: editions, pages, corrections."""

    menu_label = _("Newspaper")
    menu_icon = "clipboard-list"
    menu_order = 120
    items = (CuttingViewSet, EditionViewSet, PrintPageViewSet, CorrectionViewSet)
