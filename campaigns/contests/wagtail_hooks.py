"""What the competitions add to Wagtail's administration."""

from typing import Any

from wagtail import hooks

from campaigns.contests.viewsets.inbound_mails import InboundMailViewSet


def register_viewsets() -> list[Any]:
    """Add the mail desk."""
    return [InboundMailViewSet()]


hooks.register("register_admin_viewset", register_viewsets)
