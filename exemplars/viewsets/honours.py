"""Consents and honours in the administration: recorded by one form, withdrawn or revoked by another, never changed."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.viewsets.model import ModelViewSet

from exemplars.forms.honours import ConsentForm, HonourForm
from exemplars.models import ConsentRecord, Honour
from exemplars.views.honour_list import HonourIndexView
from exemplars.views.honour_sheet import HonourSheetView
from exemplars.views.honours import ConsentCreateView, HonourCreateView, RevokeView, WithdrawView
from foundation.views.unexported import UnexportedIndexView


class ConsentIndexView(UnexportedIndexView):
    """The list of consents."""

    def get_base_queryset(self) -> QuerySet[ConsentRecord]:
        """Read the names along."""
        found: QuerySet[ConsentRecord] = ConsentRecord.objects.select_related("exemplar")
        return found


class _RecordViewSet(ModelViewSet):
    """Rows that one form makes and another ends; what is in them is never changed."""

    copy_view_enabled = False
    inspect_view_enabled = False
    end_view_class: ClassVar[Any]
    record_form_class: ClassVar[Any]
    list_per_page = 50

    def get_form_class(self, for_update: bool = False) -> Any:  # noqa: ARG002 - Wagtail's interface
        """Return the form with which a row is recorded."""
        return self.record_form_class

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return list, form and ending; there is no deletion and no change."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("new/", self.add_view, name="add"),
            path("<int:pk>/", self.end_view_class.as_view(), name="edit"),
        ]


class ConsentViewSet(_RecordViewSet):
    """Consents."""

    model = ConsentRecord
    icon = "check"
    menu_label = _("consent records")
    record_form_class = ConsentForm
    add_view_class = ConsentCreateView
    index_view_class = ConsentIndexView
    end_view_class = WithdrawView
    list_display: ClassVar[list[Any]] = [
        TitleColumn("exemplar", label=_("exemplar"), url_name="consent:edit"),
        Column("get_scope_display", label=_("consent to")),
        Column("get_giver_display", label=_("given by")),
        DateColumn("given_on", label=_("given on")),
        DateColumn("expires_on", label=_("ends on")),
        DateColumn("withdrawn_at", label=_("withdrawn at")),
    ]
    list_filter: ClassVar[list[str]] = ["scope", "giver"]


class HonourViewSet(_RecordViewSet):
    """Honours."""

    model = Honour
    icon = "pick"
    menu_label = _("honours")
    record_form_class = HonourForm
    add_view_class = HonourCreateView
    index_view_class = HonourIndexView
    end_view_class = RevokeView
    list_display: ClassVar[list[Any]] = [
        TitleColumn("exemplar", label=_("exemplar"), url_name="honour:edit"),
        Column("programme", label=_("programme")),
        Column("period", label=_("period")),
        Column("category", label=_("category")),
        Column("get_state_display", label=_("state")),
    ]
    list_filter: ClassVar[list[str]] = ["programme", "level", "category", "year", "state"]
    search_fields: ClassVar[list[str]] = ["exemplar__title", "exemplar__unit", "document_number"]
    search_backend_name = None

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add the sheet of past honours."""
        return [*super().get_urlpatterns(), path("sheet/", HonourSheetView.as_view(), name="sheet")]
