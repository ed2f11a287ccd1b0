"""Whose batches a browser may read: a signed cookie of its own, for one unit's page and a day's work."""

from collections.abc import Iterable
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

COOKIE: Final = "wx_batch"
SALT: Final = "contests.batch.sender"
OPEN_SECONDS: Final = 12 * 60 * 60
MOST_RUNS: Final = 100


def opened_runs(request: HttpRequest) -> frozenset[int]:
    """Return the keys of the runs that were sent from this browser or opened in it."""
    value = str(request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=OPEN_SECONDS) or "")
    return frozenset(int(part) for part in value.split(".") if part)


def give_opened(request: HttpRequest, response: HttpResponse, token: str, runs: Iterable[int]) -> None:
    """Let this browser read these runs, too, until it is closed or half a day is over."""
    known = sorted({*opened_runs(request), *runs}, reverse=True)[:MOST_RUNS]
    response.set_signed_cookie(
        COOKIE,
        ".".join(str(key) for key in known),
        salt=SALT,
        path=reverse("contest-batch", args=[token]),
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
