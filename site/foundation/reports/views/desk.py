"""The desk in the admin: the list, one report through the guarded door, its files, the two acts."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from foundation.intake.domain.access import NotHereError, for_desk
from foundation.intake.domain.files import read_file
from foundation.intake.enums import FileState
from foundation.intake.file_rules import EXTENSIONS
from foundation.intake.models import IntakeFile, Submission
from foundation.intake.states import ForbiddenMoveError
from foundation.models import User
from foundation.reports.domain.reports import close_report, take_report
from foundation.reports.enums import ReportState
from foundation.reports.forms import DeskForm
from foundation.reports.kind import ERROR_REPORT
from foundation.reports.models import OPEN_STATES, ErrorReport
from foundation.reports.queries import desk_reports, today
from foundation.views.unexported import UnexportedIndexView


class ReportFilterSet(WagtailFilterSet):
    """Filters of the list."""

    class Meta:
        model = ErrorReport
        fields = ["state", "handler"]


class ReportIndexView(UnexportedIndexView):
    """The list of reports. It shows the page, never contact data or what was written."""

    model = ErrorReport
    filterset_class = ReportFilterSet
    page_title = gettext_lazy("Error reports")
    header_icon = "warning"
    any_permission_required = ["change"]
    paginate_by = 50
    is_searchable = False
    index_url_name = "error_reports:index"
    index_results_url_name = "error_reports:index_results"

    @cached_property
    def columns(self) -> list[Column]:
        """Show number, page, state, due date, handler, time."""
        return [
            TitleColumn("number", label=_("Receipt number"), accessor="submission.number", get_url=_report_url),
            Column("page", label=_("Page"), accessor=_page),
            StatusTagColumn("state", label=_("State"), accessor="get_state_display", primary=_is_open),
            Column("due_on", label=_("Due on"), accessor=_due, sort_key="due_on"),
            Column("handler", label=_("Handled by"), accessor="handler"),
            DateColumn("received_at", label=_("Received at"), accessor="submission.received_at"),
        ]

    def get_base_queryset(self) -> Any:
        """Read submission and handler with the list."""
        return desk_reports()


def _report_url(report: ErrorReport) -> str:
    return reverse("error_reports:report", args=[report.submission.public_id])


def _page(report: ErrorReport) -> str:
    return str(report.page.reveal())[:60]


def _is_open(report: ErrorReport) -> bool:
    return report.state in OPEN_STATES


def _due(report: ErrorReport) -> str:
    overdue = _is_open(report) and report.due_on < today()
    return _("%(date)s (overdue)") % {"date": report.due_on} if overdue else str(report.due_on)


def _user(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def _open(request: HttpRequest, public_id: str) -> Submission:
    try:
        return for_desk(kind=ERROR_REPORT, public_id=public_id, user=_user(request))
    except NotHereError:
        raise Http404 from None


class ReportView(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """One report, opened through the guarded door."""

    model = ErrorReport
    any_permission_required = ["change"]
    template_name = "foundation/reports/desk_report.html"
    page_title = gettext_lazy("Error report")
    header_icon = "warning"

    def get(self, request: HttpRequest, public_id: str) -> TemplateResponse:
        """Show the report."""
        return self._show(request, _open(request, str(public_id)), DeskForm())

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Take the report, or close it with a reply."""
        submission = _open(request, str(public_id))
        report = ErrorReport.objects.get(submission=submission)
        form = DeskForm(request.POST)
        try:
            if request.POST.get("act") == "take":
                take_report(report=report, actor=_user(request))
                messages.success(request, _("You now handle this report."))
            elif form.is_valid():
                outcome = ReportState(form.cleaned_data["outcome"])
                close_report(report=report, outcome=outcome, reply=form.cleaned_data["reply"], actor=_user(request))
                messages.success(request, _("The report is closed and the reader can see the reply."))
            else:
                return self._show(request, submission, form)
        except ForbiddenMoveError:
            messages.error(request, _("Somebody else has closed this report meanwhile."))
        return redirect("error_reports:report", submission.public_id)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the list."""
        items: list[dict[str, Any]] = list(super().get_breadcrumbs_items())
        return [
            *items,
            {"url": reverse("error_reports:index"), "label": _("Error reports")},
            {"url": "", "label": self.get_page_title()},
        ]

    def _show(self, request: HttpRequest, submission: Submission, form: DeskForm) -> TemplateResponse:
        report = desk_reports().get(submission=submission)
        context = self.get_context_data(
            report=report,
            submission=submission,
            page=report.page.reveal(),
            place=report.place.reveal(),
            wrong=report.wrong.reveal(),
            reply=report.reply.reveal(),
            contact=[
                (field.verbose_name, getattr(submission, field.attname).reveal())
                for field in (
                    Submission.contact_name.field,
                    Submission.contact_phone.field,
                    Submission.contact_email.field,
                )
            ],
            files=submission.files.filter(state=FileState.COMPLETE),
            form=form,
            is_open=_is_open(report),
            is_mine=report.handler_id == _user(request).pk,
            mails=submission.mails.all(),
        )
        response = TemplateResponse(request, self.template_name, context)
        response["Cache-Control"] = "no-store, private"
        return response


def file_view(request: HttpRequest, public_id: str, file_id: str) -> StreamingHttpResponse:
    """Give a received file to the desk, as a download: a browser must not show what a stranger sent."""
    submission = _open(request, str(public_id))
    file = get_object_or_404(IntakeFile, submission=submission, public_id=file_id, state=FileState.COMPLETE)
    response = StreamingHttpResponse(read_file(file), content_type="application/octet-stream")
    name = f"{submission.number}-{file.pk}{EXTENSIONS.get(file.media_type, '')}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Length"] = str(file.size)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    return response
