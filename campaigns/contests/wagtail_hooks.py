"""What the competitions add to Wagtail's administration."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail import hooks
from wagtail.models import Page

from campaigns.contests.views.public import guard
from campaigns.contests.viewsets.group import ContestsGroup


def register_viewsets() -> list[Any]:
    """Add the competitions' group of the menu."""
    return [ContestsGroup()]


def guard_contest(page: Page, request: HttpRequest, *_args: Any) -> HttpResponse | None:
    """Serve a competition's page only once it is announced, and only at the address with its number."""
    return guard(page, request)


hooks.register("before_serve_page", guard_contest, order=-10)
hooks.register("register_admin_viewset", register_viewsets)
