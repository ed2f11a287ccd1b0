"""Placements in the admin: list, filters, forms."""

import datetime as dt
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, DateFilter, ModelChoiceFilter
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets import Button
from wagtail.admin.widgets.button import HeaderButton

from campaigns.domain.placements import change_placement, delete_placement, place_ad
from campaigns.enums import PlacementState
from campaigns.forms.placements import PlacementForm
from campaigns.models import Medium, Placement, PsaCategory
from campaigns.queries.placements import listed, up_from, up_until
from campaigns.rules.shares import share_remark
from campaigns.views.accounts import AccountsView, paper
from campaigns.views.placements import CopyView, PlacementView, SheetView
from campaigns.views.stickers import StickerSheetView, StickersView
from campaigns.views.take_down import TakeDownView
from foundation.models import Organisation, Region
from foundation.views.desk import desk_user
from foundation.views.unexported import UnexportedIndexView
from foundation.viewsets.audited import AuditedViewSet
from foundation.widgets import DayInput

if TYPE_CHECKING:
    from django.db.models import QuerySet


def _day(**attributes: Any) -> DateFilter:
    return DateFilter(field_name="starts_on", widget=DayInput(), **attributes)


class PlacementFilterSet(WagtailFilterSet):
    """Filters by state, medium, category, region, unit and first day."""

    state = ChoiceFilter(label=_("State"), choices=PlacementState, empty_label=_("Any"))
    counted = ChoiceFilter(
        label=_("Counted"), choices=[("yes", _("Only what went up"))], method="by_counted", empty_label=_("Any")
    )
    medium = ModelChoiceFilter(label=_("medium"), queryset=Medium.objects.all(), empty_label=_("Any"))
    category = ModelChoiceFilter(label=_("category"), queryset=PsaCategory.objects.all(), empty_label=_("Any"))
    within = CharFilter(label=_("Region (name or code)"), method="by_region")
    itself = ChoiceFilter(
        label=_("Places below"), choices=[("yes", _("Leave them out"))], method="by_itself", empty_label=_("Any")
    )
    unit = CharFilter(label=_("unit"), method="by_unit")
    first = _day(label=_("First day from"), lookup_expr="gte")
    last = _day(label=_("First day until"), lookup_expr="lte")
    up_from = DateFilter(label=_("Up on this day or later"), method="by_up_from", widget=DayInput())
    up_until = DateFilter(label=_("Up on this day or earlier"), method="by_up_until", widget=DayInput())

    class Meta:
        model = Placement
        fields: ClassVar[list[str]] = []

    def by_counted(self, rows: "QuerySet[Placement]", _name: str, _value: str) -> "QuerySet[Placement]":
        """Keep what enters the accounts."""
        return rows.filter(went_up_on__isnull=False)

    def by_up_from(self, rows: "QuerySet[Placement]", _name: str, value: dt.date) -> "QuerySet[Placement]":
        """Keep what had not ended before the day."""
        return rows.filter(up_from(value))

    def by_up_until(self, rows: "QuerySet[Placement]", _name: str, value: dt.date) -> "QuerySet[Placement]":
        """Keep what had gone up by the day."""
        return rows.filter(up_until(value))

    def by_region(self, rows: "QuerySet[Placement]", _name: str, value: str) -> "QuerySet[Placement]":
        """Keep what lies in a region of this code or name, or in one below it."""
        text = value.strip()
        regions = Region.objects.filter(code=text) or Region.objects.filter(name__startswith=text)
        found = rows.none()
        for region in regions[:20]:
            found |= rows.filter(region__path__startswith=region.path)
        return found

    def by_itself(self, rows: "QuerySet[Placement]", _name: str, _value: str) -> "QuerySet[Placement]":
        """Keep what was entered at the region asked for itself, not at one below it."""
        text = str(self.data.get("within", "")).strip()
        return rows.filter(region__code=text) if text else rows

    def by_unit(self, rows: "QuerySet[Placement]", _name: str, value: str) -> "QuerySet[Placement]":
        """Keep what units of this name have placed."""
        units = Organisation.objects.filter(name__icontains=value.strip())
        return rows.filter(organisation__in=units)


class PlacementIndexView(UnexportedIndexView):
    """The list, which the accounts lead into."""

    def get_base_queryset(self) -> "QuerySet[Placement]":
        """Read everything a row shows with the list."""
        return listed()

    @cached_property
    def header_buttons(self) -> list[Button]:
        """Lead to the accounts; entering more than one, taking down and stickers stand beside."""
        buttons: list[Button] = super().header_buttons
        return [
            *buttons,
            HeaderButton(_("From a sheet"), url=reverse("placement:sheet"), icon_name="upload"),
            HeaderButton(_("Accounts"), url=reverse("placement:accounts"), icon_name="table"),
        ]

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Offer what is done with many."""
        query = self.request.GET.urlencode()
        return [
            *super().header_more_buttons,
            Button(_("Copy a month"), url=reverse("placement:copy"), icon_name="copy", priority=110),
            Button(_("To take down"), url=reverse("placement:take_down"), icon_name="bin", priority=120),
            Button(_("Stickers (PDF)"), url=f"{reverse('placement:stickers')}?{query}", icon_name="grid", priority=130),
        ]


class _Refusing:
    """A form whose verb may refuse: its sentences stand in the form, which keeps what was typed."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Save by the verb."""
        try:
            response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        except ValidationError as refusal:
            form.add_error(None, " ".join(refusal.messages))
            self.produced_error_message = self.get_error_message()  # type: ignore[attr-defined]
            response = self.form_invalid(form)  # type: ignore[attr-defined]
        return response

    def save_action(self) -> HttpResponse:
        """Say with the answer where a hoarding's share is smaller than is expected."""
        response: HttpResponse = super().save_action()  # type: ignore[misc]
        placed: Placement = self.object  # type: ignore[attr-defined]
        if remark := share_remark(placed.medium, placed.surface_share):
            messages.warning(self.request, remark)  # type: ignore[attr-defined]
        return response


class PlacementCreateView(_Refusing, generic.CreateView):
    """Enters one placement."""

    @transaction.atomic
    def save_instance(self) -> Placement:
        """Place the ad."""
        form = self.form
        return place_ad(details=form.details(), actor=desk_user(self.request), up=form.cleaned_data["is_up"])


class PlacementEditView(_Refusing, generic.EditView):
    """Corrects what was entered."""

    @transaction.atomic
    def save_instance(self) -> Placement:
        """Change the placement."""
        return change_placement(placement=self.object, details=self.form.details(), actor=desk_user(self.request))

    @cached_property
    def header_buttons(self) -> list[Button]:
        """Lead to photos and state."""
        url = reverse("placement:placement", args=[self.object.pk])
        return [*super().header_buttons, HeaderButton(_("State and photos"), url=url, icon_name="image")]


class PlacementDeleteView(generic.DeleteView):
    """Deletes what was entered by mistake; the accounts follow."""

    def delete_action(self) -> None:
        """Delete by the verb."""
        delete_placement(placement=self.object, actor=desk_user(self.request))


class PlacementViewSet(AuditedViewSet):
    """Placements."""

    model = Placement
    icon = "thumbtack"
    menu_label = _("ad placements")
    index_view_class = PlacementIndexView
    add_view_class = PlacementCreateView
    edit_view_class = PlacementEditView
    delete_view_class = PlacementDeleteView
    filterset_class = PlacementFilterSet
    list_display: ClassVar[list[Any]] = [
        TitleColumn(
            "ad",
            label=_("Ad"),
            accessor="psa_file.psa.title",
            get_url=lambda row: reverse("placement:placement", args=[row.pk]),
        ),
        Column("medium", label=_("medium")),
        Column("place", label=_("Place")),
        Column("organisation", label=_("unit")),
        Column("starts_on", label=_("first day"), sort_key="starts_on"),
        Column("ends_on", label=_("last day"), sort_key="ends_on"),
        Column("times_shown", label=_("times shown"), sort_key="times_shown"),
        StatusTagColumn("state", label=_("State"), accessor="get_state_display", primary=lambda row: row.is_live),
    ]
    search_fields: ClassVar[list[str]] = ["address", "reference", "code", "psa_file__psa__title"]
    search_backend_name = None
    ordering: ClassVar[tuple[str, ...]] = ("-starts_on", "-pk")

    def get_form_class(self, for_update: bool = False) -> type[PlacementForm]:  # noqa: ARG002 - Wagtail's signature
        """Return the form, the same for both."""
        return PlacementForm

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add the desk's own pages."""
        stickers = StickersView.as_view(filterset_class=PlacementFilterSet)
        return [
            *super().get_urlpatterns(),
            path("one/<int:pk>/", PlacementView.as_view(), name="placement"),
            path("sheet/", SheetView.as_view(), name="sheet"),
            path("copy/", CopyView.as_view(), name="copy"),
            path("take-down/", TakeDownView.as_view(), name="take_down"),
            path("stickers/", stickers, name="stickers"),
            path("stickers/<int:pk>/", StickerSheetView.as_view(), name="sticker_sheet"),
            path("accounts/", AccountsView.as_view(), name="accounts"),
            path("accounts/<str:form>/", paper, name="paper"),
        ]
