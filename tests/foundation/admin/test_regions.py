import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from foundation.enums import RegionLevel
from foundation.models import AuditLine, Region, User
from tests.factories.foundation import RegionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> Region:
    region: Region = RegionFactory.create(code="990100", name="澄川市", short_name="澄川", level=RegionLevel.CITY)
    return region


def form(**fields: Any) -> dict[str, Any]:
    return {
        "code": "990102",
        "name": "霁湖区",
        "short_name": "霁湖",
        "level": "3",
        "parent": "",
        "valid_from": "",
        "valid_until": "",
        "alias_names": "",
        "successor_codes": "",
    } | fields


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same(
    desk: Client, city: Region, number: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        RegionFactory.create(parent=city)
    desk.get(reverse("region:index"))
    with django_assert_max_num_queries(14):
        response = desk.get(reverse("region:index"))
    assert len(response.context["object_list"]) == number + 1


@pytest.mark.parametrize(
    ("typed", "names"),
    [("霁湖", ["霁湖区"]), ("旧霁", ["霁湖区"]), ("9901", ["澄川市", "霁湖区"]), ("没有", [])],
)
def test_found_by_name_alias_and_code(desk: Client, city: Region, typed: str, names: list[str]) -> None:
    county = RegionFactory.create(code="990102", name="霁湖区", short_name="霁湖", parent=city)
    county.aliases.create(name="旧霁县")
    county.aliases.create(name="旧霁乡")
    response = desk.get(reverse("region:index"), {"q": typed})
    assert [region.name for region in response.context["object_list"]] == names


def test_a_region_is_entered_with_other_names(desk: Client, city: Region, administrator: User) -> None:
    desk.post(reverse("region:add"), form(parent=city.pk, alias_names="霁湖县、老霁湖，霁湖县"))
    region = Region.objects.get(code="990102")
    assert list(region.aliases.order_by("pk").values_list("name", flat=True)) == ["霁湖县", "老霁湖"]
    assert region.path == f"{city.path}{region.pk}/"
    line = AuditLine.objects.get()
    assert (line.verb, line.subject_id, line.actor) == ("create", str(region.pk), administrator)


def test_a_region_is_abolished_with_its_successor(desk: Client, city: Region) -> None:
    region = RegionFactory.create(code="990102", name="霁湖区", short_name="霁湖", parent=city)
    region.aliases.create(name="旧霁县")
    page = desk.get(reverse("region:edit", args=[region.pk]))
    assert "旧霁县" in page.content.decode()
    desk.post(
        reverse("region:edit", args=[region.pk]),
        form(parent=city.pk, alias_names="旧霁县", valid_until="2026-01-01", successor_codes="990100"),
    )
    region.refresh_from_db()
    assert (str(region.valid_until), list(region.successors.all())) == ("2026-01-01", [city])
    assert AuditLine.objects.get().detail == {"fields": ["successor_codes", "valid_until"]}


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"successor_codes": "990999"}, "successor_codes"),
        ({"alias_names": "长" * 61}, "alias_names"),
        ({"code": "1"}, "code"),
        ({"code": "990100"}, "code"),
    ],
)
def test_bad_input_keeps_what_was_typed(desk: Client, city: Region, fields: dict[str, str], field: str) -> None:
    response = desk.post(reverse("region:add"), form(**fields))
    assert field in response.context["form"].errors
    assert "霁湖区" in response.content.decode()
    assert set(Region.objects.all()) == {city}


def test_a_region_is_deleted_with_a_line(desk: Client, city: Region) -> None:
    desk.post(reverse("region:delete", args=[city.pk]))
    assert not Region.objects.exists()
    assert AuditLine.objects.get().verb == "delete"


@pytest.mark.parametrize(("typed", "names"), [("", ["澄川市", "霁湖区"]), ("霁湖", ["霁湖区"]), ("没有", [])])
def test_the_chooser(desk: Client, city: Region, typed: str, names: list[str]) -> None:
    RegionFactory.create(code="990102", name="霁湖区", short_name="霁湖", parent=city)
    RegionFactory.create(code="990103", name="已撤区", valid_until="2020-01-01")
    response = desk.get(reverse("region_chooser:choose_results"), {"q": typed})
    assert re.findall("澄川市(?=\\s*</a>)|霁湖区(?=\\s*</a>)|已撤区", response.content.decode()) == names
    assert desk.get(reverse("region_chooser:choose")).status_code == 200
