"""The desk's pages of placements: one placement, the sheet, copying a month."""

import json
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from campaigns.domain.copying import copy_month
from campaigns.domain.placements import add_photo, move_placement
from campaigns.enums import PlacementState
from campaigns.forms.placements import ActForm, CopyForm, SheetForm
from campaigns.forms.sheets import PlacedRow, placement_template, refused_rows, refused_sheet, take_placements
from campaigns.models import Placement
from campaigns.queries.placements import listed
from campaigns.rules.placement_states import PLACEMENT_STATES
from campaigns.rules.shares import share_remark
from foundation.intake.domain.batches import SheetError
from foundation.intake.states import ForbiddenMoveError
from foundation.views.desk import desk_user

SECONDS: Final = 15
"""After which a request begins no further rows, well before a server in front gives up."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class PlacementDeskView(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """What the pages of the placements' desk share."""

    model: type[Model] = Placement
    any_permission_required = ["change"]
    header_icon = "thumbtack"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the list."""
        items: list[dict[str, Any]] = list(super().get_breadcrumbs_items())
        index = {"url": reverse("placement:index"), "label": _("ad placements")}
        return [*items, index, {"url": "", "label": self.get_page_title()}]

    def show(self, request: HttpRequest, **context: Any) -> TemplateResponse:
        """Render the page."""
        return TemplateResponse(request, self.template_name, self.get_context_data(**context))


class PlacementView(PlacementDeskView):
    """One placement: where and when, its photos, its damage, and the next steps of its state."""

    template_name = "campaigns/desk/placement.html"
    page_title = gettext_lazy("Placement")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        return self._page(request, pk, ActForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Move its state, or keep a photo, or both."""
        form = ActForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._page(request, pk, form)
        try:
            self._act(request, get_object_or_404(Placement, pk=pk), form)
        except ForbiddenMoveError:
            messages.error(request, _("Somebody else has moved this placement meanwhile."))
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        return redirect("placement:placement", pk)

    @transaction.atomic
    def _act(self, request: HttpRequest, placement: Placement, form: ActForm) -> None:
        day, photo = form.cleaned_data["on"], form.cleaned_data["photo"]
        if photo:
            add_photo(placement=placement, data=photo.read(), name=photo.name, on=day, actor=desk_user(request))
        if request.POST.get("to") in PlacementState.values:
            target = PlacementState(request.POST["to"])
            move_placement(placement=placement, to=target, actor=desk_user(request), on=day)
        messages.success(request, _("Saved."))

    def _page(self, request: HttpRequest, pk: int, form: ActForm) -> HttpResponse:
        placement = get_object_or_404(listed(), pk=pk)
        targets = [state for state in PlacementState if PLACEMENT_STATES.allows(placement.state, state)]
        return self.show(
            request,
            placement=placement,
            photos=placement.photos.select_related("picture").prefetch_related("picture__renditions"),
            tasks=placement.damage_tasks.order_by("-pk"),
            remark=share_remark(placement.medium, placement.surface_share),
            targets=[(state, NEXT[state]) for state in targets],
            form=form,
        )


NEXT = {
    PlacementState.UP: gettext_lazy("It is up"),
    PlacementState.DAMAGED: gettext_lazy("It is damaged"),
    PlacementState.DOWN: gettext_lazy("It was taken down"),
}


class SheetView(PlacementDeskView):
    """Fifty at once: a sheet comes in, every row is answered, what was refused goes back as a sheet."""

    any_permission_required = ["add"]
    template_name = "campaigns/desk/sheet.html"
    page_title = gettext_lazy("Enter placements from a sheet")

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form, or give the empty sheet."""
        if "template" in request.GET:
            return _sheet_file(placement_template(), "placements.xlsx")
        return self.show(request, form=SheetForm(), answers=())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take the sheet in, or give back what was refused of it."""
        if "refused" in request.POST:
            return _sheet_file(refused_sheet(refused_rows(request.POST["refused"])), "placements-refused.xlsx")
        form = SheetForm(request.POST, request.FILES)
        answers: list[PlacedRow] = []
        if form.is_valid():
            try:
                data = form.cleaned_data["sheet"].read()
                answers = take_placements(data=data, actor=desk_user(request), seconds=SECONDS)
            except SheetError as error:
                form.add_error("sheet", str(error))
        # What was refused stands first, then what is remarked on: among fifty rows it would be looked for.
        shown = sorted(answers, key=lambda answer: (answer.placement is not None, not answer.remark, answer.line))
        refused = json.dumps([answer.values for answer in answers if answer.placement is None], ensure_ascii=False)
        return self.show(request, form=form, answers=shown, refused_rows=refused, **_counts(answers))


def _sheet_file(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store, private"
    return response


def _counts(answers: list[PlacedRow]) -> dict[str, int]:
    refused = sum(answer.placement is None for answer in answers)
    repeated = sum(answer.repeated for answer in answers)
    remarked = sum(bool(answer.remark) for answer in answers)
    added = len(answers) - refused - repeated
    return {"added": added, "repeated": repeated, "refused": refused, "remarked": remarked}


class CopyView(PlacementDeskView):
    """Last month's placements planned again."""

    any_permission_required = ["add"]
    template_name = "campaigns/desk/copy.html"
    page_title = gettext_lazy("Copy a month")

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form."""
        return self.show(request, form=CopyForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Copy, and say what was made and what was left out."""
        form = CopyForm(request.POST)
        if not form.is_valid():
            return self.show(request, form=form)
        source, target = form.spans()
        unit = form.cleaned_data["organisation"]
        copied = copy_month(source=source, target=target, organisation=unit, actor=desk_user(request), seconds=SECONDS)
        text = _("%(made)d planned, %(known)d already there, %(expired)d left out because the ad is not valid then.")
        messages.success(request, text % {"made": copied.made, "known": copied.known, "expired": copied.expired})
        if copied.left:
            text = _("%(left)d are left. Please press “Copy” again: it goes on where it stopped.")
            messages.warning(request, text % {"left": copied.left})
            return self.show(request, form=form)
        return redirect("placement:index")
