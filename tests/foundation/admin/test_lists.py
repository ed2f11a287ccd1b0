import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from foundation.domain.audit import record
from foundation.enums import OrganisationKind
from foundation.models import AuditLine, GreyDay, Organisation, Topic, User
from tests.factories.foundation import OrganisationFactory, RegionFactory, TopicFactory, UserFactory
from tests.factories.news import article

pytestmark = pytest.mark.django_db


def fill(name: str, number: int) -> None:
    """Make ``number`` objects of a list."""
    for position in range(number):
        if name == "topic":
            TopicFactory.create(aliases=["甲", "乙"])
        elif name == "organisation":
            OrganisationFactory.create(parent=OrganisationFactory.create(), region=RegionFactory.create())
        elif name == "greyday":
            GreyDay.objects.create(from_date=dt.date(2026, 1, 1), until_date=dt.date(2026, 1, 2), reason=str(position))
        else:
            record(verb="try", subject=TopicFactory.create(), actor=UserFactory.create(), state="live")


@pytest.mark.parametrize(("name", "most"), [("topic", 12), ("organisation", 14), ("greyday", 12), ("audit", 16)])
@pytest.mark.parametrize("number", [1, 3])
def test_lists_cost_the_same(
    desk: Client, name: str, most: int, number: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    fill(name, number)
    url = reverse(f"{name}:index")
    desk.get(url)
    with django_assert_max_num_queries(most):
        assert desk.get(url).status_code == 200


def test_a_topic_with_other_names(desk: Client) -> None:
    desk.post(
        reverse("topic:add"),
        {"name": "样例主题", "slug": "yangli", "description": "", "aliases": "甲，乙\n丙"},
    )
    topic = Topic.objects.get()
    assert topic.aliases == ["甲", "乙", "丙"]
    assert "甲、乙、丙" in desk.get(reverse("topic:edit", args=[topic.pk])).content.decode()
    desk.post(
        reverse("topic:edit", args=[topic.pk]),
        {"name": "样例主题", "slug": "yangli", "description": "", "aliases": "甲、乙、丙"},
    )
    assert [line.detail for line in AuditLine.objects.order_by("pk")] == [{}, {"fields": []}]


def test_an_organisation_in_its_tree(desk: Client) -> None:
    parent, region = OrganisationFactory.create(), RegionFactory.create()
    form = {
        "name": "样例实践站",
        "short_name": "",
        "aliases": "",
        "kind": OrganisationKind.PRACTICE_STATION,
        "parent": parent.pk,
        "region": region.pk,
    }
    desk.post(reverse("organisation:add"), form)
    station = Organisation.objects.get(name="样例实践站")
    assert (station.parent, station.region) == (parent, region)
    response = desk.post(reverse("organisation:edit", args=[parent.pk]), form | {"name": "上级", "parent": station.pk})
    assert list(response.context["form"].errors) == ["parent"]


@pytest.mark.parametrize(("typed", "found"), [("", True), ("样例", True), ("没有", False)])
def test_the_organisation_chooser(desk: Client, typed: str, found: bool) -> None:
    organisation = OrganisationFactory.create(name="样例文明办")
    response = desk.get(reverse("organisation_chooser:choose_results"), {"q": typed})
    assert (organisation.name in response.content.decode()) == found
    assert desk.get(reverse("organisation_chooser:choose")).status_code == 200


def test_the_audit_log_is_read_only(desk: Client, administrator: User) -> None:
    line = record(verb="try_this", subject=administrator, actor=administrator)
    listing = desk.get(reverse("audit:index"))
    assert "try_this" in listing.content.decode()
    assert reverse("audit:add") not in listing.content.decode()
    for name, arguments in (("add", []), ("edit", [line.pk]), ("delete", [line.pk])):
        for answer in (desk.get, desk.post):
            assert answer(reverse(f"audit:{name}", args=arguments)).status_code == 302
    line.refresh_from_db()
    assert line.verb == "try_this"


def test_the_audit_log_is_not_for_everybody() -> None:
    client = Client()
    client.force_login(UserFactory.create())
    assert client.get(reverse("audit:index")).status_code == 302


def test_a_topic_that_pages_name_is_kept(desk: Client) -> None:
    topic, idle = TopicFactory.create(name="文明城市"), TopicFactory.create()
    article(topics=[topic])
    for each in (topic, idle):
        desk.post(reverse("topic:delete", args=[each.pk]))
    assert list(Topic.objects.all()) == [topic]
    told = [str(message).strip() for message in desk.get(reverse("topic:index")).context["messages"]]
    assert told[0] == "它在各页面中被引用 1 处，不能删除。请先在那些页面里取消引用。"
