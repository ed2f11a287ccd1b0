"""A round's own page at the desk: how full it is, its next step, its shortlist side by side; the printed sheet."""

from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from exemplars.domain.rounds import move_round
from exemplars.enums import RoundState
from exemplars.models import Round
from exemplars.queries.nominations import desk_nominations, side_by_side
from exemplars.queries.rounds import category_counts
from exemplars.rules.rounds import REVIEW_STATES, ROUND_STATES
from exemplars.views.desk import desk_user, open_submission
from foundation.intake.states import ForbiddenMoveError


class RoundDeskView(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """One round: state, quotas, shortlist."""

    model = Round
    any_permission_required: ClassVar[list[str]] = ["view", "change"]
    template_name = "exemplars/desk/round.html"
    page_title = gettext_lazy("Round under review")
    header_icon = "history"

    def get(self, request: HttpRequest, pk: int) -> TemplateResponse:
        """Show the round."""
        round_ = get_object_or_404(Round, pk=pk)
        may_move = request.user.has_perm("exemplars.change_round")
        states = [state for state in RoundState if state in ROUND_STATES.moves[round_.state] & REVIEW_STATES]
        context = self.get_context_data(
            round=round_,
            counts=category_counts(round_),
            shortlist=side_by_side(round_),
            next_states=states if may_move else [],
        )
        return TemplateResponse(request, self.template_name, context)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Move the round."""
        round_ = get_object_or_404(Round, pk=pk)
        target = request.POST.get("to", "")
        if target not in REVIEW_STATES or not request.user.has_perm("exemplars.change_round"):
            raise Http404
        try:
            moved = move_round(round_=round_, to=RoundState(target), actor=desk_user(request))
            messages.success(request, _("The round is now at: %(state)s.") % {"state": moved.get_state_display()})
        except ForbiddenMoveError:
            messages.error(request, _("Somebody else has moved this round meanwhile."))
        return redirect("nominations:round", pk)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the desk."""
        items: list[dict[str, Any]] = list(super().get_breadcrumbs_items())
        return [
            *items,
            {"url": reverse("nominations:index"), "label": _("Review desk")},
            {"url": "", "label": self.get_page_title()},
        ]


def sheet_view(request: HttpRequest, public_id: str) -> HttpResponse:
    """Print a nomination as the sheet that unit and office sign and seal."""
    submission = open_submission(request, str(public_id))
    nomination = desk_nominations().get(submission=submission)
    response = TemplateResponse(request, "exemplars/desk/sheet.html", {"nomination": nomination})
    response["Cache-Control"] = "no-store, private"
    return response
