"""What the competitions add to Wagtail's administration."""

from typing import Any

from wagtail import hooks

from campaigns.contests.models import ContestIndexPage, ContestPage
from campaigns.contests.viewsets.group import ContestsGroup
from foundation.views.page_lines import PAGE_VERBS, keep_lines


def register_viewsets() -> list[Any]:
    """Add the competitions' group of the menu."""
    return [ContestsGroup()]


hooks.register("register_admin_viewset", register_viewsets)
keep_lines({ContestPage: PAGE_VERBS, ContestIndexPage: PAGE_VERBS})
