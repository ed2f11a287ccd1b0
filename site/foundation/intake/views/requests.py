"""Reading hostile requests: size, CSRF and limits, each ending in a sentence and never in a bare error."""

from datetime import timedelta
from math import ceil
from typing import Any, Final
from urllib.parse import urlencode

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, HttpResponseBase, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.middleware.csrf import CsrfViewMiddleware, rotate_token
from django.utils.translation import gettext as _

from foundation.intake.domain.throttling import Tally, passed, time_left
from foundation.intake.kinds import IntakeKind
from foundation.intake.visitors import address_of, device_of

FORM_BYTES: Final = 2_000_000
LENGTH_DIGITS: Final = 19
SHORT: Final = timedelta(minutes=10)
LONG: Final = timedelta(hours=1)
UNREADABLE: Final = (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
    MultiPartParserError,
    UnreadablePostError,
    SuspiciousOperation,
)


class UnreadableRequestError(Exception):
    """The request cannot be read; the message is for the person who sent it."""


def _no_response(_request: HttpRequest) -> HttpResponseBase:
    return HttpResponse()


class _CsrfCheck(CsrfViewMiddleware):
    """Django's own check, answering with the reason instead of a bare page that loses the text."""

    def _reject(self, _request: HttpRequest, reason: str) -> Any:
        return reason


def csrf_failed(request: HttpRequest) -> bool:
    """Tell whether the CSRF token is missing or old, and give the request a new one if so."""
    check = _CsrfCheck(_no_response)
    check.process_request(request)
    failed = check.process_view(request, _no_response, (), {}) is not None
    if failed:
        rotate_token(request)
    return failed


def content_length(request: HttpRequest) -> int:
    """Return how many bytes the request says it has; one that says nonsense says none."""
    said = str(request.META.get("CONTENT_LENGTH") or "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < LENGTH_DIGITS else 0


def read_request(request: HttpRequest, kind: IntakeKind) -> bytes:
    """Parse a POST and return what is to be stored of it (fields and file names; files are stored apart).

    Raises ``UnreadableRequestError``.
    """
    room = FORM_BYTES + (kind.files.max_count * kind.files.max_bytes if kind.files else 0)
    try:
        if content_length(request) > room:
            raise RequestDataTooBig
        if request.content_type == "multipart/form-data":
            names = [("file-name", file.name or "") for file in request.FILES.getlist("files")]
            body = request.POST.urlencode() + ("&" + urlencode(names) if names else "")
            return body.encode("utf-8", "replace")
        body_bytes = bytes(request.body)
        request.POST.keys()
    except UNREADABLE:
        message = _("What was sent is too large or incomplete. Please shorten the text or choose smaller files.")
        raise UnreadableRequestError(message) from None
    return body_bytes


def unproved_scope(kind: IntakeKind) -> str:
    """Return the scope under which forms without proof of work are counted."""
    return f"{kind.slug}:unproved"


def tallies(request: HttpRequest, kind: IntakeKind, key: str, *, unproved: bool = False) -> list[Tally]:
    """Return what is counted of a request: its address, form and device, and whether it lacks the proof of work."""
    limits, device = kind.limits, device_of(request)
    counted = [Tally(f"{kind.slug}:address", address_of(request), LONG, limits.per_address)]
    if key:
        counted.append(Tally(f"{kind.slug}:form", key, SHORT, limits.per_form))
    if device:
        counted.append(Tally(f"{kind.slug}:device", device, SHORT, limits.per_device))
    if unproved:
        most = limits.unproved_per_address
        counted.append(Tally(unproved_scope(kind), address_of(request), LONG, most, closes=False))
    return counted


def minutes_to_wait(request: HttpRequest, kind: IntakeKind, key: str) -> int:
    """Return after how many minutes, at least one, what came too often may come again."""
    left = time_left([tally for tally in tallies(request, kind, key) if tally.closes])
    return max(1, ceil(left / timedelta(minutes=1)))


def too_often_sentence(request: HttpRequest, kind: IntakeKind, key: str) -> str:
    """Tell somebody who typed a text that it is still here, and when to try again."""
    sentence = _(
        "There were too many attempts in a short time. Your text is still here; try again in %(minutes)d minutes."
    )
    return sentence % {"minutes": minutes_to_wait(request, kind, key)}


def too_often(request: HttpRequest, kind: IntakeKind, key: str) -> bool:
    """Count this request and tell whether form, device or address came too often."""
    return bool(passed(tallies(request, kind, key)))
