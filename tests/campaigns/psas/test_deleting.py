"""An ad that hangs or hung somewhere stays; and an autosave that comes too late changes nothing."""

import pytest
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse

from campaigns.models import Placement, PsaPage
from tests.campaigns.psas.test_desk import form_values
from tests.factories.campaigns import placement, psa, psa_library
from tests.factories.foundation import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(UserFactory.create(is_superuser=True))
    return client


def test_an_ad_with_placements_is_not_deleted_and_a_sentence_says_what_to_do(desk: Client) -> None:
    placed = placement().psa_file.psa
    for page in (placed, psa_library()):
        address = reverse("wagtailadmin_pages:delete", args=[page.pk])
        for answer in (desk.get(address, follow=True), desk.post(address, follow=True)):
            html = answer.content.decode()
            assert answer.redirect_chain[-1][0] == reverse("wagtailadmin_pages:edit", args=[page.pk])
            assert "不能删除" in html
            assert "取消发布" in html
    assert PsaPage.objects.filter(pk=placed.pk).exists()


def test_many_at_once_neither(desk: Client) -> None:
    placed, free = placement().psa_file.psa, psa(title="未投放")
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    desk.post(f"{address}?id={placed.pk}&id={free.pk}&next=/admin/")
    assert sorted(PsaPage.objects.values_list("pk", flat=True)) == sorted([placed.pk, free.pk])
    desk.post(f"{address}?id={free.pk}&next=/admin/")
    assert list(PsaPage.objects.values_list("pk", flat=True)) == [placed.pk]


def test_the_database_keeps_it_as_well() -> None:
    placed = placement().psa_file.psa
    with pytest.raises(ProtectedError):
        placed.delete()
    assert Placement.objects.count() == 1


def test_an_autosave_that_comes_after_publishing_is_refused_and_changes_nothing(desk: Client) -> None:
    made = psa(live=False)
    loaded = made.save_revision()
    address = reverse("wagtailadmin_pages:edit", args=[made.pk])
    known = {
        "loaded_revision_id": loaded.pk,
        "loaded_revision_created_at": loaded.created_at.isoformat(),
        "category": made.category_id,
    }
    published = form_values(title="已发布的标题", **known)
    assert desk.post(address, published).status_code == 302
    late = {name: value for name, value in form_values(title="迟到的草稿", **known).items() if name != "action-publish"}

    answer = desk.post(address, late, headers={"Accept": "application/json"})

    assert (answer.status_code, answer.json()["error_code"]) == (400, "invalid_revision")
    page = PsaPage.objects.get(pk=made.pk)
    assert (page.live, page.title, page.get_latest_revision_as_object().title) == (True, "已发布的标题", "已发布的标题")
