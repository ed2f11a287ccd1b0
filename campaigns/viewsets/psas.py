"""The lists around the library of ads: categories, languages, the register of downloads."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from campaigns.models import PsaCategory, PsaDownload, PsaLanguage
from campaigns.queries.psa_desk import downloads_listed, with_psa_counts
from campaigns.viewsets.offers import OfferViewSet
from campaigns.viewsets.slots import SlotViewSet
from foundation.intake.forms import clean_text
from foundation.views.exports import SafeExportMixin
from foundation.views.unexported import UnexportedIndexView
from foundation.viewsets.audited import AuditedViewSet


class CountedIndexView(UnexportedIndexView):
    """A short list with the number of ads in each row."""

    def get_base_queryset(self) -> QuerySet[Any]:
        """Count in the same query."""
        return with_psa_counts(super().get_base_queryset())


class PsaCategoryViewSet(AuditedViewSet):
    """Categories of ads."""

    model = PsaCategory
    icon = "tag"
    menu_label = _("categories of ads")
    index_view_class = CountedIndexView
    list_display: ClassVar[list[Any]] = [
        TitleColumn("name", label=_("name"), url_name="psa_category:edit"),
        Column("share", label=_("share on this site")),
        Column("psa_count", label=_("public-service ads")),
    ]
    ordering = ("sort_order", "pk")
    panels: ClassVar[list[Any]] = [FieldPanel("name"), FieldPanel("share"), FieldPanel("sort_order")]


class PsaLanguageViewSet(AuditedViewSet):
    """Languages of ads."""

    model = PsaLanguage
    icon = "globe"
    menu_label = _("languages of ads")
    index_view_class = CountedIndexView
    list_display: ClassVar[list[Any]] = [
        TitleColumn("name", label=_("name"), url_name="psa_language:edit"),
        Column("psa_count", label=_("public-service ads")),
    ]
    ordering = ("sort_order", "pk")
    panels: ClassVar[list[Any]] = [FieldPanel("name"), FieldPanel("sort_order")]


class DownloadIndexView(SafeExportMixin, generic.IndexView):
    """The register with its ads read along."""

    export_filename = "downloads"
    export_headings: ClassVar[dict[str, Any]] = {
        "psa": _("public-service ad"),
        "size": _("size"),
        "purpose": _("unit and purpose"),
        "at": _("downloaded at"),
    }

    def to_row_dict(self, item: PsaDownload) -> dict[str, Any]:
        """Return a download as the office reads it: sizes in words, times as clocks here show them."""
        return {
            "psa": str(item.psa),
            "size": item.get_size_display(),
            "purpose": clean_text(item.purpose),
            "at": f"{timezone.localtime(item.at):%Y-%m-%d %H:%M:%S}",
        }

    def get_base_queryset(self) -> QuerySet[PsaDownload]:
        """Read the ads with the list."""
        return downloads_listed()


class PsaDownloadViewSet(ModelViewSet):
    """The register of downloads: it is looked at, and written by readers only."""

    model = PsaDownload
    icon = "download"
    menu_label = _("download register")
    index_view_class = DownloadIndexView
    inspect_view_enabled = True
    copy_view_enabled = False
    list_display: ClassVar[list[Any]] = [
        TitleColumn("psa", label=_("public-service ad"), accessor="psa.title", url_name="psa_downloads:inspect"),
        Column("get_size_display", label=_("size")),
        Column("purpose", label=_("unit and purpose")),
        DateColumn("at", label=_("downloaded at")),
    ]
    list_export: ClassVar[list[str]] = list(DownloadIndexView.export_headings)
    search_fields: ClassVar[list[str]] = ["purpose"]
    form_fields: ClassVar[list[str]] = ["purpose"]


class LibraryGroup(ViewSetGroup):
    """Everything around the library under one item of the menu."""

    menu_label = _("Ad library")
    menu_icon = "image"
    menu_name = "psa-library"
    menu_order = 310
    items = (
        OfferViewSet(),
        SlotViewSet(),
        PsaDownloadViewSet("psa_downloads"),
        PsaCategoryViewSet("psa_category"),
        PsaLanguageViewSet("psa_language"),
    )
