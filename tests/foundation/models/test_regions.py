import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from foundation.enums import RegionLevel
from foundation.models import Region
from tests.factories.foundation import RegionFactory

pytestmark = pytest.mark.django_db

DAY = dt.date(2020, 1, 1)


def path_of(region: Region) -> str:
    return str(Region.objects.values_list("path", flat=True).get(pk=region.pk))


def test_paths_follow_a_move() -> None:
    old = RegionFactory.create(code="990100", level=RegionLevel.CITY)
    new = RegionFactory.create(code="990200", level=RegionLevel.CITY)
    county = RegionFactory.create(parent=old)
    town = RegionFactory.create(code="990201001", level=RegionLevel.TOWNSHIP, parent=county)
    assert path_of(town) == f"/{old.pk}/{county.pk}/{town.pk}/"
    county.parent = new
    county.save()
    town.refresh_from_db()
    assert path_of(county) == f"/{new.pk}/{county.pk}/"
    assert town.lineage == (new.pk, county.pk, town.pk)
    assert set(Region.objects.under(new)) == {new, county, town}
    assert set(Region.objects.under(old)) == {old}


def test_regions_of_a_day() -> None:
    gone = RegionFactory.create(valid_until=DAY)
    since = RegionFactory.create(valid_from=DAY)
    always = RegionFactory.create()
    before, after = DAY - dt.timedelta(days=1), DAY
    assert set(Region.objects.current(before)) == {gone, always}
    assert set(Region.objects.current(after)) == {since, always}
    assert set(Region.objects.current()) == {since, always}


def test_one_code_at_two_times() -> None:
    RegionFactory.create(code="990201", valid_until=DAY)
    later = RegionFactory.build(code="990201", valid_from=DAY)
    later.full_clean(exclude=["path"])
    later.save()
    assert Region.objects.filter(code="990201").count() == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({}, {}),
        ({"valid_from": DAY}, {"valid_from": DAY, "valid_until": dt.date(2021, 1, 1)}),
        ({}, {"valid_from": DAY}),
    ],
)
def test_the_database_refuses_a_code_twice(first: dict[str, dt.date], second: dict[str, dt.date]) -> None:
    RegionFactory.create(code="990201", **first)
    with pytest.raises(IntegrityError), transaction.atomic():
        RegionFactory.create(code="990201", **second)


def test_overlapping_times_are_refused() -> None:
    RegionFactory.create(code="990201", valid_until=dt.date(2022, 1, 1))
    with pytest.raises(ValidationError) as caught:
        RegionFactory.build(code="990201", valid_from=DAY).clean()
    assert list(caught.value.message_dict) == ["code"]


def test_a_parent_stands_above() -> None:
    county = RegionFactory.create()
    with pytest.raises(ValidationError) as caught:
        RegionFactory.build(parent=county).clean()
    assert list(caught.value.message_dict) == ["parent"]


def test_dates_stand_in_order() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        RegionFactory.create(valid_from=DAY, valid_until=DAY)


@pytest.mark.parametrize("code", ["99010", "9901001", "99010a", "９９０１００", ""])
def test_codes_that_are_none(code: str) -> None:
    with pytest.raises(ValidationError):
        RegionFactory.build(code=code).full_clean(exclude=["path"])


def test_names() -> None:
    region = RegionFactory.create(name="样例区")
    assert str(region) == "样例区"
    assert str(region.aliases.create(name="旧样例")) == "旧样例"
