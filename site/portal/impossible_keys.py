"""Keys in addresses that no database can hold."""

import logging
from collections.abc import Callable
from typing import Final

from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.views.defaults import page_not_found

from portal.middleware import ADMIN_PREFIX

logger = logging.getLogger(__name__)

READING: Final = frozenset({"GET", "HEAD"})


class ImpossibleKeys:
    """Answers that there is no such page where an address of the desk asks for a key of twenty digits.

    Wagtail's filters hand what is typed to the database: SQLite's driver refuses a number beyond 64 bits with
    OverflowError, PostgreSQL with DataError. Neither is a fault of the site, and no row has such a key. Any other
    overflow is a fault and stays one, and so is the same on a reader's page, whose views judge their keys themselves.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn the refusal of a number into "not found"; what is sent, not asked, fails as it did."""
        if request.method not in READING or not request.path.startswith(ADMIN_PREFIX) or not _is_refusal(exception):
            return None
        logger.warning("An address asks for a key that no database holds", exc_info=exception)
        return page_not_found(request, exception)


def _is_refusal(exception: Exception) -> bool:
    return isinstance(exception, DataError) or (isinstance(exception, OverflowError) and "SQLite" in str(exception))
