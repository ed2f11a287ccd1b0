"""The damage desk: the unit's tasks, one task with its reports, what passers-by sent."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from campaigns.damage_kind import DAMAGE_REPORT
from campaigns.domain.damage import close_damage, confirm_damage, tell_unit_again
from campaigns.enums import DamageState
from campaigns.forms.damage import CloseDamageForm
from campaigns.models import DamageTask
from campaigns.queries.damage import tasks_for
from campaigns.rules.placement_states import DAMAGE_STATES
from foundation.intake.domain.access import NotHereError, for_desk
from foundation.intake.domain.files import read_file
from foundation.intake.enums import FileState
from foundation.intake.file_rules import EXTENSIONS
from foundation.intake.models import IntakeFile, Submission
from foundation.intake.states import ForbiddenMoveError
from foundation.reports.queries import today
from foundation.views.desk import desk_user
from foundation.views.unexported import UnexportedIndexView

CONTACT = (Submission.contact_name, Submission.contact_phone, Submission.contact_email)


class TaskFilterSet(WagtailFilterSet):
    """Filters of the list."""

    class Meta:
        model = DamageTask
        fields = ["state"]


class TaskIndexView(UnexportedIndexView):
    """The tasks of the person's unit; all for those who keep the placements."""

    model = DamageTask
    filterset_class = TaskFilterSet
    page_title = gettext_lazy("Damaged ads")
    header_icon = "warning"
    any_permission_required = ["change"]
    paginate_by = 50
    is_searchable = False
    index_url_name = "damage_tasks:index"
    index_results_url_name = "damage_tasks:index_results"
    default_ordering = ("due_on", "pk")

    @cached_property
    def columns(self) -> list[Column]:
        """Show place, ad, unit, state, due date and number of reports. Nothing of this tells of a person."""
        return [
            TitleColumn("place", label=_("Place"), accessor="placement.place", get_url=_task_url),
            Column("medium", label=_("medium"), accessor="placement.medium"),
            Column("ad", label=_("Ad"), accessor="placement.psa_file.psa.title"),
            Column("unit", label=_("unit"), accessor=_unit),
            StatusTagColumn("state", label=_("State"), accessor="get_state_display", primary=_is_open),
            Column("due_on", label=_("Due on"), accessor=_due, sort_key="due_on"),
            Column("report_count", label=_("Reports")),
        ]

    def get_base_queryset(self) -> Any:
        """Read everything a row shows with the list."""
        return tasks_for(desk_user(self.request))


def _task_url(task: DamageTask) -> str:
    return reverse("damage_tasks:task", args=[task.pk])


def _unit(task: DamageTask) -> str:
    unit = str(task.placement.organisation)
    return _("%(unit)s (nobody could be told)") % {"unit": unit} if task.is_open and not task.told else unit


def _is_open(task: DamageTask) -> bool:
    return task.is_open


def _due(task: DamageTask) -> str:
    overdue = task.is_open and task.due_on < today()
    return _("%(date)s (overdue)") % {"date": task.due_on} if overdue else str(task.due_on)


def _task(request: HttpRequest, pk: int) -> DamageTask:
    if not request.user.has_perm("campaigns.change_damagetask"):
        raise PermissionDenied
    return get_object_or_404(tasks_for(desk_user(request)), pk=pk)


class TaskView(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """One task: confirm it, close it with a photo."""

    model = DamageTask
    any_permission_required = ["change"]
    template_name = "campaigns/desk/damage_task.html"
    page_title = gettext_lazy("Damaged ad")
    header_icon = "warning"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the task."""
        return self._show(request, _task(request, pk), CloseDamageForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Confirm the damage, or close the task."""
        task = _task(request, pk)
        form = CloseDamageForm(request.POST, request.FILES)
        try:
            if request.POST.get("act") == "confirm":
                confirm_damage(task=task, actor=desk_user(request))
            elif request.POST.get("act") == "tell":
                self._tell(request, task)
            elif form.is_valid():
                self._close(request, task, form)
            else:
                return self._show(request, task, form)
        except ForbiddenMoveError:
            messages.error(request, _("Somebody else has moved this task meanwhile."))
        except ValidationError as refusal:
            form.add_error("photo", refusal.messages)
            return self._show(request, task, form)
        return redirect("damage_tasks:task", pk)

    def _tell(self, request: HttpRequest, task: DamageTask) -> None:
        told = tell_unit_again(task=task, actor=desk_user(request))
        if told:
            text = ngettext("%(count)d person was written to.", "%(count)d people were written to.", told)
            messages.success(request, text % {"count": told})
        else:
            messages.warning(request, _("There is still nobody with a mail address."))

    def _close(self, request: HttpRequest, task: DamageTask, form: CloseDamageForm) -> None:
        photo = form.cleaned_data["photo"]
        close_damage(
            task=task,
            outcome=DamageState(form.cleaned_data["outcome"]),
            photo=photo.read(),
            name=photo.name,
            on=form.cleaned_data["on"],
            actor=desk_user(request),
        )
        messages.success(request, _("The task is closed."))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the list."""
        items: list[dict[str, Any]] = list(super().get_breadcrumbs_items())
        index = {"url": reverse("damage_tasks:index"), "label": _("Damaged ads")}
        return [*items, index, {"url": "", "label": self.get_page_title()}]

    def _show(self, request: HttpRequest, task: DamageTask, form: CloseDamageForm) -> TemplateResponse:
        context = self.get_context_data(
            task=task,
            placement=task.placement,
            reports=[_opened(request, report) for report in task.reports.select_related("submission")],
            form=form,
            untold=task.is_open and not task.told,
            may_confirm=DAMAGE_STATES.allows(task.state, DamageState.CONFIRMED),
        )
        response = TemplateResponse(request, self.template_name, context)
        response["Cache-Control"] = "no-store, private"
        return response


def _opened(request: HttpRequest, report: Any) -> dict[str, Any]:
    """Open a report through the guarded door, which writes down who looked.

    Who reported is the office's to know: the unit that a report is about mends by place and photo, and is not told.
    """
    submission = for_desk(kind=DAMAGE_REPORT, public_id=str(report.submission.public_id), user=desk_user(request))
    fields = CONTACT if request.user.has_perm("campaigns.change_placement") else ()
    contact = [(each.field.verbose_name, getattr(submission, each.field.attname).reveal()) for each in fields]
    return {
        "submission": submission,
        "what": report.what.reveal(),
        "contact": [(label, value) for label, value in contact if value],
        "files": submission.files.filter(state=FileState.COMPLETE),
    }


def file_view(request: HttpRequest, pk: int, file_id: str) -> StreamingHttpResponse:
    """Give a received photo to the desk, as a download: a browser must not show what a stranger sent."""
    task = _task(request, pk)
    file = get_object_or_404(
        IntakeFile, submission__damage_report__task=task, public_id=file_id, state=FileState.COMPLETE
    )
    try:
        for_desk(kind=DAMAGE_REPORT, public_id=str(file.submission.public_id), user=desk_user(request))  # type: ignore[union-attr] # found by it
    except NotHereError:
        raise Http404 from None
    response = StreamingHttpResponse(read_file(file), content_type="application/octet-stream")
    name = f"{task.pk}-{file.pk}{EXTENSIONS.get(file.media_type, '')}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Length"] = str(file.size)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    return response
