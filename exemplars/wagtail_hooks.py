"""What the exemplars app adds to Wagtail's administration."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.admin import messages

from exemplars.domain.people import CannotPublishError, judge_publication
from exemplars.models import ExemplarIndexPage, ExemplarPage
from exemplars.viewsets.group import ExemplarsGroup
from foundation.queries.bulk import touched
from foundation.views.page_lines import PAGE_VERBS, keep_lines


def register_viewsets() -> list[Any]:
    """Add programmes and rounds."""
    return [ExemplarsGroup()]


def judge_many(request: HttpRequest, action: str, pages: list[Any], *_args: Any) -> HttpResponse | None:
    """Refuse to publish several at once when one of them may not go public, and say which and why."""
    if action != "publish":
        return None
    refused = False
    for page in touched(action, pages, model=ExemplarPage, below="include_descendants" in request.POST):
        try:
            judge_publication(page.get_latest_revision_as_object())
        except CannotPublishError as refusal:
            refused = True
            messages.error(request, f"{page.title}：{refusal}")
        except ValidationError as refusal:
            refused = True
            messages.error(request, f"{page.title}：{' '.join(refusal.messages)}")
    return redirect("wagtailadmin_home") if refused else None


hooks.register("register_admin_viewset", register_viewsets)
hooks.register("before_bulk_action", judge_many)
keep_lines(
    {
        ExemplarPage: {"publish": "publish_exemplar", "unpublish": "take_down_exemplar", "delete": "delete_exemplar"},
        ExemplarIndexPage: PAGE_VERBS,
    }
)
