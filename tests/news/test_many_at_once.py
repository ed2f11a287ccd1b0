"""Articles that Wagtail's screens change many at once leave the same audit lines as one by one."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from foundation.models import AuditLine
from tests.factories.foundation import UserFactory
from tests.factories.news import article, column, draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(UserFactory.create(is_superuser=True))
    return client


def many(desk: Client, action: str, *pages: Page, below: bool = False) -> None:
    keys = "&".join(f"id={page.pk}" for page in pages)
    address = f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', action])}?{keys}&next=/admin/"
    desk.post(address, {"include_descendants": "on"} if below else {})


def lines(verb: str) -> list[str]:
    found = AuditLine.objects.filter(verb=verb, actor__isnull=False)
    return sorted(found.values_list("subject_id", flat=True))


def test_those_chosen_are_recorded(desk: Client) -> None:
    one, other, live = draft(), draft(), article()

    many(desk, "publish", one, other)
    many(desk, "unpublish", live)
    many(desk, "delete", one)

    assert lines("publish_article") == sorted([str(one.pk), str(other.pk)])
    assert (lines("withdraw_article"), lines("delete_article")) == ([str(live.pk)], [str(one.pk)])


def test_so_is_what_goes_with_its_column(desk: Client) -> None:
    parent = column()
    waiting, live = draft(parent=parent), article(parent=parent)

    many(desk, "publish", parent, below=True)
    assert lines("publish_article") == [str(waiting.pk)]

    desk.post(reverse("wagtailadmin_pages:unpublish", args=[parent.pk]), {"include_descendants": "on"})
    assert lines("withdraw_article") == sorted([str(waiting.pk), str(live.pk)])

    desk.post(reverse("wagtailadmin_pages:delete", args=[parent.pk]))
    assert lines("delete_article") == sorted([str(waiting.pk), str(live.pk)])
    assert not Page.objects.filter(pk=parent.pk).exists()


def test_a_column_taken_off_alone_leaves_its_articles(desk: Client) -> None:
    live = article()

    desk.post(reverse("wagtailadmin_pages:unpublish", args=[live.get_parent().pk]), {})

    assert lines("withdraw_article") == []
