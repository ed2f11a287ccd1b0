"""What the campaigns app adds to Wagtail's administration."""

from typing import Any

from wagtail import hooks

from campaigns.viewsets.placing import PlacingGroup


def register_viewsets() -> list[Any]:
    """Add placements and screens."""
    return [PlacingGroup()]


hooks.register("register_admin_viewset", register_viewsets)
