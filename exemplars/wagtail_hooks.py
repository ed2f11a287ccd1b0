"""What the exemplars app adds to Wagtail's administration."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from exemplars.domain.people import CannotPublishError, judge_publication
from exemplars.models import ExemplarPage
from exemplars.views.desk import desk_user
from exemplars.viewsets.group import ExemplarsGroup
from foundation.domain.audit import record
from foundation.queries.bulk import touched
from foundation.views.bulk import recorder


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


def record_publication(request: HttpRequest, page: Page) -> None:
    """Write the audit line for an exemplar published in Wagtail's own screens."""
    if isinstance(page, ExemplarPage):
        record(verb="publish_exemplar", subject=page, actor=desk_user(request), number=page.number_id)


def record_withdrawal(request: HttpRequest, page: Page) -> None:
    """Write the audit line for an exemplar taken off in Wagtail's own screens."""
    if isinstance(page, ExemplarPage):
        record(verb="take_down_exemplar", subject=page, actor=desk_user(request), number=page.number_id)


hooks.register("register_admin_viewset", register_viewsets)
hooks.register("after_publish_page", record_publication)
hooks.register("after_unpublish_page", record_withdrawal)
hooks.register("before_bulk_action", judge_many)
record_many = recorder({ExemplarPage: {"publish": "publish_exemplar", "unpublish": "take_down_exemplar"}})
hooks.register("before_bulk_action", record_many, order=100)  # after those who may refuse it
