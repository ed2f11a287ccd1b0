"""Ends the session of somebody who has left the desk."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

SEEN = "last_work"
"""Session key: when the person last did something, in seconds since 1970."""

STEP_SECONDS = 60
"""The stamp is renewed at most once a minute, so that reading costs no write."""

UNATTENDED = ("/admin/editing-sessions/",)
"""Requests that an open editor sends by itself every ten seconds; they are no work."""


def idle_timeout(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Log a person out after ``SESSION_IDLE_SECONDS`` without a request of their own.

    A reader has no session cookie, so nothing is read or written for one.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            mark(request, now=int(time.time()))
        return get_response(request)

    return middleware


def mark(request: HttpRequest, *, now: int) -> None:
    """Log out who was away too long, otherwise remember that the person works."""
    seen = request.session.get(SEEN, now)
    if now - seen > settings.SESSION_IDLE_SECONDS:
        logout(request)
        messages.info(request, _("You were away for a while, so the session ended. Please sign in again."))
    elif not request.path.startswith(UNATTENDED) and (SEEN not in request.session or now - seen >= STEP_SECONDS):
        request.session[SEEN] = now
