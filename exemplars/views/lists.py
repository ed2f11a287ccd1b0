"""The page of a unit that was asked for a list: template, sending, answers, and what has come so far. No account."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.csrf import csrf_exempt, requires_csrf_token
from django.views.decorators.http import require_safe

from exemplars.domain.lists import open_list
from exemplars.forms.archives import ARCHIVE_BYTES, ArchiveError
from exemplars.forms.list_sheets import list_template, received_sheet
from exemplars.forms.lists import UnitListForm, take_list
from exemplars.models import Nomination, UnitList
from exemplars.queries.lists import sent_with, takes_lists
from exemplars.queries.progress import status_of
from foundation.intake.domain.access import NotHereError
from foundation.intake.domain.batches import SHEET_BYTES, RowAnswer, SheetError
from foundation.intake.domain.raw_posts import judge_raw, store_raw
from foundation.intake.domain.throttling import count
from foundation.intake.enums import Outcome
from foundation.intake.kinds import Status, get_kind
from foundation.intake.views.forms import private
from foundation.intake.views.requests import UNREADABLE, csrf_failed

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TRIES: Final = 20
WINDOW: Final = timedelta(minutes=10)
FORM_BYTES: Final = SHEET_BYTES + ARCHIVE_BYTES + 1_000_000


@dataclass(frozen=True)
class Sent:
    """A nomination of the unit as its page shows it."""

    nomination: Nomination
    status: Status


@method_decorator([csrf_exempt, requires_csrf_token], name="dispatch")
class UnitListView(View):
    """``/nominate/list/<token>/``. It checks CSRF itself, so that an old page costs a press and no text."""

    http_method_names = ["get", "head", "post"]

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Show the form and what has come so far."""
        try:
            unit_list = open_list(token=token)
        except NotHereError:
            return _gone(request)
        return _page(request, unit_list, token, UnitListForm())

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Take the list in and answer each row."""
        try:
            unit_list = open_list(token=token)
        except NotHereError:
            return _gone(request)
        try:
            too_large = int(request.META.get("CONTENT_LENGTH") or 0) > FORM_BYTES
            form = UnitListForm() if too_large else UnitListForm(request.POST, request.FILES)
        except UNREADABLE:
            too_large, form = True, UnitListForm()
        if too_large:
            return _page(request, unit_list, token, form, errors=[_("The files are too large together.")], status=413)
        problem = _problem(request, unit_list)
        if problem is not None:
            # The files have to be chosen again; everything else stays.
            return _page(request, unit_list, token, UnitListForm(initial=request.POST.dict()), **problem)
        if not form.is_valid():
            return _page(request, unit_list, token, form, status=422)
        return self._take(request, unit_list, token, form)

    def _take(self, request: HttpRequest, unit_list: UnitList, token: str, form: UnitListForm) -> HttpResponse:
        sheet, archive = form.cleaned_data["sheet"], form.cleaned_data["archive"]
        contact = {name: form.cleaned_data[name] for name in ("contact_name", "contact_phone")}
        data = sheet.read(SHEET_BYTES + 1)
        raw = store_raw(kind=get_kind("nomination"), body=data, content_type=XLSX)
        try:
            packed = archive.read(ARCHIVE_BYTES + 1) if archive else b""
            answers = take_list(unit_list=unit_list, data=data, contact=contact, archive=packed)
        except (SheetError, ArchiveError) as error:
            judge_raw(raw=raw, outcome=Outcome.REFUSED, reasons=["list"])
            return _page(request, unit_list, token, form, errors=[str(error)], status=422)
        return _page(request, unit_list, token, UnitListForm(initial=contact), answers=answers)


def _problem(request: HttpRequest, unit_list: UnitList) -> dict[str, Any] | None:
    if csrf_failed(request):
        sentence = _("The page had been open for a long time. Nothing is lost: please choose the files once more.")
        return {"errors": [sentence], "status": 403}
    if not takes_lists(unit_list.round):
        return {"errors": [_("This round takes no nominations any more.")], "status": 422}
    if count(scope="nomination:list", value=str(unit_list.public_id), window=WINDOW) > TRIES:
        return {
            "errors": [_("There were too many attempts in a short time. Please wait ten minutes.")],
            "status": 429,
        }
    return None


def _page(  # noqa: PLR0913 - what the page shows
    request: HttpRequest,
    unit_list: UnitList,
    token: str,
    form: UnitListForm,
    *,
    answers: list[RowAnswer] | None = None,
    errors: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "list": unit_list,
        "round": unit_list.round,
        "token": token,
        "form": form,
        "errors": errors or [],
        "answers": answers,
        "refused": [answer for answer in answers or [] if not answer.taken],
        "is_open": takes_lists(unit_list.round),
        "sent": [Sent(nomination, status_of(nomination)) for nomination in sent_with(unit_list)],
    }
    return private(render(request, "exemplars/nominate_list.html", context, status=status))


def _gone(request: HttpRequest) -> HttpResponse:
    return private(render(request, "exemplars/nominate_list_gone.html", status=404))


@require_safe
def template_view(request: HttpRequest, token: str) -> HttpResponse:
    """Give the empty list, with the round's categories to choose from."""
    try:
        unit_list = open_list(token=token)
    except NotHereError:
        return _gone(request)
    return _download(list_template(unit_list.round), "nominations.xlsx")


@require_safe
def received_view(request: HttpRequest, token: str) -> HttpResponse:
    """Give what has been received, with number, query code and progress."""
    try:
        unit_list = open_list(token=token)
    except NotHereError:
        return _gone(request)
    rows = [(nomination, status_of(nomination)) for nomination in sent_with(unit_list)]
    return _download(received_sheet(rows), "received.xlsx")


def _download(content: bytes, name: str) -> HttpResponse:
    response = private(HttpResponse(content, content_type=XLSX))
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
