"""The answer to somebody whose log-in is locked."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def locked(request: HttpRequest, _response: HttpResponse | None, _credentials: Any = None) -> HttpResponse:
    """Say why the log-in is refused, for how long, and what to do (429)."""
    context = {
        "failure_limit": settings.AXES_FAILURE_LIMIT,
        "lock_minutes": int(settings.AXES_COOLOFF_TIME.total_seconds() // 60),
    }
    return render(request, "portal/locked.html", context, status=429)
