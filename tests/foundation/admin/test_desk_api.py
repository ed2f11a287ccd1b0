"""The ways into the whole page tree beside the screens: they lead past no rule, and only to those who work on pages."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.admin.api.views import PagesAdminAPIViewSet

from tests.factories.foundation import UserFactory
from tests.factories.media import PictureFactory
from tests.factories.news import draft, home

pytestmark = pytest.mark.django_db
ACTIONS = sorted(PagesAdminAPIViewSet.actions)


def member(group: str) -> Client:
    user = UserFactory.create()
    user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("action", ACTIONS)
def test_the_api_does_nothing_to_a_page(desk: Client, action: str) -> None:
    page = draft()

    answer = desk.post(f"/admin/api/main/pages/{page.pk}/action/{action}/", content_type="application/json")

    page.refresh_from_db()
    assert (answer.status_code, page.live) == (404, False)
    assert "publish" in ACTIONS


def test_the_side_menu_reads_the_tree(desk: Client) -> None:
    page = home()

    answer = desk.get("/admin/api/main/pages/", {"child_of": 1, "for_explorer": 1})

    assert [row["id"] for row in answer.json()["items"]] == [page.pk]


@pytest.mark.parametrize("kind", ["images", "documents"])
def test_the_api_lists_no_files(desk: Client, kind: str) -> None:
    picture = PictureFactory.create()

    assert desk.get(f"/admin/api/main/{kind}/").json()["items"] == []
    assert desk.get(f"/admin/api/main/{kind}/{picture.pk}/").status_code == 404


def test_drafts_are_chosen_by_those_who_work_on_pages(desk: Client) -> None:
    page = draft(title="未刊的稿件")
    listed = reverse("wagtailadmin_choose_page_child", args=[page.get_parent().pk])
    found = f"{reverse('wagtailadmin_choose_page_search')}?q=未刊"

    for browser in (desk, member("编辑")):
        assert "未刊的稿件" in browser.get(listed).json()["html"]
        assert "未刊的稿件" in browser.get(found).content.decode()
    for address in (listed, found, reverse("wagtailadmin_choose_page")):
        assert member("投放单位").get(address).status_code == 302
