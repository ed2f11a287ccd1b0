"""An ad that may not be shown any more, whatever the reason, is listed to take down and is not placed again."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from campaigns.domain.copying import copy_month
from campaigns.models import Placement
from campaigns.queries.placements import to_take_down
from campaigns.rules.months import Span
from media.models import Picture
from tests.factories.campaigns import placement, psa_file
from tests.factories.foundation import OrganisationFactory, UserFactory
from tests.factories.media import PictureFactory, RecordingFactory

pytestmark = pytest.mark.django_db
BEFORE, AFTER = dt.datetime(2026, 7, 31, 4, tzinfo=dt.UTC), dt.datetime(2026, 8, 2, 4, tzinfo=dt.UTC)
LAST = dt.date(2026, 8, 1)
JULY, AUGUST = Span(dt.date(2026, 7, 1), dt.date(2026, 7, 1)), Span(dt.date(2026, 8, 1), dt.date(2026, 8, 1))


def listed(now: dt.datetime) -> list[int]:
    return list(to_take_down(now).values_list("pk", flat=True))


@pytest.mark.parametrize(
    "ends",
    [
        lambda: {"valid_until": LAST},
        lambda: {"master": PictureFactory.create(valid_to=LAST)},
        lambda: {"recording": RecordingFactory.create(valid_to=LAST)},
        lambda: {"expire_at": dt.datetime(2026, 8, 1, 15, tzinfo=dt.UTC)},
    ],
    ids=["last day", "rights in the picture", "rights in the recording", "page"],
)
def test_whatever_ends_an_ad_takes_its_placements_down_and_refuses_new_ones(ends: Any) -> None:
    file = psa_file(**ends())
    hanging = placement(psa_file=file)

    assert (listed(BEFORE), listed(AFTER)) == ([], [hanging.pk])
    with pytest.raises(ValidationError):
        placement(psa_file=file, starts_on=dt.date(2026, 8, 2))
    copied = copy_month(source=JULY, target=AUGUST, organisation=None, actor=None)
    assert (copied.made, copied.expired) == (0, 1)


def test_a_withdrawn_ad_and_a_withdrawn_consent_are_taken_down_but_never_published_ones_are_not() -> None:
    consenting = PictureFactory.create(consent="obtained")
    withdrawn, shown = placement(), placement(psa_file=psa_file(master=consenting))
    placement(psa_file=psa_file(live=False))
    assert listed(AFTER) == []

    withdrawn.psa_file.psa.unpublish()
    picture = Picture.objects.get(pk=consenting.pk)
    picture.consent = "withdrawn"
    picture.save()

    assert sorted(listed(AFTER)) == [withdrawn.pk, shown.pk]
    copied = copy_month(source=JULY, target=AUGUST, organisation=None, actor=None)
    assert (copied.made, copied.expired) == (1, 2)


@pytest.mark.parametrize(
    ("days", "ad"),
    [
        ({"starts_on": dt.date(1, 1, 1)}, {}),
        ({"starts_on": dt.date(9999, 12, 31)}, {}),
        ({"ends_on": dt.date(9999, 12, 31)}, {}),
        ({"starts_on": dt.date(2098, 1, 1)}, {}),
        ({}, {"valid_from": dt.date(2026, 7, 7)}),
    ],
)
def test_days_that_cannot_be_are_refused(days: dict[str, Any], ad: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as refused:
        placement(psa_file=psa_file(**ad), **days)
    assert len(refused.value.messages) == 1
    assert not Placement.objects.exists()


def test_what_begins_later_may_be_planned() -> None:
    assert placement(up=False, starts_on=dt.date(2098, 1, 1)).went_up_on is None


def test_a_unit_takes_down_its_own_and_sees_no_others(client: Client) -> None:
    unit, other = OrganisationFactory.create(), OrganisationFactory.create()
    own, foreign = (placement(organisation=each, ends_on=dt.date(2026, 7, 7)) for each in (unit, other))
    member = UserFactory.create(is_staff=True, organisation=unit)
    member.groups.add(Group.objects.get(name="投放单位"))
    client.force_login(member)
    address = reverse("placement:take_down")

    assert address in client.get(reverse("wagtailadmin_home")).content.decode()
    page = client.get(address)
    assert [row.pk for row in page.context["placements"]] == [own.pk]
    client.post(address, {"on": "2026-07-08", "placement": [own.pk, foreign.pk, "9" * 40]})
    own.refresh_from_db()
    foreign.refresh_from_db()
    assert (own.state, foreign.state) == ("down", "up")
    stranger = UserFactory.create(is_staff=True)
    stranger.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(stranger)
    assert client.get(address).status_code == 302
