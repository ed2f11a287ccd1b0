"""What waits on the desk, and what the lists of articles show."""

import datetime as dt
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from wagtail.models import Page, Revision
from wagtail.permissions import policy_registry

from foundation.models import User
from news.models import ArticlePage, Placement, UnsortedPage

SHOWN = 8
"""Articles a panel of the dashboard lists."""


def with_places(pages: QuerySet[Any]) -> QuerySet[Any]:
    """Prefetch where each article of a list was printed."""
    placements = Placement.objects.select_related("print_page__edition").defer("print_page__raw_text")
    return pages.prefetch_related(Prefetch("placements", queryset=placements.order_by("print_page")))


def newsroom() -> Q:
    """Return the condition for accounts that work on pages; units and others with a desk of their own do not."""
    return Q(is_active=True) & Q(groups__page_permissions__permission__codename="change_page")


def drafts_of(user: User) -> QuerySet[ArticlePage]:
    """Return the user's own unpublished articles, newest work first."""
    drafts: QuerySet[ArticlePage] = ArticlePage.objects.filter(owner=user, live=False, has_unpublished_changes=True)
    return drafts.order_by("-latest_revision_created_at")


def unsorted() -> QuerySet[ArticlePage]:
    """Return the articles that wait for a column, oldest first."""
    tray = UnsortedPage.objects.first()
    found: QuerySet[ArticlePage] = ArticlePage.objects.none()
    return ArticlePage.objects.child_of(tray).order_by("latest_revision_created_at") if tray else found


def to_publish(user: User) -> QuerySet[ArticlePage]:
    """Return filed drafts and changed articles that this user may publish, oldest change first."""
    policy = policy_registry.get_by_type(Page)
    mine = policy.instances_user_has_permission_for(user, "publish").values("pk")
    waiting = ArticlePage.objects.filter(has_unpublished_changes=True, retracted=False, pk__in=mine)
    filed: QuerySet[ArticlePage] = waiting.exclude(pk__in=unsorted().order_by().values("pk"))
    return filed.order_by("latest_revision_created_at")


def scheduled(now: dt.datetime | None = None) -> QuerySet[Revision]:
    """Return the revisions planned for later, the next one first."""
    planned: QuerySet[Revision] = (
        Revision.page_revisions.filter(approved_go_live_at__gt=now or timezone.now())
        .order_by("approved_go_live_at")
        .prefetch_related("content_object")
    )
    return planned


def overdue(now: dt.datetime | None = None) -> int:
    """Return how many planned publications should have happened five minutes ago: the scheduler sleeps."""
    late = (now or timezone.now()) - dt.timedelta(minutes=5)
    return int(Revision.page_revisions.filter(approved_go_live_at__lt=late).count())
