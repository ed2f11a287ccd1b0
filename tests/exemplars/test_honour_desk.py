"""Consents and honours at the desk."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from exemplars.domain.people import create_exemplar_draft, publish_exemplar
from exemplars.enums import HonourState, SubjectKind
from exemplars.models import ConsentRecord, ExemplarPage, Honour
from tests.factories.exemplars import ProgrammeFactory, exemplar, honour, wall
from tests.factories.foundation import UserFactory
from tests.factories.news import article

pytestmark = pytest.mark.django_db
NAME = "样例龘明"


def desk(group: str = "编辑") -> Client:
    """Return the browser of somebody of the newsroom."""
    user = UserFactory()
    user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user)
    return client


def test_consent_is_recorded_and_withdrawn_at_the_desk() -> None:
    wall()
    browser, draft = desk(), create_exemplar_draft(name=NAME, subject=SubjectKind.PERSON, actor=None)
    told = {"exemplar": draft.pk, "giver": "self", "given_on": str(timezone.localdate()), "scopes": ["name", "photo"]}

    assert f"{NAME} · 姓名与事迹" in browser.post(reverse("consent:add"), told, follow=True).content.decode()
    assert publish_exemplar(exemplar=draft, actor=None).is_showable()
    assert sorted(row.scope for row in ConsentRecord.objects.all()) == ["name", "photo"]
    row = ConsentRecord.objects.get(scope="name")
    assert NAME in browser.get(reverse("consent:index")).content.decode()
    assert "撤回此项同意" in browser.get(reverse("consent:edit", args=[row.pk])).content.decode()

    other = article(text=f"{NAME}的故事。")
    shown = browser.post(reverse("consent:edit", args=[row.pk]), follow=True).content.decode()
    assert other.path_on_site() in shown
    assert "撤回此项同意" not in shown
    assert not ExemplarPage.objects.get(pk=draft.pk).live
    again = browser.post(reverse("consent:edit", args=[row.pk]), follow=True).content.decode()
    assert "此前已撤回" in again


def test_what_the_verb_refuses_stands_above_the_form() -> None:
    wall()
    draft = create_exemplar_draft(name=NAME, subject=SubjectKind.PERSON, actor=None, is_minor=True)
    told = {"exemplar": draft.pk, "giver": "self", "given_on": str(timezone.localdate()), "scopes": ["name"]}

    assert "须由监护人同意" in desk().post(reverse("consent:add"), told).content.decode()
    for key in ("x", "9" * 40):
        assert desk().post(reverse("consent:add"), told | {"exemplar": key}).status_code == 200
    assert not ConsentRecord.objects.exists()


def test_an_honour_is_recorded_and_revoked_at_the_desk() -> None:
    browser, page, programme = desk("签发"), exemplar(name=NAME), ProgrammeFactory()
    told = {
        "exemplar": page.pk,
        "programme": programme.pk,
        "year": "2026",
        "state": "nominee",
        "document_number": "1号",
    }

    browser.post(reverse("honour:add"), told)
    made = Honour.objects.get()
    assert (made.state, made.level, made.document_number) == (HonourState.NOMINEE, programme.level, "1号")
    assert NAME in browser.get(reverse("honour:index")).content.decode()

    address = reverse("honour:edit", args=[made.pk])
    assert browser.post(address, {"reason": ""}).status_code == 200
    shown = browser.post(address, {"reason": "材料不实"}, follow=True).content.decode()
    assert ("材料不实" in shown, "撤销这项荣誉" in shown) == (True, False)
    assert "此前已撤销" in browser.post(address, {"reason": "再次"}, follow=True).content.decode()


def test_who_may_only_look_ends_nothing() -> None:
    made = honour(exemplar())
    user = UserFactory()
    group = Group.objects.create(name="只看")
    group.permissions.add(*_permissions("access_admin", "view_honour"))
    user.groups.add(group)
    browser = Client()
    browser.force_login(user)
    address = reverse("honour:edit", args=[made.pk])

    assert "撤销这项荣誉" not in browser.get(address).content.decode()
    browser.post(address, {"reason": "材料不实"})
    made.refresh_from_db()
    assert made.state == HonourState.WINNER


def _permissions(*names: str) -> list[Permission]:
    return list(Permission.objects.filter(codename__in=names))


@pytest.mark.parametrize("name", ["consent:index_results", "honour:index_results"])
def test_the_lists_take_as_many_queries_for_three_as_for_one(name: str) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert browser.get(reverse(name)).status_code == 200
        return len(caught)

    browser = desk()
    honour(exemplar())
    queries()
    cost = queries()
    for _each in range(2):
        honour(exemplar())
    assert queries() == cost
