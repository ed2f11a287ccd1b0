"""Letters to other offices: writing them, printing them, recording their answers; sheets that came back sealed."""

from datetime import date, timedelta
from typing import Any, ClassVar

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

from exemplars.domain.calendar import working_day_after
from exemplars.domain.checks import (
    AnswerMissingError,
    DatesError,
    NobodyToAskAboutError,
    answer_checks,
    ask_office,
)
from exemplars.domain.decisions import AnsweredError, NotNowError
from exemplars.enums import CheckOpinion
from exemplars.forms.checks import AskOfficeForm, OfficeAnswerForm
from exemplars.models import Nomination, OfficeLetter, Round
from exemplars.printing import as_pdf
from exemplars.queries.checks import letter_by_id, letters_of
from exemplars.queries.notices import today
from exemplars.rules.checks import ANSWER_DAYS
from exemplars.rules.notices import UnknownDayError
from foundation.intake.domain.access import NotHereError, for_desk
from foundation.intake.kinds import get_kind
from foundation.printing import PrintingUnavailableError, pdf_response
from foundation.views.desk import desk_user

REFUSALS: dict[type[Exception], Any] = {
    NotNowError: gettext_lazy("The round has not come so far, or is past it: see its page for the next step."),
    NobodyToAskAboutError: gettext_lazy("Somebody has moved one of the nominees meanwhile; please choose anew."),
    DatesError: gettext_lazy("The date of the answer lies before the date of the letter."),
    AnsweredError: gettext_lazy("Somebody has recorded this answer meanwhile."),
    AnswerMissingError: gettext_lazy("The office objects: please write down its reasons."),
}
REFUSED: tuple[type[Exception], ...] = tuple(REFUSALS)
NO_PDF = gettext_lazy("PDF cannot be made on this server at the moment. Please print the page instead.")


class _DeskPage(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """What the pages about letters share."""

    model = Nomination
    any_permission_required: ClassVar[list[str]] = ["change"]
    header_icon = "mail"

    def trail(self, *between: tuple[str, Any]) -> list[dict[str, Any]]:
        """Return the breadcrumbs from the desk to here."""
        items: list[dict[str, Any]] = list(super().get_breadcrumbs_items())
        steps = [(reverse("nominations:index"), _("Review desk")), *between, ("", self.get_page_title())]
        return [*items, *({"url": url, "label": label} for url, label in steps)]

    def shown(self, request: HttpRequest, **context: Any) -> TemplateResponse:
        """Return the page; it is kept nowhere."""
        response = TemplateResponse(request, self.template_name, self.get_context_data(today=today(), **context))
        response["Cache-Control"] = "no-store, private"
        return response


class RoundLettersView(_DeskPage):
    """The letters of one round, and the next one."""

    template_name = "exemplars/desk/letters.html"
    page_title = gettext_lazy("Asking other offices")

    def get(self, request: HttpRequest, pk: int) -> TemplateResponse:
        """Show the letters, the first due first."""
        round_ = get_object_or_404(Round, pk=pk)
        day = today()
        initial = {
            "question": _(
                "Please tell us whether anything is known that speaks against holding this person or unit up as an "
                "example, such as offences, breaches of discipline or of trust."
            ),
            "asked_on": day,
            "due_on": _due(day),
        }
        chosen = request.GET.get("nomination", "")[:20]
        return self._show(request, round_, AskOfficeForm(initial=initial, round_=round_, chosen=chosen))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Write a letter."""
        round_ = get_object_or_404(Round, pk=pk)
        form = AskOfficeForm(request.POST, round_=round_)
        if not form.is_valid():
            return self._show(request, round_, form)
        try:
            letter = ask_office(round_=round_, actor=desk_user(request), **form.cleaned_data)
        except REFUSED as error:
            messages.error(request, REFUSALS[type(error)])
            return self._show(request, round_, form)
        messages.success(request, _("The letter is ready to print."))
        return redirect("nominations:letter", letter.public_id)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the round."""
        return self.trail((reverse("nominations:round", args=[self.kwargs["pk"]]), _("Round under review")))

    def _show(self, request: HttpRequest, round_: Round, form: AskOfficeForm) -> TemplateResponse:
        return self.shown(request, round=round_, letters=letters_of(round_), form=form if form.found else None)


def _due(day: date) -> date:
    try:
        return working_day_after(day, ANSWER_DAYS)
    except UnknownDayError:
        return day + timedelta(days=7)


def letter_or_404(public_id: str) -> OfficeLetter:
    """Return a letter with its lines."""
    letter = letter_by_id(public_id)
    if letter is None:
        raise Http404
    return letter


class LetterView(_DeskPage):
    """One letter: about whom, what came back."""

    template_name = "exemplars/desk/letter.html"
    page_title = gettext_lazy("Letter to an office")

    def get(self, request: HttpRequest, public_id: str) -> TemplateResponse:
        """Show the letter."""
        letter = letter_or_404(public_id)
        return self._show(request, letter, OfficeAnswerForm(lines=_lines(letter), on=today()))

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Record an answer."""
        letter = letter_or_404(public_id)
        form = OfficeAnswerForm(request.POST, request.FILES, lines=_lines(letter), on=today())
        if not form.is_valid():
            return self._show(request, letter, form)
        said = form.cleaned_data
        try:
            answer_checks(
                letter=letter,
                checks=said["checks"],
                opinion=CheckOpinion(said["opinion"]),
                answer=said["answer"],
                answered_on=said["answered_on"],
                actor=desk_user(request),
                upload=said["file"],
            )
        except REFUSED as error:
            messages.error(request, REFUSALS[type(error)])
            return self._show(request, letter, form)
        except ValidationError as error:
            form.add_error("file", error)
            return self._show(request, letter, form)
        messages.success(request, _("The answer is recorded."))
        return redirect("nominations:letter", letter.public_id)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the round's letters."""
        letter = get_object_or_404(OfficeLetter, public_id=self.kwargs["public_id"])
        return self.trail((reverse("nominations:letters", args=[letter.round_id]), _("Asking other offices")))

    def _show(self, request: HttpRequest, letter: OfficeLetter, form: OfficeAnswerForm) -> TemplateResponse:
        lines = [(line, line.answer.reveal()) for line in _lines(letter)]
        overdue = letter.due_on < today() and bool(form.found)
        return self.shown(request, letter=letter, lines=lines, overdue=overdue, form=form if form.found else None)


def _lines(letter: Any) -> list[Any]:
    return list(letter.lines)


def letter_paper(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show a letter as it is printed, with its slip for the answer."""
    return _paper(request, "exemplars/desk/letter_paper.html", _letter_context(request, public_id))


def letter_pdf(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give a letter as PDF."""
    context = _letter_context(request, public_id)
    return _pdf(request, "exemplars/desk/letter_paper.html", context, f"letter-{context['letter'].pk}.pdf")


def sheet_view(request: HttpRequest, public_id: str) -> HttpResponse:
    """Print a nomination as the sheet that unit and office sign and seal."""
    return _paper(request, "exemplars/desk/sheet.html", _sheet_context(request, public_id))


def sheet_pdf(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give the sheet as PDF."""
    context = _sheet_context(request, public_id)
    name = f"{context['nomination'].submission.number}.pdf"
    return _pdf(request, "exemplars/desk/sheet.html", context, name)


def _letter_context(request: HttpRequest, public_id: str) -> dict[str, Any]:
    if not request.user.has_perm("exemplars.change_nomination"):
        raise Http404
    letter = letter_or_404(public_id)
    return {"letter": letter, "lines": _lines(letter), "request": request}


def _sheet_context(request: HttpRequest, public_id: str) -> dict[str, Any]:
    try:
        submission = for_desk(kind=get_kind("nomination"), public_id=str(public_id), user=desk_user(request))
    except NotHereError:
        raise Http404 from None
    found = Nomination.objects.select_related("submission", "round__programme", "category")
    return {"nomination": found.get(submission=submission), "request": request}


def _paper(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    response = TemplateResponse(request, template, context)
    response["Cache-Control"] = "no-store, private"
    return response


def _pdf(request: HttpRequest, template: str, context: dict[str, Any], name: str) -> HttpResponse:
    try:
        return pdf_response(as_pdf(template, context), name)
    except PrintingUnavailableError:
        messages.error(request, NO_PDF)
        return redirect(request.path.rpartition("/")[0] + "/print/")
