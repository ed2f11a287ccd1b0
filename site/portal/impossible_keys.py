"""Keys in addresses that no database can hold."""

import logging
from collections.abc import Callable
from typing import Final

from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.views.defaults import page_not_found

logger = logging.getLogger(__name__)

READING: Final = frozenset({"GET", "HEAD"})


class ImpossibleKeys:
    """Answers that there is no such page where an address asks for a key of twenty digits.

    Filters of the desk's lists hand what is typed to the database: SQLite's driver refuses a number beyond 64 bits with
    OverflowError, PostgreSQL with DataError. Neither is a fault of the site, and no row has such a key.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn the refusal of a number into "not found"; what is sent, not asked, fails as it did."""
        if request.method not in READING or not isinstance(exception, OverflowError | DataError):
            return None
        logger.warning("An address asks for a key that no database holds", exc_info=exception)
        return page_not_found(request, exception)
