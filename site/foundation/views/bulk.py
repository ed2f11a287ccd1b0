"""Audit lines of what Wagtail's own screens change many at once."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest

from foundation.domain.audit import record
from foundation.models import BasePage, User
from foundation.queries.bulk import touched


def recorder(verbs: Mapping[type[BasePage], Mapping[str, str]]) -> Callable[..., None]:
    """Return a ``before_bulk_action`` hook that writes a line for each page the action changes.

    ``verbs`` names, for each kind of page, the verb of each of Wagtail's actions (``publish``, ``unpublish``,
    ``delete``). Register it with an order behind those hooks that may refuse the action.
    """

    def record_many(request: HttpRequest, action: str, pages: list[Any], *_args: Any) -> None:
        below = "include_descendants" in request.POST
        actor = request.user if isinstance(request.user, User) else None
        for model, verb_of in verbs.items():
            if action in verb_of:
                for page in touched(action, pages, model=model, below=below):
                    record(verb=verb_of[action], subject=page, actor=actor, number=page.number_id)

    return record_many
