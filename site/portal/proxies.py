"""Takes the reader's address from our own proxies, and from nobody else."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


def reader_address(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Put the reader's address into ``REMOTE_ADDR``, where the log-in lock and the rate limits read it.

    Each proxy appends the address it was called from to X-Forwarded-For, so with ``TRUSTED_PROXIES`` of them the
    reader's is that many from the right; whatever stands further left was written by the reader.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        count = settings.TRUSTED_PROXIES
        hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
        if count and len(hops) >= count:
            request.META["REMOTE_ADDR"] = hops[-count]
        return get_response(request)

    return middleware
