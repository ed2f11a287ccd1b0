"""What the exemplars app adds to Wagtail's administration."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail import hooks
from wagtail.models import Page

from exemplars.views.people import guard
from exemplars.viewsets.group import ExemplarsGroup


def register_viewsets() -> list[Any]:
    """Add programmes and rounds."""
    return [ExemplarsGroup()]


def guard_exemplar(page: Page, request: HttpRequest, *_args: Any) -> HttpResponse | None:
    """Serve an exemplar only while consent stands, and only at the address with its number."""
    return guard(page, request)


hooks.register("before_serve_page", guard_exemplar, order=-10)
hooks.register("register_admin_viewset", register_viewsets)
