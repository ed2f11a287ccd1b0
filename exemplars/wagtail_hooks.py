"""What the exemplars app adds to Wagtail's administration."""

from typing import Any

from wagtail import hooks

from exemplars.viewsets.group import ExemplarsGroup


def register_viewsets() -> list[Any]:
    """Add programmes and rounds."""
    return [ExemplarsGroup()]


hooks.register("register_admin_viewset", register_viewsets)
