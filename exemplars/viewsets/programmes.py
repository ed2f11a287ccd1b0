"""Programmes in the administration."""

from typing import Any, ClassVar

from django.db.models import ProtectedError, QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn

from exemplars.forms.programmes import ProgrammeForm
from exemplars.models import Programme
from foundation.views.audited import AuditedEditView
from foundation.views.unexported import UnexportedIndexView
from foundation.viewsets.audited import AuditedViewSet
from foundation.widgets import OrganisationChooser, RegionChooser


class ProgrammeIndexView(UnexportedIndexView):
    """The list of programmes."""

    def get_base_queryset(self) -> QuerySet[Programme]:
        """Read what the columns show along."""
        found: QuerySet[Programme] = Programme.objects.select_related("parent", "organiser")
        return found


class ProgrammeEditView(AuditedEditView):
    """The form of a programme."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep a category that is in use, and say so instead of failing."""
        try:
            response: HttpResponse = super().form_valid(form)
        except ProtectedError:
            self.produced_error_message = _("A category that nominations or honours name cannot be deleted.")
            response = self.form_invalid(form)
        return response


class ProgrammeViewSet(AuditedViewSet):
    """Programmes with their categories."""

    model = Programme
    icon = "pick"
    menu_label = _("programmes")
    index_view_class = ProgrammeIndexView
    edit_view_class = ProgrammeEditView
    list_display: ClassVar[list[Any]] = [
        TitleColumn("name", label=_("name"), url_name="programme:edit", sort_key="name"),
        Column("get_level_display", label=_("level"), sort_key="level"),
        Column("organiser", label=_("awarded by")),
        Column("parent", label=_("programme of the level above")),
    ]
    list_filter: ClassVar[list[str]] = ["level"]
    search_fields: ClassVar[list[str]] = ["name"]
    ordering: ClassVar[tuple[str, ...]] = ("sort_order", "id")
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("name"), FieldPanel("level")]),
            FieldPanel("subjects"),
            FieldPanel("parent"),
            FieldPanel("organiser", widget=OrganisationChooser),
            FieldPanel("region", widget=RegionChooser),
            FieldPanel("description"),
            InlinePanel(
                "categories",
                label=_("category"),
                heading=_("categories"),
                min_num=1,
                panels=[FieldRowPanel([FieldPanel("name"), FieldPanel("code")]), FieldPanel("guidance")],
            ),
        ],
        base_form_class=ProgrammeForm,
    )
