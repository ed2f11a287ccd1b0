"""Two nominations read side by side."""

from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from exemplars.models import Nomination
from exemplars.queries.checks import checks_of
from exemplars.queries.nominations import desk_nominations, evidence_between
from exemplars.queries.notices import today
from exemplars.views.desk import named, open_submission, sealed_sheets
from foundation.intake.enums import FileState
from foundation.text.counting import count


class CompareView(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """``/admin/nominations/compare/?one=…&other=…``: both through the guarded door."""

    model = Nomination
    any_permission_required: ClassVar[list[str]] = ["change"]
    template_name = "exemplars/desk/compare.html"
    page_title = gettext_lazy("Side by side")
    header_icon = "clipboard-list"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the two, line by line."""
        both = [self._nomination(request, name) for name in ("one", "other")]
        one, other = both
        if one.pk == other.pk:
            raise Http404
        context = self.get_context_data(
            both=both,
            rows=[(label, first, second, first != second) for label, first, second in _rows(one, other)],
            deeds=[(each.deeds, count(each.deeds).words) for each in both],
            files=[_files(each) for each in both],
            checks=[checks_of(each, today()) for each in both],
            decisions=[list(each.decisions.select_related("proposed_by", "answered_by")) for each in both],
            evidence=evidence_between(one, other),
            same_round=one.round_id == other.round_id,
        )
        response = TemplateResponse(request, self.template_name, context)
        response["Cache-Control"] = "no-store, private"
        return response

    def _nomination(self, request: HttpRequest, name: str) -> Any:
        submission = open_submission(request, named(request.GET.get(name, "")))
        return desk_nominations().get(submission=submission)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the list."""
        items: list[dict[str, Any]] = list(super().get_breadcrumbs_items())
        return [
            *items,
            {"url": reverse("nominations:index"), "label": _("Review desk")},
            {"url": "", "label": self.get_page_title()},
        ]


def _rows(one: Nomination, other: Nomination) -> list[tuple[Any, str, str]]:
    return [
        (_("Nominee"), one.name, other.name),
        (_("Category"), one.category.name, other.category.name),
        (_("where"), one.place, other.place),
        (_("unit"), one.unit, other.unit),
        (_("consent of the nominee"), one.get_consent_display(), other.get_consent_display()),
        (_("State"), one.get_state_display(), other.get_state_display()),
        (_("sent with the list of"), str(one.unit_list or ""), str(other.unit_list or "")),
    ]


def _files(nomination: Nomination) -> dict[str, Any]:
    evidence = nomination.submission.files.filter(state=FileState.COMPLETE, desk_file__isnull=True)
    return {"evidence": list(evidence), "sheets": sealed_sheets(nomination)}
