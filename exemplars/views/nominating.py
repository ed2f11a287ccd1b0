"""Nominating: what is open, the form, and the form that opens again after a question."""

from typing import Any, Final

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.csrf import csrf_exempt, requires_csrf_token

from exemplars.domain.nominations import answer_question
from exemplars.enums import Age, NominationState
from exemplars.forms.nominations import AnswerForm
from exemplars.models import Nomination
from exemplars.queries.rounds import open_rounds
from foundation.intake.domain.access import NotHereError, by_link
from foundation.intake.domain.drafts import open_draft
from foundation.intake.domain.files import check_count
from foundation.intake.domain.raw_posts import judge_raw, store_raw
from foundation.intake.enums import FileState, Outcome
from foundation.intake.kinds import get_kind
from foundation.intake.models import Draft, IntakeFile, RawPost
from foundation.intake.states import ForbiddenMoveError
from foundation.intake.views.forms import IntakeFormView, private
from foundation.intake.views.keeping import DROP, drop_file, keep_uploads, kept_files
from foundation.intake.views.requests import (
    UnreadableRequestError,
    csrf_failed,
    read_request,
    too_often,
    too_often_sentence,
)

TYPED_CHARACTERS: Final = 20_000


def open_rounds_view(request: HttpRequest) -> HttpResponse:
    """List what is asked for, until when."""
    return render(request, "exemplars/nominate.html", {"rounds": open_rounds()})


class NominateView(IntakeFormView):
    """``/nominate/form/?category=<round>-<category>``."""

    kind_slug = "nomination"

    def initial(self, request: HttpRequest) -> dict[str, Any]:
        """Choose the category that the link named."""
        return {"category": request.GET.get("category", "")[:40]}


@method_decorator([csrf_exempt, requires_csrf_token], name="dispatch")
class AnswerView(View):
    """``/nominate/again/<token>/``: what was missing, and the form as it was sent.

    It checks CSRF itself, because Django's answer would lose what was typed.
    """

    http_method_names = ["get", "head", "post"]

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Show the form with what is there."""
        nomination = self._asked(token)
        if nomination is None:
            return self._gone(request)
        return self._page(request, nomination, AnswerForm(initial=_stored(nomination), nomination=nomination))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Keep what was sent, then take it or show what is wrong with it."""
        kind = get_kind("nomination")
        nomination = self._asked(token)
        try:
            body = read_request(request, kind)
        except UnreadableRequestError as error:
            return self._unread(request, nomination, str(error))
        if nomination is None:
            return self._gone(request, request.POST.get("deeds", ""))
        if too_often(request, kind, str(nomination.submission.public_id)):
            sentence = too_often_sentence(request, kind, str(nomination.submission.public_id))
            return self._again(request, nomination, [sentence], status=429)
        problems = keep_uploads(request=request, kind=kind, values={})
        if csrf_failed(request):
            sentence = _("The page had been open for a long time. Nothing is lost: please press send once more.")
            return self._again(request, nomination, [sentence], status=403)
        if request.POST.get("action", "").startswith(DROP):
            drop_file(draft=_draft(request), action=request.POST["action"])
            return self._again(request, nomination, [], status=200)
        raw = store_raw(kind=kind, body=body, content_type=request.content_type or "")
        return self._judge(request, nomination, raw, problems)

    def _unread(self, request: HttpRequest, nomination: Nomination | None, sentence: str) -> HttpResponse:
        """Say what is wrong with a request that cannot be read."""
        if nomination is None:
            return self._gone(request)
        form = AnswerForm(initial=_stored(nomination), nomination=nomination)
        return self._page(request, nomination, form, errors=[sentence], status=413)

    def _judge(
        self, request: HttpRequest, nomination: Nomination, raw: RawPost, problems: list[ValidationError]
    ) -> HttpResponse:
        form = AnswerForm(request.POST, nomination=nomination)
        received = kept_files(_draft(request))
        try:
            check_count(kind=get_kind("nomination"), count=len(_evidence(nomination)) + len(received))
        except ValidationError as error:
            problems = [*problems, error]
        if not form.is_valid() or problems:
            reasons = [*(f"{name}:again" for name in form.errors), *(str(problem.code) for problem in problems)]
            judge_raw(raw=raw, outcome=Outcome.REFUSED, reasons=reasons)
            sentences = [sentence for problem in problems for sentence in problem.messages]
            return self._page(request, nomination, form, errors=sentences, status=422)
        try:
            answer_question(nomination=nomination, cleaned=form.cleaned_data, files=received)
        except ForbiddenMoveError:
            judge_raw(raw=raw, outcome=Outcome.REFUSED, reasons=["state"])
            return self._gone(request, form.cleaned_data["deeds"])
        judge_raw(raw=raw, outcome=Outcome.ACCEPTED, submission=nomination.submission)
        return private(render(request, "exemplars/nominate_answered.html", {"submission": nomination.submission}))

    def _asked(self, token: str) -> Nomination | None:
        try:
            submission = by_link(token=token)
        except NotHereError:
            return None
        found = Nomination.objects.select_related("submission", "round__programme", "category")
        return found.filter(submission=submission, state=NominationState.NEEDS_INFO).first()

    def _gone(self, request: HttpRequest, typed: str = "") -> HttpResponse:
        context = {"typed": typed[:TYPED_CHARACTERS]}
        return private(render(request, "exemplars/nominate_not_asked.html", context, status=404))

    def _again(self, request: HttpRequest, nomination: Nomination, errors: list[str], *, status: int) -> HttpResponse:
        """Show the form again with everything that was typed and not one word on what may be wrong with it."""
        form = AnswerForm(request.POST, nomination=nomination)
        form.errors.clear()
        return self._page(request, nomination, form, errors=errors, status=status)

    def _page(
        self,
        request: HttpRequest,
        nomination: Nomination,
        form: AnswerForm,
        *,
        errors: list[str] | None = None,
        status: int = 200,
    ) -> HttpResponse:
        draft = _draft(request) if form.is_bound else None
        context = {
            "nomination": nomination,
            "draft_token": draft.token.reveal() if draft else "",
            "draft_files": [(file.public_id, file.name.reveal()) for file in kept_files(draft)],
            "form": form,
            "errors": errors or [],
            "rule": get_kind("nomination").files,
            "kept_files": [file.name.reveal() for file in _evidence(nomination)],
        }
        return private(render(request, "exemplars/nominate_again.html", context, status=status))


def _stored(nomination: Nomination) -> dict[str, Any]:
    stored = {name: getattr(nomination, name) for name in ("subject", "name", "place", "unit", "deeds", "consent")}
    return stored | {
        "age": _age(nomination),
        "guardian": nomination.guardian.reveal(),
        "nominee_contact": nomination.nominee_contact.reveal(),
    }


def _age(nomination: Nomination) -> Age:
    if nomination.is_deceased:
        return Age.DECEASED
    return Age.MINOR if nomination.is_minor else Age.ADULT


def _evidence(nomination: Nomination) -> list[IntakeFile]:
    """Return what the nominator has sent; files of the desk are the desk's."""
    return list(nomination.submission.files.filter(state=FileState.COMPLETE, desk_file__isnull=True))


def _draft(request: HttpRequest) -> Draft | None:
    """Return the draft in which files wait that came with a form that came back."""
    try:
        return open_draft(kind=get_kind("nomination"), token=request.POST.get("draft", "")[:64])
    except NotHereError:
        return None
