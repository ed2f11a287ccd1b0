"""Audit lines of what Wagtail's own screens publish, take off and delete."""

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page

from foundation.domain.audit import record
from foundation.models import BasePage
from foundation.queries.bulk import touched
from foundation.views.desk import desk_user

PAGE_VERBS: Final = {"publish": "publish_page", "unpublish": "withdraw_page", "delete": "delete_page"}
"""The verbs of pages that have none of their own."""
LAST: Final = 100
"""Order of the hooks that come behind those that may refuse."""


def keep_lines(verbs: Mapping[type[BasePage], Mapping[str, str]]) -> None:
    """Let each page of these kinds leave a line when one of Wagtail's screens publishes, takes off or deletes it.

    ``verbs`` names for each kind of page the verbs of ``publish``, ``unpublish`` and ``delete``. What lies below a page
    and goes with it leaves its own line, and so does each of many pages chosen at once.
    """
    lines = _Lines(verbs)
    hooks.register("after_publish_page", lines.published)
    hooks.register("after_unpublish_page", lines.taken_off)
    hooks.register("before_unpublish_page", lines.taken_off_below, order=LAST)
    hooks.register("before_delete_page", lines.deleted, order=LAST)
    hooks.register("before_bulk_action", lines.many, order=LAST)


class _Lines:
    """The hooks of some kinds of pages."""

    def __init__(self, verbs: Mapping[type[BasePage], Mapping[str, str]]) -> None:
        self.verbs = verbs

    def published(self, request: HttpRequest, page: Page) -> None:
        """Write the line of a page published alone."""
        self._write(request, "publish", page)

    def taken_off(self, request: HttpRequest, page: Page) -> None:
        """Write the line of a page taken off alone."""
        self._write(request, "unpublish", page)

    def taken_off_below(self, request: HttpRequest, page: Page) -> None:
        """Write the lines of what goes off with a page, before it does."""
        if request.method == "POST" and "include_descendants" in request.POST:
            self._write_all(request, "unpublish", [page], below=True, but=page)

    def deleted(self, request: HttpRequest, page: Page) -> None:
        """Write the lines of a page and of what goes with it, before it is deleted; their numbers stay taken."""
        if request.method == "POST":
            self._write_all(request, "delete", [page], below=True)

    def many(self, request: HttpRequest, action: str, pages: list[Any], *_args: Any) -> None:
        """Write the same lines for what is published, taken off or deleted many at once."""
        if action in PAGE_VERBS:
            self._write_all(request, action, pages, below="include_descendants" in request.POST)

    def _write_all(
        self, request: HttpRequest, action: str, pages: list[Any], *, below: bool, but: Page | None = None
    ) -> None:
        for model in self.verbs:
            for page in touched(action, pages, model=model, below=below):
                if but is None or page.pk != but.pk:
                    self._write(request, action, page)

    def _write(self, request: HttpRequest, action: str, page: Page) -> None:
        if isinstance(page, BasePage) and type(page) in self.verbs:
            verb = self.verbs[type(page)][action]
            record(verb=verb, subject=page, actor=desk_user(request), number=page.number_id)
