"""The review desk: the list, one nomination through the guarded door, its files, and what can be done with it."""

from typing import Any, ClassVar, Final

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from exemplars.domain import decisions
from exemplars.domain.checks import keep_sheet
from exemplars.domain.nominations import (
    NotAPersonError,
    NotTheSameRoundError,
    ask_nominator,
    join_nomination,
    note_deceased,
    withdraw_nominee_consent,
)
from exemplars.enums import DeskFilePurpose, NominationState
from exemplars.forms.checks import SheetForm
from exemplars.forms.nominations import AskForm, DecisionForm
from exemplars.models import Decision, DeskFile, Nomination
from exemplars.queries.checks import checks_of
from exemplars.queries.nominations import comparable, desk_nominations, likely_same
from exemplars.queries.notices import today
from exemplars.rules.checks import ASKED_ABOUT, ASKED_DURING
from exemplars.rules.nominations import NOMINATION_STATES
from foundation.intake.domain.access import NotHereError, for_desk
from foundation.intake.domain.files import read_file
from foundation.intake.enums import FileState
from foundation.intake.file_rules import EXTENSIONS
from foundation.intake.kinds import get_kind
from foundation.intake.models import IntakeFile, Submission
from foundation.intake.states import ForbiddenMoveError
from foundation.keys import key_in
from foundation.text.counting import count
from foundation.views.desk import desk_user

REFUSALS: dict[type[Exception], Any] = {
    decisions.SamePersonError: gettext_lazy("You proposed this yourself; somebody else must confirm it."),
    decisions.AlreadyProposedError: gettext_lazy(
        "Somebody has proposed a decision meanwhile; please look at it first."
    ),
    decisions.AnsweredError: gettext_lazy("Somebody has answered this proposal meanwhile."),
    decisions.NotNowError: gettext_lazy(
        "The round has not come so far, or is past it: see its page for the next step."
    ),
    decisions.QuotaFullError: gettext_lazy("This category has no place left; see the quotas of the round."),
    ForbiddenMoveError: gettext_lazy("The nomination has moved on meanwhile; please look at it anew."),
    NotAPersonError: gettext_lazy("Only a single person can be under eighteen or deceased."),
    NotTheSameRoundError: gettext_lazy("Only nominations of the same round can be joined."),
}


REFUSED: tuple[type[Exception], ...] = tuple(REFUSALS)
UUID_DIGITS: Final = 32


def nomination_url(nomination: Nomination) -> str:
    """Return where the desk shows a nomination."""
    return reverse("nominations:nomination", args=[nomination.submission.public_id])


def named(text: str) -> str:
    """Return a UUID that a request gave; anything else names nothing, and ``Http404`` keeps it from the database."""
    digits = text.replace("-", "")
    if len(digits) != UUID_DIGITS or not set(digits) <= set("0123456789abcdef"):
        raise Http404
    return text


def open_submission(request: HttpRequest, public_id: str, kind: str = "nomination") -> Submission:
    """Return a submission through the guarded door."""
    try:
        return for_desk(kind=get_kind(kind), public_id=public_id, user=desk_user(request))
    except NotHereError:
        raise Http404 from None


class NominationView(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """One nomination."""

    model = Nomination
    any_permission_required: ClassVar[list[str]] = ["change"]
    template_name = "exemplars/desk/nomination.html"
    page_title = gettext_lazy("Nomination")
    header_icon = "clipboard-list"

    def get(self, request: HttpRequest, public_id: str) -> TemplateResponse:
        """Show the nomination."""
        return self._show(request, open_submission(request, str(public_id)))

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Ask back, join, propose, confirm or return."""
        submission = open_submission(request, str(public_id))
        nomination = desk_nominations().get(submission=submission)
        acts = {
            "ask": self._ask,
            "join": self._join,
            "propose": self._propose,
            "confirm": self._answer,
            "return": self._answer,
            "sheet": self._keep_sheet,
            "withdraw": self._withdraw,
            "deceased": self._note_deceased,
            "living": self._note_deceased,
        }
        act = acts.get(request.POST.get("act", ""))
        if act is None:
            raise Http404
        try:
            form = act(request, nomination)
        except REFUSED as error:
            messages.error(request, REFUSALS[type(error)])
            form = None
        if form is not None:
            return self._show(request, submission, **{request.POST["act"]: form})
        return redirect("nominations:nomination", submission.public_id)

    def _ask(self, request: HttpRequest, nomination: Nomination) -> Any:
        form = AskForm(request.POST)
        if not form.is_valid():
            return form
        token = nomination.submission.link_token.reveal()
        link = request.build_absolute_uri(reverse("nomination-answer", args=[token]))
        ask_nominator(
            nomination=nomination, question=form.cleaned_data["question"], link=link, actor=desk_user(request)
        )
        messages.success(request, _("The form is open again for the nominator."))
        return None

    def _join(self, request: HttpRequest, nomination: Nomination) -> Any:
        into = get_object_or_404(Nomination, submission__public_id=named(request.POST.get("into", "")))
        join_nomination(nomination=nomination, into=into, actor=desk_user(request))
        messages.success(request, _("Joined. Both can still be read."))

    def _propose(self, request: HttpRequest, nomination: Nomination) -> Any:
        form = DecisionForm(request.POST, possible=NOMINATION_STATES.moves[nomination.state])
        if not form.is_valid():
            return form
        decisions.propose_decision(
            nomination=nomination,
            outcome=NominationState(form.cleaned_data["outcome"]),
            reason=form.cleaned_data["reason"],
            actor=desk_user(request),
        )
        messages.success(request, _("Proposed. Somebody else must confirm it."))
        return None

    def _answer(self, request: HttpRequest, nomination: Nomination) -> Any:
        key = key_in(request.POST.get("decision", ""))
        decision = get_object_or_404(Decision, nomination=nomination, pk=key)
        if request.POST["act"] == "confirm":
            decisions.confirm_decision(decision=decision, actor=desk_user(request))
            messages.success(request, _("Decided."))
        else:
            decisions.return_decision(decision=decision, actor=desk_user(request))
            messages.success(request, _("Returned; nothing is decided."))

    def _withdraw(self, request: HttpRequest, nomination: Nomination) -> Any:
        withdraw_nominee_consent(nomination=nomination, actor=desk_user(request))
        messages.success(request, _("Noted. Public notices now cover the name."))

    def _note_deceased(self, request: HttpRequest, nomination: Nomination) -> Any:
        is_deceased = request.POST["act"] == "deceased"
        note_deceased(nomination=nomination, is_deceased=is_deceased, actor=desk_user(request))
        messages.success(request, _("Saved."))

    def _keep_sheet(self, request: HttpRequest, nomination: Nomination) -> Any:
        form = SheetForm(request.POST, request.FILES)
        if not form.is_valid():
            return form
        try:
            keep_sheet(nomination=nomination, upload=form.cleaned_data["file"], actor=desk_user(request))
        except ValidationError as error:
            form.add_error("file", error)
            return form
        messages.success(request, _("The sealed sheet is kept with the nomination."))
        return None

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the list."""
        items: list[dict[str, Any]] = list(super().get_breadcrumbs_items())
        return [
            *items,
            {"url": reverse("nominations:index"), "label": _("Review desk")},
            {"url": "", "label": self.get_page_title()},
        ]

    def _show(self, request: HttpRequest, submission: Submission, **bound: Any) -> TemplateResponse:
        nomination = desk_nominations().get(submission=submission)
        moves = NOMINATION_STATES.moves[nomination.state]
        taken = list(nomination.decisions.select_related("proposed_by", "answered_by"))
        proposal = next((each for each in taken if each.answered_at is None), None)
        context = self.get_context_data(
            nomination=nomination,
            submission=submission,
            words=count(nomination.deeds).words,
            guardian=nomination.guardian.reveal(),
            nominee_contact=nomination.nominee_contact.reveal(),
            contact=contact_of(submission),
            files=submission.files.filter(state=FileState.COMPLETE, desk_file__isnull=True),
            sheets=sealed_sheets(nomination),
            sheet_form=bound.get("sheet", SheetForm()),
            checks=checks_of(nomination, today()),
            may_ask=nomination.state in ASKED_ABOUT and nomination.round.state in ASKED_DURING,
            others=comparable(nomination),
            likely=likely_same(nomination) if NominationState.JOINED in moves else [],
            joined=nomination.joined.select_related("submission"),
            decisions=taken,
            proposal=proposal,
            is_mine=proposal is not None and proposal.proposed_by_id == desk_user(request).pk,
            ask_form=bound.get("ask", AskForm()) if NominationState.NEEDS_INFO in moves else None,
            decision_form=bound.get("propose", DecisionForm(possible=moves)) if moves and proposal is None else None,
        )
        response = TemplateResponse(request, self.template_name, context)
        response["Cache-Control"] = "no-store, private"
        return response


def sealed_sheets(nomination: Nomination) -> list[DeskFile]:
    """Return the sheets that came back with their seals, the newest first."""
    found = DeskFile.objects.filter(
        nomination=nomination, purpose=DeskFilePurpose.SHEET, file__state=FileState.COMPLETE
    ).select_related("file", "added_by")
    return list(found.order_by("-pk"))


def contact_of(submission: Submission) -> list[tuple[Any, str]]:
    """Return label and value of who handed a submission in; for its own desk only."""
    fields = (Submission.contact_name.field, Submission.contact_phone.field, Submission.contact_email.field)
    return [(field.verbose_name, getattr(submission, field.attname).reveal()) for field in fields]


def file_view(request: HttpRequest, public_id: str, file_id: str) -> StreamingHttpResponse:
    """Give a received file to the desk."""
    return give_file(open_submission(request, str(public_id)), str(file_id))


def scan_view(request: HttpRequest, public_id: str, file_id: str) -> StreamingHttpResponse:
    """Show a picture that the desk itself has added; whatever a stranger sent is only ever a download."""
    submission = open_submission(request, str(public_id))
    file = get_object_or_404(IntakeFile, submission=submission, public_id=file_id, desk_file__isnull=False)
    response = give_file(submission, str(file_id))
    if file.media_type.startswith("image/"):
        response["Content-Type"] = file.media_type
        response["Content-Disposition"] = "inline"
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def give_file(submission: Submission, file_id: str) -> StreamingHttpResponse:
    """Return a file as a download: a browser must not show what a stranger sent."""
    file = get_object_or_404(IntakeFile, submission=submission, public_id=file_id, state=FileState.COMPLETE)
    response = StreamingHttpResponse(read_file(file), content_type="application/octet-stream")
    name = f"{submission.number}-{file.pk}{EXTENSIONS.get(file.media_type, '')}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Length"] = str(file.size)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    return response
