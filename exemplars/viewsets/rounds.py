"""Rounds in the administration."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn

from exemplars.models import Round
from foundation.views.unexported import UnexportedIndexView
from foundation.viewsets.audited import AuditedViewSet


class RoundIndexView(UnexportedIndexView):
    """The list of rounds."""

    def get_base_queryset(self) -> QuerySet[Round]:
        """Read the programmes along."""
        return Round.objects.all()


class RoundViewSet(AuditedViewSet):
    """Rounds with their quotas. The state moves at the review desk, by its table, and not in this form."""

    model = Round
    icon = "history"
    menu_label = _("rounds")
    index_view_class = RoundIndexView
    list_display: ClassVar[list[Any]] = [
        TitleColumn("programme", label=_("programme"), url_name="round:edit", sort_key="programme__name"),
        Column("period", label=_("period"), sort_key="year"),
        TitleColumn(
            "state",
            label=_("state"),
            accessor="get_state_display",
            sort_key="state",
            get_url=lambda round_: reverse("nominations:round", args=[round_.pk]),
        ),
        DateColumn("closes_at", label=_("nominations until"), sort_key="closes_at"),
    ]
    list_filter: ClassVar[list[str]] = ["programme", "state", "year"]
    ordering: ClassVar[tuple[str, ...]] = ("-year", "-closes_at", "-id")
    panels: ClassVar[list[Any]] = [
        FieldPanel("programme"),
        FieldRowPanel([FieldPanel("period_kind"), FieldPanel("year"), FieldPanel("period_number")]),
        FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
        FieldPanel("call"),
        FieldRowPanel([FieldPanel("min_words"), FieldPanel("max_words"), FieldPanel("notice_days")]),
        InlinePanel(
            "quotas",
            label=_("quota"),
            heading=_("quotas"),
            panels=[FieldPanel("category"), FieldRowPanel([FieldPanel("shortlist"), FieldPanel("winners")])],
        ),
    ]
