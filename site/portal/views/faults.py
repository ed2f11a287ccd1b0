"""Answers to requests that Django itself turns away."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.defaults import bad_request

TOO_LARGE = 413


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Tell whoever sent too much what to do; answer every other malformed request as Django does."""
    if isinstance(exception, RequestDataTooBig):
        return render(request, "413.html", status=TOO_LARGE)
    return bad_request(request, exception)
