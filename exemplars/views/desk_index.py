"""The list of the review desk, in tabs of what waits to be done."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn

from exemplars.enums import DeskTab
from exemplars.models import Nomination
from exemplars.queries.nominations import desk_nominations, in_tab, tab_counts
from exemplars.queries.notices import today
from exemplars.queries.rounds import running_quotas
from exemplars.rules.nominations import OPEN_STATES
from exemplars.views.desk import nomination_url
from foundation.views.unexported import UnexportedIndexView


class NominationFilterSet(WagtailFilterSet):
    """Filters of the list; the tabs are one of them, so that they keep with the others."""

    desk = ChoiceFilter(
        label=gettext_lazy("What waits"), choices=DeskTab, method="narrow", empty_label=gettext_lazy("Everything")
    )

    def narrow(self, found: QuerySet[Nomination], _name: str, value: str) -> QuerySet[Nomination]:
        """Return what stands in the tab."""
        return in_tab(found, DeskTab(value))

    class Meta:
        model = Nomination
        fields: ClassVar[list[str]] = ["state", "round", "category", "unit_list"]


class NominationIndexView(UnexportedIndexView):
    """The list of nominations. It never shows who nominates."""

    model = Nomination
    template_name = "exemplars/desk/nominations.html"
    filterset_class = NominationFilterSet
    page_title = gettext_lazy("Nominations")
    header_icon = "clipboard-list"
    any_permission_required: ClassVar[list[str]] = ["change"]
    paginate_by = 50
    is_searchable = True
    search_fields: ClassVar[list[str]] = ["name", "unit", "place"]
    index_url_name = "nominations:index"
    index_results_url_name = "nominations:index_results"

    @cached_property
    def columns(self) -> list[Column]:
        """Show name, category, round, place, state, likely duplicates, time."""
        return [
            TitleColumn("name", label=_("Nominee"), get_url=nomination_url),
            Column("number", label=_("Receipt number"), accessor="submission.number"),
            Column("category", label=_("category")),
            Column("round", label=_("round")),
            Column("place", label=_("where")),
            StatusTagColumn("state", label=_("State"), accessor="get_state_display", primary=_is_open),
            Column("has_likeness", label=_("Likely the same"), accessor=_flag),
            Column("checks", label=_("Asking other offices"), accessor=_checks),
            DateColumn("received_at", label=_("Received at"), accessor="submission.received_at"),
        ]

    def get_base_queryset(self) -> Any:
        """Read what the columns show along."""
        return desk_nominations(today())

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the tabs with their counts, and the quotas beside the shortlist."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        chosen = self.request.GET.get("desk", "")
        counts = tab_counts()
        tabs = [(tab.value, tab.label, counts[tab], tab.value == chosen) for tab in DeskTab]
        return context | {
            "tabs": tabs,
            "is_everything": chosen not in DeskTab.values,
            "quotas": running_quotas() if chosen == DeskTab.SHORTLIST else [],
        }


def _is_open(nomination: Nomination) -> bool:
    return nomination.state in OPEN_STATES


def _flag(nomination: Any) -> str:
    return _("yes") if nomination.has_likeness else ""


def _checks(nomination: Any) -> str:
    if nomination.overdue_checks:
        return _("%(open)d open, %(overdue)d overdue") % {
            "open": nomination.open_checks,
            "overdue": nomination.overdue_checks,
        }
    return _("%(open)d open") % {"open": nomination.open_checks} if nomination.open_checks else ""
