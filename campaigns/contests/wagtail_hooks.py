"""What the competitions add to Wagtail's administration."""

from typing import Any

from wagtail import hooks

from campaigns.contests.viewsets.group import ContestsGroup


def register_viewsets() -> list[Any]:
    """Add the competitions' group of the menu."""
    return [ContestsGroup()]


hooks.register("register_admin_viewset", register_viewsets)
