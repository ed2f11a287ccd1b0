"""The calendar of working days in the administration."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn

from exemplars.models import CalendarDay
from foundation.viewsets.audited import AuditedViewSet


class CalendarDayViewSet(AuditedViewSet):
    """Days, each worked or not; what an office changes here counts."""

    model = CalendarDay
    icon = "calendar"
    menu_label = _("calendar of working days")
    form_fields: ClassVar[list[str]] = ["date", "is_working", "note"]
    list_display: ClassVar[list[Any]] = [
        TitleColumn("date", label=_("date"), url_name="calendarday:edit", sort_key="date"),
        BooleanColumn("is_working", label=_("working day"), sort_key="is_working"),
        Column("note", label=_("note")),
    ]
    list_filter: ClassVar[list[str]] = ["is_working"]
    ordering: ClassVar[tuple[str, ...]] = ("-date",)
