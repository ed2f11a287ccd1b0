"""长辈模式: a larger page for elderly readers, remembered in a cookie of its own."""

from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

READING_COOKIE = "reading"
ELDER = "elder"
PLAIN = "plain"
A_YEAR = 365 * 24 * 60 * 60
"""Seconds for which the choice is remembered."""


def is_elder(request: HttpRequest | None) -> bool:
    """Tell whether the reader asked for the larger page."""
    return request is not None and request.COOKIES.get(READING_COOKIE) == ELDER


def way_back(request: HttpRequest) -> str:
    """Return the page of this site that ``next`` names, or the front page."""
    target = request.GET.get("next", "")
    return target if target.startswith("/") and url_has_allowed_host_and_scheme(target, allowed_hosts=None) else "/"


def remember(response: HttpResponse, mode: str, *, secure: bool) -> None:
    """Write the choice. It holds no identity, and scripts read it, so it is not ``HttpOnly``."""
    if mode == ELDER:
        response.set_cookie(READING_COOKIE, ELDER, max_age=A_YEAR, secure=secure, samesite="Lax")
    else:
        response.delete_cookie(READING_COOKIE, samesite="Lax")
