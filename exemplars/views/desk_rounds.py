"""A round's own page at the desk: how full it is, its next step, its shortlist side by side; the printed sheet."""

from typing import Any, ClassVar, Final

from django.core.exceptions import ValidationError
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

from exemplars.domain.honours import number_honours
from exemplars.domain.nominee_pages import PageUndecidedError
from exemplars.domain.notices import (
    NobodySelectedError,
    NoticeRunningError,
    ObjectionsOpenError,
    ObjectionUpheldError,
    ProposalsOpenError,
    announce_round,
    start_notice,
    withdraw_notice,
)
from exemplars.domain.people import NoWallError
from exemplars.domain.rounds import move_round
from exemplars.enums import RoundState
from exemplars.forms.honours import DocumentForm
from exemplars.models import Honour, Round
from exemplars.queries.checks import outstanding_checks
from exemplars.queries.nominations import side_by_side
from exemplars.queries.notices import today
from exemplars.queries.rounds import category_counts
from exemplars.rules.notices import UnknownDayError
from exemplars.rules.rounds import ROUND_STATES
from foundation.intake.states import ForbiddenMoveError
from foundation.models import SiteIdentity, User
from foundation.views.desk import desk_user

REFUSALS: dict[type[Exception], Any] = {
    ForbiddenMoveError: gettext_lazy("Somebody else has moved this round meanwhile."),
    NobodySelectedError: gettext_lazy("Nobody is selected yet."),
    ProposalsOpenError: gettext_lazy("Proposed decisions wait for their second person; please finish them first."),
    NoticeRunningError: gettext_lazy("The public notice has not ended yet."),
    ObjectionsOpenError: gettext_lazy("Objections wait for an answer; please close them first."),
    ObjectionUpheldError: gettext_lazy(
        "An objection to one of the selected was upheld: two people have to take them out of the selection first."
    ),
    PageUndecidedError: gettext_lazy(
        "Somebody of the same name has a page already: please say in “Pages of the selected” whether they are one."
    ),
    NoWallError: gettext_lazy("There is no page of exemplars yet; please make one under the front page first."),
}
REFUSED: tuple[type[Exception], ...] = tuple(REFUSALS)
NUMBER: Final = "number"


def _move(round_: Round, target: RoundState, actor: User, document_number: str) -> Round:
    if not ROUND_STATES.allows(round_.state, target):
        raise ForbiddenMoveError(round_.state, target)
    if target == RoundState.NOTICE:
        return start_notice(round_=round_, on=today(), actor=actor)
    if target == RoundState.ANNOUNCED:
        return announce_round(round_=round_, on=today(), actor=actor, document_number=document_number)
    if round_.state == RoundState.NOTICE:
        return withdraw_notice(round_=round_, actor=actor)
    return move_round(round_=round_, to=target, actor=actor)


def _can_be_reached(request: HttpRequest) -> bool:
    office = SiteIdentity.for_request(request)
    return any((office.contact_phone, office.contact_email, office.contact_address))


class RoundDeskView(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """One round: state, quotas, shortlist."""

    model = Round
    any_permission_required: ClassVar[list[str]] = ["view", "change"]
    template_name = "exemplars/desk/round.html"
    page_title = gettext_lazy("Round under review")
    header_icon = "history"

    def get(self, request: HttpRequest, pk: int) -> TemplateResponse:
        """Show the round."""
        return self._show(request, get_object_or_404(Round, pk=pk), DocumentForm())

    def _show(self, request: HttpRequest, round_: Round, document_form: DocumentForm) -> TemplateResponse:
        may_move = request.user.has_perm("exemplars.change_round")
        states = [state for state in RoundState if state in ROUND_STATES.moves[round_.state]]
        context = self.get_context_data(
            round=round_,
            counts=category_counts(round_),
            shortlist=side_by_side(round_),
            outstanding=outstanding_checks(round_),
            next_states=states if may_move else [],
            honours=Honour.objects.standing().filter(round=round_).count() if may_move else 0,
            document_form=document_form,
        )
        return TemplateResponse(request, self.template_name, context)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Move the round, or write the number of the document that announced it."""
        round_ = get_object_or_404(Round, pk=pk)
        target = request.POST.get("to", "")
        if target not in (*RoundState.values, NUMBER) or not request.user.has_perm("exemplars.change_round"):
            raise Http404
        form = DocumentForm(request.POST)
        if not form.is_valid():
            return self._show(request, round_, form)
        number = form.cleaned_data["document_number"]
        if target == NUMBER:
            return self._number(request, round_, form)
        try:
            moved = _move(round_, RoundState(target), desk_user(request), number)
            messages.success(request, _("The round is now at: %(state)s.") % {"state": moved.get_state_display()})
            if moved.state == RoundState.NOTICE and not _can_be_reached(request):
                messages.warning(
                    request,
                    _("The notice names no telephone, e-mail or address: please enter them in the site identity."),
                )
        except REFUSED as error:
            messages.error(request, REFUSALS[type(error)])
        except ValidationError as error:  # an honour that cannot be recorded, such as one that stands already
            messages.error(request, " ".join(error.messages))
        except UnknownDayError as error:
            sentence = _("The calendar of working days does not know %(day)s. Please fill it in first.")
            messages.error(request, sentence % {"day": error.day})
        return redirect("nominations:round", pk)

    def _number(self, request: HttpRequest, round_: Round, form: DocumentForm) -> HttpResponse:
        of_round = Honour.objects.standing().filter(round=round_)
        number = form.cleaned_data["document_number"]
        try:
            changed = number_honours(honours=of_round, document_number=number, actor=desk_user(request))
        except ValidationError as refusal:
            form.add_error("document_number", refusal.messages)
            return self._show(request, round_, form)
        messages.success(request, _("Document number of %(count)s honours saved.") % {"count": changed})
        return redirect("nominations:round", round_.pk)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the desk."""
        items: list[dict[str, Any]] = list(super().get_breadcrumbs_items())
        return [
            *items,
            {"url": reverse("nominations:index"), "label": _("Review desk")},
            {"url": "", "label": self.get_page_title()},
        ]
