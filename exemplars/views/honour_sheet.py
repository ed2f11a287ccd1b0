"""Honours of past years from a sheet."""

from typing import Any, ClassVar, Final

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from exemplars.forms.honours import PastSheetForm
from exemplars.forms.past_honours import HonouredRow, past_honours_template, take_past_honours
from exemplars.models import Honour
from foundation.intake.domain.batches import SheetError
from foundation.views.desk import desk_user

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class HonourSheetView(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """A sheet comes in, every row is answered."""

    model = Honour
    any_permission_required: ClassVar[list[str]] = ["add"]
    template_name = "exemplars/desk/past_honours.html"
    page_title = gettext_lazy("Honours of past years from a sheet")
    header_icon = "table"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form, or give the empty sheet."""
        if "template" in request.GET:
            response = HttpResponse(past_honours_template(), content_type=XLSX)
            response["Content-Disposition"] = 'attachment; filename="honours.xlsx"'
            return response
        return self.show(request, PastSheetForm(), [])

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take the sheet in."""
        form = PastSheetForm(request.POST, request.FILES)
        answers: list[HonouredRow] = []
        if form.is_valid():
            try:
                answers = take_past_honours(data=form.cleaned_data["sheet"].read(), actor=desk_user(request))
            except SheetError as error:
                form.add_error("sheet", str(error))
        return self.show(request, form, answers)

    def show(self, request: HttpRequest, form: forms.Form, answers: list[HonouredRow]) -> TemplateResponse:
        """Render the page."""
        refused = sum(answer.honour is None for answer in answers)
        repeated = sum(answer.repeated for answer in answers)
        counts = {"added": len(answers) - refused - repeated, "repeated": repeated, "refused": refused}
        return TemplateResponse(
            request, self.template_name, self.get_context_data(form=form, answers=answers, **counts)
        )

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the list."""
        items: list[dict[str, Any]] = list(super().get_breadcrumbs_items())
        index = {"url": reverse("honour:index"), "label": _("honours")}
        return [*items, index, {"url": "", "label": self.get_page_title()}]
