"""What Wagtail's own screens publish, take off and delete leaves audit lines, whatever kind of page it is."""

import uuid
from collections.abc import Callable

import pytest
from django.apps import apps
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from exemplars.models import ConsentRecord
from foundation.models import AuditLine, BasePage
from portal.models import StandardPage
from tests.factories.campaigns import hub, hub_index, psa, psa_library
from tests.factories.contests import make_contest, make_contest_page
from tests.factories.exemplars import exemplar, honour, wall
from tests.factories.foundation import UserFactory
from tests.factories.news import article, column, home

pytestmark = pytest.mark.django_db

VERBS = "^(publish|withdraw|take_down|delete)_"
WORDS = {
    "article": "article",
    "column": "page",
    "psa": "psa",
    "library": "page",
    "hub": "hub",
    "hubs": "page",
    "exemplar": "exemplar",
    "wall": "page",
    "contest": "page",
    "contests": "page",
    "standard": "page",
}


def contest_page() -> Page:
    return make_contest_page(make_contest(f"c{uuid.uuid4().hex[:8]}"))


PAGES: dict[str, Callable[[], Page]] = {
    "article": article,
    "column": column,
    "psa": psa,
    "library": psa_library,
    "hub": hub,
    "hubs": hub_index,
    "exemplar": exemplar,
    "wall": wall,
    "contest": contest_page,
    "contests": lambda: contest_page().get_parent().specific,
    "standard": lambda: home().add_child(instance=StandardPage(title="关于我们", slug="about-us")),
}


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(UserFactory.create(is_superuser=True))
    return client


def lines(page: Page) -> list[str]:
    found = AuditLine.objects.filter(subject_id=str(page.pk), verb__regex=VERBS, actor__isnull=False)
    return list(found.order_by("pk").values_list("verb", flat=True))


def test_each_kind_of_page_is_here() -> None:
    kinds = {type(make()) for make in PAGES.values()} | {type(home())}
    assert kinds == {model for model in apps.get_models() if issubclass(model, BasePage)}


@pytest.mark.parametrize("kind", PAGES)
def test_taking_off_and_deleting_leave_a_line(desk: Client, kind: str) -> None:
    page = PAGES[kind]()
    ConsentRecord.objects.all().delete()  # they would keep an exemplar

    desk.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    desk.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))

    assert not Page.objects.filter(pk=page.pk).exists()
    withdrawn = "take_down_exemplar" if kind == "exemplar" else f"withdraw_{WORDS[kind]}"
    assert lines(page)[-2:] == [withdrawn, f"delete_{WORDS[kind]}"]


def test_what_lies_below_goes_with_lines_of_its_own(desk: Client) -> None:
    ad, other = psa(), psa()

    desk.post(reverse("wagtailadmin_pages:unpublish", args=[psa_library().pk]), {"include_descendants": "on"})

    assert [lines(page)[-1] for page in (ad, other, psa_library())] == ["withdraw_psa", "withdraw_psa", "withdraw_page"]
    desk.post(f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'delete'])}?id={ad.pk}&next=/admin/")
    assert lines(ad)[-1] == "delete_psa"


def test_what_has_records_is_kept_with_a_reason_and_no_line(desk: Client) -> None:
    page = exemplar()
    honour(page)

    answer = desk.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))

    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert [str(message).strip() for message in get_messages(answer.wsgi_request)] == [
        "“样例甲明”不能删除：有须长期保留的记录与它相连（同意记录 4 条，荣誉 1 条）。请改为取消发布。"
    ]
    assert (Page.objects.filter(pk=page.pk).exists(), lines(page)) == (True, [])


def test_nor_does_it_go_with_many_or_with_the_page_above(desk: Client) -> None:
    page = exemplar()

    desk.post(f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'delete'])}?id={page.pk}&next=/admin/")
    above = desk.post(reverse("wagtailadmin_pages:delete", args=[wall().pk]))

    assert above["Location"] == reverse("wagtailadmin_pages:edit", args=[wall().pk])
    assert (Page.objects.filter(pk=page.pk).exists(), lines(page), lines(wall())) == (True, [], [])


def test_a_mistyped_name_of_the_site_deletes_nothing_and_leaves_no_line(desk: Client) -> None:
    parent = article().get_parent().specific

    address = reverse("wagtailadmin_pages:delete", args=[parent.pk])
    answer = desk.post(address, {"confirm_site_name": "别的"})

    assert answer["Location"] == address
    assert [str(message).strip() for message in get_messages(answer.wsgi_request)] == ["请输入“文宣”以确认删除。"]
    assert (Page.objects.filter(pk=parent.pk).exists(), lines(parent)) == (True, [])
