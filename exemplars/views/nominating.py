"""Nominating: what is open, the form, and the form that opens again after a question."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from exemplars.domain.nominations import answer_question
from exemplars.enums import Age, NominationState
from exemplars.forms.nominations import AnswerForm
from exemplars.models import Nomination
from exemplars.queries.rounds import open_rounds
from foundation.intake.domain.access import NotHereError, by_link
from foundation.intake.domain.raw_posts import judge_raw, store_raw
from foundation.intake.enums import Outcome
from foundation.intake.kinds import get_kind
from foundation.intake.states import ForbiddenMoveError
from foundation.intake.views.forms import IntakeFormView, private
from foundation.intake.views.requests import UnreadableRequestError, read_request


def open_rounds_view(request: HttpRequest) -> HttpResponse:
    """List what is asked for, until when."""
    return render(request, "exemplars/nominate.html", {"rounds": open_rounds()})


class NominateView(IntakeFormView):
    """``/nominate/form/?category=<round>-<category>``."""

    kind_slug = "nomination"

    def initial(self, request: HttpRequest) -> dict[str, Any]:
        """Choose the category that the link named."""
        return {"category": request.GET.get("category", "")[:40]}


class AnswerView(View):
    """``/nominate/again/<token>/``: what was missing, and the form as it was sent."""

    http_method_names = ["get", "head", "post"]

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Show the form with what is there."""
        nomination = self._asked(token)
        if nomination is None:
            return self._gone(request)
        initial = {name: getattr(nomination, name) for name in ("subject", "name", "place", "unit", "deeds", "consent")}
        initial |= {
            "age": Age.MINOR if nomination.is_minor else Age.ADULT,
            "guardian": nomination.guardian.reveal(),
            "nominee_contact": nomination.nominee_contact.reveal(),
        }
        return self._page(request, nomination, AnswerForm(initial=initial, nomination=nomination))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Keep what was sent, then take it or show what is wrong with it."""
        nomination = self._asked(token)
        if nomination is None:
            return self._gone(request)
        kind = get_kind("nomination")
        try:
            raw = store_raw(kind=kind, body=read_request(request, kind), content_type=request.content_type or "")
        except UnreadableRequestError as error:
            form = AnswerForm(nomination=nomination)
            return self._page(request, nomination, form, errors=[str(error)], status=413)
        form = AnswerForm(request.POST, nomination=nomination)
        if not form.is_valid():
            judge_raw(raw=raw, outcome=Outcome.REFUSED, reasons=[f"{name}:again" for name in form.errors])
            return self._page(request, nomination, form, status=422)
        try:
            answer_question(nomination=nomination, cleaned=form.cleaned_data)
        except ForbiddenMoveError:
            judge_raw(raw=raw, outcome=Outcome.REFUSED, reasons=["state"])
            return self._gone(request)
        judge_raw(raw=raw, outcome=Outcome.ACCEPTED, submission=nomination.submission)
        return private(render(request, "exemplars/nominate_answered.html", {"submission": nomination.submission}))

    def _asked(self, token: str) -> Nomination | None:
        try:
            submission = by_link(token=token)
        except NotHereError:
            return None
        found = Nomination.objects.select_related("submission", "round__programme", "category")
        return found.filter(submission=submission, state=NominationState.NEEDS_INFO).first()

    def _gone(self, request: HttpRequest) -> HttpResponse:
        return private(render(request, "exemplars/nominate_not_asked.html", status=404))

    def _page(
        self,
        request: HttpRequest,
        nomination: Nomination,
        form: AnswerForm,
        *,
        errors: list[str] | None = None,
        status: int = 200,
    ) -> HttpResponse:
        context = {"nomination": nomination, "form": form, "errors": errors or []}
        return private(render(request, "exemplars/nominate_again.html", context, status=status))
