"""A screen's secret address: the player, its worker, its program, and what it reports."""

import json
from typing import Any, Final, TypeVar

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from campaigns.domain.screens import note_contact, screen_of, take_plays
from campaigns.models import Screen
from campaigns.queries.programs import program_of
from campaigns.queries.screen_files import handed_file
from media.views.ranges import ranged

Answer = TypeVar("Answer", bound=HttpResponseBase)
MOST_BYTES: Final = 200_000
WORKER: Final = "js/screen-worker.js"
PARTS: Final = ("js/screen.js", "js/screen-rules.js", "css/screen.css")


def _screen(token: str) -> Screen:
    """Return the screen of the token; not-there looks like never-there."""
    screen = screen_of(token)
    if screen is None:
        raise Http404
    return screen


def _private(response: Answer) -> Answer:
    """Keep the secret address out of caches, indexes and other sites' logs."""
    response["Cache-Control"] = "no-store, private"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _version() -> str:
    """Name the player's files: when one changes, screens load the page again."""
    return " ".join(static(name) for name in PARTS)


def _rules() -> str:
    """Return the address by which the player's script imports its rules: the plain name beside it."""
    return static(PARTS[0]).rpartition("/")[0] + "/screen-rules.js"


@require_GET
def player(request: HttpRequest, token: str) -> HttpResponse:
    """Show the player."""
    context = {"screen": _screen(token), "version": _version(), "rules": _rules()}
    return _private(render(request, "campaigns/screen.html", context))


@require_GET
def worker(_request: HttpRequest, token: str) -> HttpResponse:
    """Give the worker from below the screen's own address: that is all it can reach."""
    _screen(token)
    found = finders.find(WORKER)
    path = found if isinstance(found, str) else staticfiles_storage.path(WORKER)
    with open(path, encoding="utf-8") as file:  # noqa: PTH123 - a path of Django's own
        response = HttpResponse(file.read(), content_type="text/javascript; charset=utf-8")
    return _private(response)


@require_GET
def program(_request: HttpRequest, token: str) -> HttpResponse:
    """Give what may be played from now on."""
    screen = _screen(token)
    now = timezone.now()
    found = program_of(screen, now=now, version=_version())
    note_contact(screen=screen, items=found["items"], now=now)
    return _private(JsonResponse(found))


@require_GET
def screen_file(request: HttpRequest, token: str, key: str, mark: str) -> HttpResponseBase:
    """Give a file that the screen has been given to show; ``mark`` changes with its content. Over is not there."""
    file = handed_file(_screen(token), int(key))
    if file is None or not file.sha256.startswith(mark):
        raise Http404
    try:
        return _private(ranged(request, file.file))
    except FileNotFoundError:
        raise Http404 from None


@csrf_exempt
@require_POST
def plays(request: HttpRequest, token: str) -> HttpResponse:
    """Keep what the screen showed. The address is the only right it has, so there is no session to forge."""
    screen = _screen(token)
    reported = _reported(request)
    if reported is None:
        return _private(JsonResponse({"error": "unreadable"}, status=400))
    taken = take_plays(screen=screen, reported=reported)
    screen.refresh_from_db(fields=["late_plays"])
    return _private(JsonResponse({"taken": taken, "late": screen.late_plays}))


def _reported(request: HttpRequest) -> list[Any] | None:
    try:
        if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
            return None
        sent = json.loads(request.body)
    except (ValueError, RecursionError):
        return None
    found = sent.get("plays") if isinstance(sent, dict) else None
    return found if isinstance(found, list) else None
