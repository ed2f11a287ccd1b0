"""Campaign hubs and the calendar of festivals in the administration."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.pages import PageListingViewSet

from campaigns.models import CampaignPage, Festival
from campaigns.queries.occasions import in_order_of_days
from foundation.views.unexported import NO_FORMATS, UnexportedIndexView
from foundation.viewsets.audited import AuditedViewSet
from media.models.rights import today_here


def next_day(festival: Festival) -> str:
    """Return the next day of the festival, with its weekday, as a list shows it."""
    day = festival.rule.next_after(today_here())
    return f"{day.isoformat()} {date_format(day, 'D')}" if day else "—"


class FestivalIndexView(UnexportedIndexView):
    """The calendar in the order of the coming days."""

    def order_queryset(self, queryset: QuerySet[Festival]) -> QuerySet[Festival]:
        """Put the nearest day first unless the reader asked for another order."""
        if self.request.GET.get("ordering"):
            ordered: QuerySet[Festival] = super().order_queryset(queryset)
            return ordered
        return in_order_of_days(queryset, today=today_here())


class FestivalViewSet(AuditedViewSet):
    """The calendar: an editable table of days with the source of each."""

    model = Festival
    icon = "calendar"
    menu_label = _("Calendar of festivals")
    index_view_class = FestivalIndexView
    list_display: ClassVar[list[Any]] = [
        TitleColumn("name", label=_("name"), url_name="festival:edit"),
        Column("get_way_display", label=_("how the day is found")),
        Column("next_day", label=_("next time"), accessor=next_day),
        Column("lead_days", label=_("days of notice")),
        BooleanColumn("is_active", label=_("reminded of")),
        Column("source", label=_("who fixed the day")),
    ]
    search_fields: ClassVar[list[str]] = ["name"]
    list_filter: ClassVar[list[str]] = ["way", "is_traditional", "is_active"]
    ordering: ClassVar[tuple[str, ...]] = ("way", "month", "day", "pk")
    panels: ClassVar[list[Any]] = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("is_traditional")]),
        MultiFieldPanel(
            [
                FieldPanel("way"),
                FieldRowPanel([FieldPanel("month"), FieldPanel("day"), FieldPanel("term")]),
                FieldRowPanel([FieldPanel("week"), FieldPanel("weekday")]),
            ],
            heading=_("The day of the festival"),
        ),
        FieldRowPanel([FieldPanel("is_active"), FieldPanel("lead_days")]),
        FieldRowPanel([FieldPanel("days_before"), FieldPanel("days_after")]),
        FieldPanel("source"),
    ]


def period(hub: Any) -> str:
    """Return the period of a hub in a list."""
    return "—".join(day.isoformat() if day else "" for day in (hub.starts_on, hub.ends_on))


def state(hub: Any) -> str:
    """Return the state of a hub in a list."""
    return str(hub.state().label)


HUB_COLUMNS = [
    Column("period", label=_("Period"), accessor=period, width="18%"),
    Column("hub_state", label=_("state"), accessor=state, width="8%"),
]
LISTED = [column for column in IndexView.base_columns if column.name != "type"]


class HubIndexView(IndexView):
    """The list of hubs."""

    FORMATS = NO_FORMATS


class HubListing(PageListingViewSet):
    """专题: all hubs in one list."""

    model = CampaignPage
    icon = "folder-open-1"
    menu_label = _("Campaign hubs")
    index_view_class = HubIndexView
    columns = [*LISTED[:-1], *HUB_COLUMNS, LISTED[-1]]


class HubGroup(ViewSetGroup):
    """Hubs and their calendar under one item of the menu."""

    menu_label = _("Campaign hubs")
    menu_icon = "folder-open-1"
    menu_name = "campaign-hubs"
    menu_order = 120
    items = (HubListing("campaign_hubs"), FestivalViewSet("festival"))
