"""What stands beside the entry's form: small pictures, the page that waits for a file, taking a piece back."""

from contextlib import suppress
from datetime import timedelta
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campaigns.contests.domain.entries import withdraw_entry
from campaigns.contests.domain.manuscripts import refusal_sentence
from campaigns.contests.domain.readings import picture_sentence, read_handed_in_file, read_or_wait, settle_manuscript
from campaigns.contests.enums import ReadingState
from campaigns.contests.models import FileReading
from campaigns.contests.queries.editing import entry_of_link, may_change
from campaigns.contests.queries.entry_files import files_here
from campaigns.contests.rules.file_types import PICTURE_TYPES, SLOW_TYPES
from foundation.intake.domain.access import NotHereError
from foundation.intake.domain.drafts import open_draft
from foundation.intake.domain.files import read_preview
from foundation.intake.kinds import get_kind
from foundation.intake.models import Draft, IntakeFile
from foundation.intake.states import ForbiddenMoveError
from foundation.intake.views.endpoints import DRAFT_HEADER, answer
from foundation.intake.views.forms import private

SLOW: Final = timedelta(seconds=30)


def _draft(token: str) -> Draft:
    try:
        return open_draft(kind=get_kind("entry"), token=token)
    except NotHereError:
        raise Http404 from None


def _picture(file: IntakeFile | None) -> HttpResponse:
    shown = read_preview(file) if file is not None else None
    if shown is None:
        raise Http404
    return private(HttpResponse(shown, content_type="image/jpeg"))


@require_safe
def draft_preview(_request: HttpRequest, token: str, public_id: str) -> HttpResponse:
    """Show the small picture of a file of a draft, to the holder of its private link."""
    return _picture(files_here(_draft(token), None).get(str(public_id)))


@require_safe
def entry_preview(_request: HttpRequest, token: str, public_id: str) -> HttpResponse:
    """Show the small picture of a file of an entry, to the holder of its private link."""
    entry = entry_of_link(token)
    return _picture(files_here(None, entry).get(str(public_id)))


@require_safe
def reading(request: HttpRequest, public_id: str) -> HttpResponse:
    """Tell the form's script what was read of a file of its draft, which it names in ``X-Draft``."""
    token = request.headers.get(DRAFT_HEADER, "")[:64]
    file = files_here(_draft(token), None).get(str(public_id))
    if file is None:
        raise Http404
    row = read_or_wait(file=file) if file.media_type in SLOW_TYPES else read_handed_in_file(file=file)
    is_picture = file.media_type in PICTURE_TYPES
    found = row.text.reveal() if row.state == ReadingState.DONE else ""
    if not is_picture:
        settle_manuscript(file=file, state=row.state)
    sentence = ""
    if not is_picture and _is_slow(row):
        sentence = _(
            "It takes longer than usual today. You need not wait: paste the text below instead; the file is kept."
        )
    if row.state == ReadingState.REFUSED:
        sentence = picture_sentence(row.reason) if is_picture else refusal_sentence(row.reason)
    return answer(
        {
            "state": row.state,
            "text": found,
            "sentence": str(sentence),
            "preview": reverse("entry-draft-preview", args=[token, file.public_id]) if is_picture else "",
        }
    )


def _is_slow(row: FileReading) -> bool:
    return row.state == ReadingState.WAITING and abs(timezone.now() - row.asked_at) > SLOW


@require_safe
def waiting(request: HttpRequest, token: str, public_id: str) -> HttpResponse:
    """Wait for the worker to read a file; the page asks again by itself, without scripts too."""
    draft = _draft(token)
    file = files_here(draft, None).get(str(public_id))
    if file is None:
        raise Http404
    back = reverse("entry-draft", args=[token])
    row = read_or_wait(file=file)
    if row.state != ReadingState.WAITING:
        return HttpResponseRedirect(f"{back}?read={file.public_id}")
    page = render(request, "contests/waiting.html", {"back": back, "is_slow": _is_slow(row)})
    page["Refresh"] = "3"
    return private(page)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    """Ask once more, and take the piece back."""
    entry = entry_of_link(token)
    if entry is None:
        raise Http404
    status = reverse("intake-link", args=[token])
    if not may_change(entry, timezone.now()):
        return HttpResponseRedirect(status)
    if request.method == "POST":
        with suppress(ForbiddenMoveError):  # decided meanwhile: the page of its progress says how it stands
            withdraw_entry(entry=entry)
        return HttpResponseRedirect(status)
    return private(render(request, "contests/withdraw.html", {"entry": entry, "back": status}))
