"""The organiser's queue in the admin."""

from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from campaigns.contests.enums import QueueKind
from campaigns.contests.queries.queue import counts, items
from foundation.views.desk import desk_user

PAGE: Final = 50
MOST_PAGES: Final = 200


class QueueView(WagtailAdminTemplateMixin, View):
    """Everything that waits for the person who looks: counts above, one list below, each line a link to its action."""

    template_name = "contests/desk/queue.html"
    page_title = gettext_lazy("To be done")
    header_icon = "tasks"

    def get(self, request: HttpRequest) -> TemplateResponse:
        """Show all kinds, or the one that is asked for."""
        user = desk_user(request)
        found = counts(user)
        if not found:
            raise PermissionDenied
        asked = request.GET.get("kind", "")
        kind = QueueKind(asked) if asked in QueueKind.values else None
        page = _page(request)
        waiting = sum(each.count for each in found if kind in {None, each.kind})
        context = self.get_context_data(
            counts=found,
            total=sum(each.count for each in found),
            kind=kind,
            items=items(user, kind=kind, start=(page - 1) * PAGE, size=PAGE),
            earlier=page - 1,
            later=page + 1 if page * PAGE < waiting else 0,
        )
        return TemplateResponse(request, self.template_name, context)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Name the screen behind the dashboard."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]


def _page(request: HttpRequest) -> int:
    asked = request.GET.get("page", "")
    return (
        min(max(int(asked), 1), MOST_PAGES) if asked.isascii() and asked.isdigit() and len(asked) < len("10000") else 1
    )
