"""The objections' desk: the list by due date, and one objection through the guarded door."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from exemplars.domain.objections import close_objection, take_objection
from exemplars.enums import ObjectionState
from exemplars.forms.objections import FindingForm
from exemplars.models import Objection
from exemplars.queries.notices import desk_objections, today
from exemplars.rules.notices import OPEN_OBJECTIONS
from exemplars.views.desk import contact_of, give_file, open_submission
from foundation.intake.enums import FileState
from foundation.intake.states import ForbiddenMoveError
from foundation.views.desk import desk_user
from foundation.views.unexported import UnexportedIndexView


class ObjectionFilterSet(WagtailFilterSet):
    """Filters of the list."""

    class Meta:
        model = Objection
        fields: ClassVar[list[str]] = ["state", "round"]


class ObjectionIndexView(UnexportedIndexView):
    """The list of objections. It never shows who objects or what was said."""

    model = Objection
    filterset_class = ObjectionFilterSet
    page_title = gettext_lazy("Objections")
    header_icon = "warning"
    any_permission_required: ClassVar[list[str]] = ["change"]
    paginate_by = 50
    is_searchable = False
    index_url_name = "objections:index"
    index_results_url_name = "objections:index_results"

    @cached_property
    def columns(self) -> list[Column]:
        """Show number, nominee, round, state, due date, who checks."""
        return [
            TitleColumn("number", label=_("Receipt number"), accessor="submission.number", get_url=_objection_url),
            Column("nomination", label=_("Nominee")),
            Column("round", label=_("round")),
            StatusTagColumn("state", label=_("State"), accessor="get_state_display", primary=_is_open),
            Column("due_on", label=_("Due on"), accessor=_due),
            Column("handler", label=_("Handled by"), accessor="handler"),
        ]

    def get_base_queryset(self) -> Any:
        """Read what the columns show along."""
        return desk_objections()


def _objection_url(objection: Objection) -> str:
    return reverse("objections:objection", args=[objection.submission.public_id])


def _is_open(objection: Objection) -> bool:
    return objection.state in OPEN_OBJECTIONS


def _due(objection: Objection) -> str:
    overdue = _is_open(objection) and objection.due_on < today()
    return _("%(date)s (overdue)") % {"date": objection.due_on} if overdue else str(objection.due_on)


class ObjectionView(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """One objection."""

    model = Objection
    any_permission_required: ClassVar[list[str]] = ["change"]
    template_name = "exemplars/desk/objection.html"
    page_title = gettext_lazy("Objection")
    header_icon = "warning"

    def get(self, request: HttpRequest, public_id: str) -> TemplateResponse:
        """Show the objection."""
        return self._show(request, str(public_id), FindingForm())

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Take the objection, or close it with what was found."""
        submission = open_submission(request, str(public_id), kind="objection")
        objection = Objection.objects.get(submission=submission)
        form = FindingForm(request.POST)
        try:
            if request.POST.get("act") == "take":
                take_objection(objection=objection, actor=desk_user(request))
                messages.success(request, _("You now check this objection."))
            elif form.is_valid():
                outcome = ObjectionState(form.cleaned_data["outcome"])
                finding = form.cleaned_data["finding"]
                close_objection(objection=objection, outcome=outcome, finding=finding, actor=desk_user(request))
                messages.success(request, _("The objection is closed."))
            else:
                return self._show(request, str(public_id), form)
        except ForbiddenMoveError:
            messages.error(request, _("First take the objection; or somebody else has closed it meanwhile."))
        return redirect("objections:objection", submission.public_id)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the list."""
        items: list[dict[str, Any]] = list(super().get_breadcrumbs_items())
        return [
            *items,
            {"url": reverse("objections:index"), "label": _("Objections")},
            {"url": "", "label": self.get_page_title()},
        ]

    def _show(self, request: HttpRequest, public_id: str, form: FindingForm) -> TemplateResponse:
        submission = open_submission(request, public_id, kind="objection")
        objection = desk_objections().get(submission=submission)
        context = self.get_context_data(
            objection=objection,
            submission=submission,
            statement=objection.statement.reveal(),
            finding=objection.finding.reveal(),
            contact=contact_of(submission),
            files=submission.files.filter(state=FileState.COMPLETE),
            form=form if objection.state == ObjectionState.CHECKING else None,
            may_take=_is_open(objection) and objection.handler_id != desk_user(request).pk,
        )
        response = TemplateResponse(request, self.template_name, context)
        response["Cache-Control"] = "no-store, private"
        return response


def objection_file_view(request: HttpRequest, public_id: str, file_id: str) -> StreamingHttpResponse:
    """Give a received file to the desk."""
    submission = open_submission(request, str(public_id), kind="objection")
    return give_file(submission, str(file_id))
