"""The desk's pages of placements: one placement, the sheet, copying a month, taking down, stickers."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.models import Site

from campaigns.domain.placements import add_photo, copy_month, move_placement
from campaigns.enums import PlacementState
from campaigns.filing.stickers import PrintingUnavailableError, sticker_sheet
from campaigns.forms.placements import ActForm, CopyForm, SheetForm
from campaigns.forms.sheets import PlacedRow, placement_template, take_placements
from campaigns.models import DamageTask, Placement
from campaigns.queries.placements import listed, over_for
from campaigns.rules.keys import key_in
from campaigns.rules.placement_states import PLACEMENT_STATES
from campaigns.views.screen_desk import actor
from foundation.intake.domain.batches import SheetError
from foundation.intake.states import ForbiddenMoveError
from foundation.models import SiteIdentity

MOST_OVER = 500
"""Rows of what is to be taken down on one page."""
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
            add_photo(placement=placement, data=photo.read(), name=photo.name, on=day, actor=actor(request))
        if request.POST.get("to") in PlacementState.values:
            target = PlacementState(request.POST["to"])
            move_placement(placement=placement, to=target, actor=actor(request), on=day)
        messages.success(request, _("Saved."))

    def _page(self, request: HttpRequest, pk: int, form: ActForm) -> HttpResponse:
        placement = get_object_or_404(listed(), pk=pk)
        targets = [state for state in PlacementState if PLACEMENT_STATES.allows(placement.state, state)]
        return self.show(
            request,
            placement=placement,
            photos=placement.photos.select_related("picture").prefetch_related("picture__renditions"),
            tasks=placement.damage_tasks.order_by("-pk"),
            targets=[(state, NEXT[state]) for state in targets],
            form=form,
        )


NEXT = {
    PlacementState.UP: gettext_lazy("It is up"),
    PlacementState.DAMAGED: gettext_lazy("It is damaged"),
    PlacementState.DOWN: gettext_lazy("It was taken down"),
}


class SheetView(PlacementDeskView):
    """Fifty at once: a sheet comes in, every row is answered."""

    any_permission_required = ["add"]
    template_name = "campaigns/desk/sheet.html"
    page_title = gettext_lazy("Enter placements from a sheet")

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form, or give the empty sheet."""
        if "template" in request.GET:
            response = HttpResponse(placement_template(), content_type=XLSX)
            response["Content-Disposition"] = 'attachment; filename="placements.xlsx"'
            return response
        return self.show(request, form=SheetForm(), answers=())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take the sheet in."""
        form = SheetForm(request.POST, request.FILES)
        answers: list[PlacedRow] = []
        if form.is_valid():
            try:
                answers = take_placements(data=form.cleaned_data["sheet"].read(), actor=actor(request))
            except SheetError as error:
                form.add_error("sheet", str(error))
        # What was refused stands first: among fifty rows it would be looked for.
        shown = sorted(answers, key=lambda answer: answer.placement is not None)
        return self.show(request, form=form, answers=shown, **_counts(answers))


def _counts(answers: list[PlacedRow]) -> dict[str, int]:
    refused = sum(answer.placement is None for answer in answers)
    repeated = sum(answer.repeated for answer in answers)
    return {"added": len(answers) - refused - repeated, "repeated": repeated, "refused": refused}


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
        copied = copy_month(source=source, target=target, organisation=unit, actor=actor(request))
        text = _("%(made)d planned, %(known)d already there, %(expired)d left out because the ad has expired.")
        counts = {"made": len(copied.made), "known": copied.known, "expired": copied.expired}
        messages.success(request, text % counts)
        return redirect("placement:index")


class TakeDownView(PlacementDeskView):
    """What still hangs although its time is over."""

    # The units that hang ads mend them too; this permission is the one that both they and the office have.
    model = DamageTask
    template_name = "campaigns/desk/take_down.html"
    page_title = gettext_lazy("To take down")

    def get(self, request: HttpRequest) -> HttpResponse:
        """List it."""
        return self._list(request, ActForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Say that the ticked ones came down."""
        form = ActForm(request.POST)
        if not form.is_valid():
            return self._list(request, form)
        keys = [key_in(key) for key in request.POST.getlist("placement")][:MOST_OVER]
        count = 0
        for placement in over_for(actor(request)).filter(pk__in=keys):
            count += self._take_down(request, placement, form)
        text = ngettext("%(count)d placement is down.", "%(count)d placements are down.", count)
        messages.success(request, text % {"count": count})
        return redirect("placement:take_down")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the list of placements those who may see it."""
        items = super().get_breadcrumbs_items()
        return items if self._keeps() else [items[0], items[-1]]

    def _keeps(self) -> bool:
        return actor(self.request).has_perm("campaigns.change_placement")

    def _list(self, request: HttpRequest, form: ActForm) -> HttpResponse:
        rows = list(over_for(actor(request))[: MOST_OVER + 1])
        more = len(rows) > MOST_OVER
        return self.show(request, placements=rows[:MOST_OVER], more=more, form=form, keeps=self._keeps())

    def _take_down(self, request: HttpRequest, placement: Placement, form: Form) -> bool:
        try:
            day = form.cleaned_data["on"]
            move_placement(placement=placement, to=PlacementState.DOWN, actor=actor(request), on=day)
        except (ForbiddenMoveError, ValidationError):
            return False
        return True


class StickerView(PlacementDeskView):
    """The stickers of what the list's filters leave, as PDF."""

    index_url = reverse_lazy("placement:index")
    filterset_class: Any = None

    def get(self, request: HttpRequest) -> HttpResponse:
        """Give the PDF, or a sentence where it cannot be made."""
        site = Site.find_for_request(request)
        identity = SiteIdentity.for_site(site)
        found = self.filterset_class(request.GET, queryset=listed(), request=request).qs.exclude(code="")
        try:
            pdf = sticker_sheet(found.order_by("code", "-starts_on")[:2000], office=identity.organiser or str(site))
        except PrintingUnavailableError:
            text = _(
                "Stickers cannot be drawn here: the system packages for PDF are missing. Please tell the operator."
            )
            messages.error(request, text)
            return redirect(str(self.index_url))
        response = HttpResponse(pdf, content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="stickers-{timezone.localdate()}.pdf"'
        return response
