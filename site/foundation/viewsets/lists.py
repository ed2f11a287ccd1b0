"""Topics, organisations and grey days in the administration."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.chooser import ChooserViewSet

from foundation.forms.lists import OrganisationForm, TopicForm
from foundation.forms.regions import OrganisationFilterForm
from foundation.models import GreyDay, Organisation, Topic
from foundation.views.unexported import UnexportedIndexView
from foundation.viewsets.audited import AuditedViewSet
from foundation.viewsets.regions import RegionViewSet
from foundation.widgets import OrganisationChooser


class TopicViewSet(AuditedViewSet):
    """Topics, in an order that is dragged."""

    model = Topic
    icon = "tag"
    menu_label = _("Topics")
    list_display: ClassVar[list[Any]] = [
        TitleColumn("name", label=_("name"), url_name="topic:edit"),
        Column("slug", label=_("address part")),
        Column("aliases", label=_("Also known as"), accessor=lambda topic: "、".join(topic.aliases)),
    ]
    search_fields: ClassVar[list[str]] = ["name", "slug"]
    sort_order_field = "sort_order"

    def get_form_class(self, for_update: bool = False) -> type[TopicForm]:  # noqa: ARG002 - Wagtail's signature
        """Return the form, the same for both."""
        return TopicForm


class OrganisationIndexView(UnexportedIndexView):
    """The list of organisations."""

    def get_base_queryset(self) -> QuerySet[Organisation]:
        """Read what the columns show along."""
        return Organisation.objects.select_related("parent", "region")


class OrganisationViewSet(AuditedViewSet):
    """Organisations, each with the one it belongs to."""

    model = Organisation
    icon = "group"
    menu_label = _("Organisations")
    index_view_class = OrganisationIndexView
    list_display: ClassVar[list[Any]] = [
        TitleColumn("name", label=_("official name"), url_name="organisation:edit", sort_key="name"),
        Column("get_kind_display", label=_("kind"), sort_key="kind"),
        Column("parent", label=_("belongs to")),
        Column("region", label=_("region")),
    ]
    list_filter: ClassVar[list[str]] = ["kind"]
    search_fields: ClassVar[list[str]] = ["name", "short_name"]
    ordering: ClassVar[tuple[str, ...]] = ("name",)

    def get_form_class(self, for_update: bool = False) -> type[OrganisationForm]:  # noqa: ARG002 - Wagtail's signature
        """Return the form, the same for both."""
        return OrganisationForm


class OrganisationChooseView(chooser.ChooseView):
    """The chooser's window."""

    filter_form_class = OrganisationFilterForm


class OrganisationChooseResultsView(chooser.ChooseResultsView):
    """The chooser's results."""

    filter_form_class = OrganisationFilterForm


class OrganisationChooserViewSet(ChooserViewSet):
    """Chooses an organisation; used for every foreign key to one."""

    model = Organisation
    icon = "group"
    widget_class = OrganisationChooser
    choose_one_text = OrganisationChooser.choose_one_text
    choose_view_class = OrganisationChooseView
    choose_results_view_class = OrganisationChooseResultsView


class GreyDayViewSet(AuditedViewSet):
    """Ranges of days without colour."""

    model = GreyDay
    icon = "calendar"
    menu_label = _("Grey days")
    form_fields: ClassVar[list[str]] = ["from_date", "until_date", "reason"]
    list_display: ClassVar[list[Any]] = [
        TitleColumn("reason", label=_("reason"), url_name="greyday:edit"),
        DateColumn("from_date", label=_("first day"), sort_key="from_date"),
        DateColumn("until_date", label=_("last day"), sort_key="until_date"),
    ]
    ordering: ClassVar[tuple[str, ...]] = ("-from_date",)


class ListsGroup(ViewSetGroup):
    """The lists that everything else refers to, under one item of the menu."""

    menu_label = _("Lists")
    menu_icon = "list-ul"
    menu_name = "lists"
    menu_order = 700
    items = (
        RegionViewSet("region"),
        TopicViewSet("topic"),
        OrganisationViewSet("organisation"),
        GreyDayViewSet("greyday"),
    )
