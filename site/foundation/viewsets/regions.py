"""Regions in the administration: a list to search by name, alias or code, and a chooser."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet

from foundation.forms.regions import RegionFilterForm, RegionForm
from foundation.models import Region
from foundation.queries.regions import matching
from foundation.views.unexported import UnexportedIndexView
from foundation.viewsets.audited import AuditedViewSet
from foundation.widgets import RegionChooser


class RegionIndexView(UnexportedIndexView):
    """The list of regions."""

    is_searchable = True

    def get_base_queryset(self) -> QuerySet[Region]:
        """Read each region's parent along."""
        return Region.objects.select_related("parent")

    def search_queryset(self, queryset: QuerySet[Region]) -> QuerySet[Region]:
        """Find by name, alias or the beginning of the code."""
        return matching(queryset, self.search_query) if self.is_searching else queryset


class RegionViewSet(AuditedViewSet):
    """Regions, dated, with other names and successors."""

    model = Region
    icon = "globe"
    menu_label = _("Regions")
    index_view_class = RegionIndexView
    list_display: ClassVar[list[Any]] = [
        TitleColumn("name", label=_("official name"), url_name="region:edit", sort_key="name"),
        Column("code", label=_("code"), sort_key="code"),
        Column("short_name", label=_("short name")),
        Column("get_level_display", label=_("level"), sort_key="level"),
        Column("parent", label=_("belongs to")),
        DateColumn("valid_until", label=_("valid until"), sort_key="valid_until"),
    ]
    list_filter: ClassVar[list[str]] = ["level"]
    search_fields: ClassVar[list[str]] = ["name"]
    ordering: ClassVar[tuple[str, ...]] = ("code", "pk")

    def get_form_class(self, for_update: bool = False) -> type[RegionForm]:  # noqa: ARG002 - Wagtail's signature
        """Return the form, the same for both."""
        return RegionForm


class RegionChooseMixin:
    """Columns, order and search of the chooser."""

    filter_form_class = RegionFilterForm

    def get_object_list(self) -> QuerySet[Region]:
        """Offer the regions of today, the higher ones first."""
        return Region.objects.current().select_related("parent").order_by("level", "code")

    @property
    def columns(self) -> list[Column]:
        """Show where a region lies: county names are not unique."""
        return [
            *super().columns,  # type: ignore[misc]
            Column("parent", label=_("belongs to")),
            Column("code", label=_("code")),
        ]


class RegionChooseView(RegionChooseMixin, chooser.ChooseView):
    """The chooser's window."""


class RegionChooseResultsView(RegionChooseMixin, chooser.ChooseResultsView):
    """The chooser's results."""


class RegionChooserViewSet(ChooserViewSet):
    """Chooses a region; used for every foreign key to one."""

    model = Region
    icon = "globe"
    widget_class = RegionChooser
    choose_one_text = RegionChooser.choose_one_text
    choose_view_class = RegionChooseView
    choose_results_view_class = RegionChooseResultsView
