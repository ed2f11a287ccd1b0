"""A unit's private page: template, sheet and archive, and an answer for each row. No account."""

from datetime import timedelta
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.csrf import csrf_exempt, requires_csrf_token
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from campaigns.contests.domain.batch_answers import entry_of_row, receipts_of
from campaigns.contests.domain.batch_links import ExpiredError, LockedError, open_link, runs_for_sender
from campaigns.contests.domain.batch_rows import MOST_ROWS
from campaigns.contests.domain.batch_runs import (
    ARCHIVE,
    SHEET,
    is_stuck,
    restart_run,
    send_batch,
    template_of,
)
from campaigns.contests.enums import BatchState
from campaigns.contests.forms.batches import BatchForm, OpenForm
from campaigns.contests.models import BatchLink, BatchRun
from campaigns.contests.queries.batches import runs_of
from campaigns.contests.queries.contests import rules_of
from campaigns.contests.queries.limits import is_early, is_late
from campaigns.contests.views.batch_senders import give_opened, opened_runs
from foundation.intake.domain.access import NotHereError
from foundation.intake.domain.batches import template_sheet
from foundation.intake.domain.throttling import count
from foundation.intake.sheets import write_xlsx
from foundation.intake.views.forms import private
from foundation.intake.views.requests import UNREADABLE, csrf_failed

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORM_BYTES: Final = 100_000
ROOM: Final = SHEET.max_bytes + ARCHIVE.max_bytes + FORM_BYTES
MOST_AN_HOUR: Final = 60


def _link(token: str) -> BatchLink:
    """Return the link of the address; one that is revoked or never was is not there. Raises ``ExpiredError``."""
    try:
        return open_link(token=token)
    except NotHereError:
        raise Http404 from None


def _expired(request: HttpRequest) -> HttpResponse:
    return private(render(request, "contests/batch_expired.html", status=410))


@method_decorator([csrf_exempt, requires_csrf_token], name="dispatch")
class BatchView(View):
    """The page itself. It looks at the link and the size before it reads what was sent, and checks CSRF after."""

    http_method_names = ["get", "head", "post"]

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Show the steps and what became of the sheets sent so far."""
        try:
            link = _link(token)
        except ExpiredError:
            return _expired(request)
        return show_page(request, link, token, BatchForm(rules=rules_of(link.contest)))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Keep sheet and archive; the answers follow on the same page."""
        try:
            link = _link(token)
        except ExpiredError:
            return _expired(request)
        rules = rules_of(link.contest)
        try:
            if int(request.META.get("CONTENT_LENGTH") or 0) > ROOM:
                return self._again(
                    request, link, token, _("Sheet and archive are larger than 200 MB. Please split them.")
                )
            failed = csrf_failed(request)
            form = BatchForm(request.POST, request.FILES, rules=rules)
        except (*UNREADABLE, ValueError):
            return self._again(request, link, token, _("What was sent is incomplete. Please send it once more."))
        problem = self._problem(link, early=is_early(rules, timezone.now()), failed=failed)
        if problem or not form.is_valid():
            return show_page(request, link, token, form, error=problem, status=422)
        try:
            made = send_batch(
                link=link, sheet=form.cleaned_data["sheet"], archive=form.cleaned_data["archive"], sender=form.sender()
            )
        except ValidationError as error:
            return show_page(request, link, token, form, error=error.messages[0], status=422)
        response = redirect(reverse("contest-batch", args=[token]) + "#answers")
        give_opened(request, response, token, [made.pk])
        return response

    def _problem(self, link: BatchLink, *, early: bool, failed: bool) -> str:
        if failed:
            return _("The page had been open for a long time. Please choose the files again and send once more.")
        if early:
            return _("This competition has not opened yet.")
        if count(scope="batch:link", value=str(link.pk), window=timedelta(hours=1)) > MOST_AN_HOUR:
            return _("There were too many attempts in a short time. Please try again in an hour.")
        return ""

    def _again(self, request: HttpRequest, link: BatchLink, token: str, error: str) -> HttpResponse:
        return show_page(request, link, token, BatchForm(rules=rules_of(link.contest)), error=error, status=413)


def show_page(  # noqa: PLR0913 - what the page shows
    request: HttpRequest,
    link: BatchLink,
    token: str,
    form: BatchForm,
    *,
    open_form: OpenForm | None = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    """Show the page of a unit; the answers of those runs whose sender this visitor is."""
    found, opened = list(runs_of(link)[:10]), opened_runs(request)
    shown = [run for run in found if run.pk in opened]
    answers = {run.pk: rows for run, rows in zip(shown, receipts_of(shown, link, opened=opened), strict=True)}
    runs = [(run, answers.get(run.pk), is_stuck(run)) for run in found]
    rules = rules_of(link.contest)
    context = {
        "link": link,
        "token": token,
        "form": form,
        "open_form": open_form or OpenForm(),
        "is_closed": len(shown) < len(found),
        "errors": [error] if error else [],
        "runs": runs,
        "rules": rules,
        "is_early": is_early(rules, timezone.now()),
        "is_late": is_late(rules, timezone.now()),
        "is_busy": any(run.state in {BatchState.WAITING, BatchState.WORKING} for run, _answers, _stuck in runs),
        "most_rows": MOST_ROWS,
    }
    return private(render(request, "contests/batch.html", context, status=status))


def _run(token: str, public_id: Any) -> BatchRun:
    try:
        link = _link(token)
    except ExpiredError:
        raise Http404 from None
    run = runs_of(link).filter(public_id=public_id).first()
    if run is None:
        raise Http404
    return run


def _sheet(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return private(response)


@require_safe
def template_view(_request: HttpRequest, token: str) -> HttpResponse:
    """Give the empty template."""
    try:
        link = _link(token)
    except ExpiredError:
        raise Http404 from None
    return _sheet(template_sheet(template_of(link.contest)), f"{link.contest.slug}-template.xlsx")


@require_safe
def answers_view(request: HttpRequest, token: str, public_id: Any) -> HttpResponse:
    """Give the answers of a run with numbers and query codes, for the teacher to hand on."""
    run = _run(token, public_id)
    if run.pk not in (opened := opened_runs(request)):
        return private(redirect(reverse("contest-batch", args=[token]) + "#answers"))
    head = [_("Row"), _("Receipt number"), _("Query code"), _("Author's name"), _("Title of the work"), _("Result")]
    answers = receipts_of([run], run.link, opened=opened)[0]
    rows = [[line.line, line.number, line.code, line.name, line.title, line.sentence] for line in answers]
    return _sheet(write_xlsx([head, *rows], title=str(_("Answers"))), f"answers-{run.pk}.xlsx")


@require_safe
def change_view(request: HttpRequest, token: str, number: str) -> HttpResponse:
    """Lead to the form in which a row that was taken is corrected: files, guardian, title. Other links lead nowhere."""
    try:
        entry = entry_of_row(link=_link(token), number=number)
    except ExpiredError:
        raise Http404 from None
    if entry is None:
        raise Http404
    if entry.batch_entry.run_id not in opened_runs(request):
        return private(redirect(reverse("contest-batch", args=[token]) + "#answers"))
    return private(redirect("entry-change", entry.submission.link_token.reveal()))


@require_http_methods(["GET", "HEAD", "POST"])
def open_view(request: HttpRequest, token: str) -> HttpResponse:
    """Open the answers of what was sent under a telephone, in this browser, for a day's work."""
    try:
        link = _link(token)
    except ExpiredError:
        return _expired(request)
    if request.method != "POST":  # the address was asked for anew after a refusal
        return private(redirect("contest-batch", token))
    form = OpenForm(request.POST)
    if not form.is_valid():
        return _closed(request, link, token, form, 422)
    try:
        found = runs_for_sender(link=link, phone=form.cleaned_data["phone"])
    except LockedError:
        form.add_error("phone", _("There were too many wrong telephones. Please try again in fifteen minutes."))
        return _closed(request, link, token, form, 429)
    if not found:
        form.add_error("phone", _("Nothing was sent here under this telephone. Please give the one in the form."))
        return _closed(request, link, token, form, 404)
    response = private(redirect(reverse("contest-batch", args=[token]) + "#answers"))
    give_opened(request, response, token, [run.pk for run in found])
    return response


def _closed(request: HttpRequest, link: BatchLink, token: str, form: OpenForm, status: int) -> HttpResponse:
    sheet_form = BatchForm(rules=rules_of(link.contest))
    return show_page(request, link, token, sheet_form, open_form=form, status=status)


@require_POST
def restart_view(_request: HttpRequest, token: str, public_id: Any) -> HttpResponse:
    """Put a run that is stuck back into the queue."""
    restart_run(run=_run(token, public_id))
    return redirect(reverse("contest-batch", args=[token]) + "#answers")
