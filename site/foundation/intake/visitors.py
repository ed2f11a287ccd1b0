"""Who sends a request, as far as limits need to know."""

import secrets
from typing import Final

from django.http import HttpRequest, HttpResponse

DEVICE_COOKIE: Final = "wx_device"
DEVICE_SALT: Final = "foundation.intake.device"
YEAR_SECONDS: Final = 60 * 60 * 24 * 365


def address_of(request: HttpRequest) -> str:
    """Return the visitor's address; behind proxies of ours the site's middleware has already put it in its place."""
    return str(request.META.get("REMOTE_ADDR", ""))


def device_of(request: HttpRequest) -> str:
    """Return the device's random id from its signed cookie, or an empty string."""
    return str(request.get_signed_cookie(DEVICE_COOKIE, default="", salt=DEVICE_SALT) or "")


def give_device(request: HttpRequest, response: HttpResponse) -> None:
    """Give a device without a cookie its random id. It says nothing about the person and is never stored plain."""
    if not device_of(request):
        response.set_signed_cookie(
            DEVICE_COOKIE,
            secrets.token_urlsafe(12),
            salt=DEVICE_SALT,
            max_age=YEAR_SECONDS,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
