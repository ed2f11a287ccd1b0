"""Panels of the dashboard: what waits for the person who looks at it."""

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from wagtail.admin.ui.components import Component

from news.queries.desk import SHOWN, drafts_of, overdue, scheduled, to_publish, unsorted
from news.views.desk import may_import


class WaitingPanel(Component):
    """Own drafts, articles without a column, what waits for publication, and what is planned."""

    name = "waiting"
    order = 50

    def render_html(self, parent_context: Mapping[str, Any] | None = None) -> SafeString:
        """Return the panel; lists that do not concern the user are left out."""
        request = (parent_context or {})["request"]
        user = request.user
        context = {
            "drafts": _listed(drafts_of(user)),
            "unsorted": _listed(unsorted()) if may_import(user) else None,
            "to_publish": _listed(to_publish(user)),
            "scheduled": list(scheduled()[:SHOWN]),
            "overdue": overdue(),
            "all_url": reverse("articles:index"),
        }
        return render_to_string("news/desk/waiting.html", context, request=request)


def _listed(articles: Any) -> dict[str, Any] | None:
    """Return the first articles of a list and the number of all, or None for an empty list."""
    count = articles.count()
    return {"count": count, "articles": list(articles[:SHOWN])} if count else None
