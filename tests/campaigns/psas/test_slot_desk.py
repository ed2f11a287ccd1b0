"""The plan of a day as the desk sees it."""

import datetime as dt
import re

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.rules.days import HERE
from news.enums import Role
from tests.factories.campaigns import psa
from tests.factories.news import user

pytestmark = pytest.mark.django_db
DAY = "2026-07-01"
LONG_AGO = dt.datetime(2026, 1, 1, tzinfo=HERE)


def logged_in(client: Client, role: Role) -> Client:
    """Return the client with a person of the role logged in."""
    person = user()
    person.groups.add(Group.objects.get(name=role.value))
    client.force_login(person)
    return client


def rows(client: Client, day: str = DAY) -> list[tuple[str, str]]:
    """Return time and ad of each slot of the day's page."""
    html = client.get(reverse("psa_slots:index"), {"day": day}).content.decode()
    return re.findall(r'<th scope="row">(\d\d:\d\d)</th>.*?<td[^>]*>(?:<a [^>]*>)?(.+?)<', html, re.DOTALL)


def test_every_half_hour_of_the_day_has_its_ad(client: Client) -> None:
    desk = logged_in(client, Role.PUBLISHER)
    psa(title="光盘行动", first_published_at=LONG_AGO)
    psa(title="礼让一步", first_published_at=LONG_AGO)

    found = rows(desk)

    assert (len(found), found[0][0], found[-1][0]) == (36, "06:00", "23:30")
    assert {title for _time, title in found} == {"光盘行动", "礼让一步"}


def test_a_day_without_ads_and_a_day_that_is_none(client: Client) -> None:
    desk = logged_in(client, Role.PUBLISHER)

    assert {title.strip() for _time, title in rows(desk)} == {"当日没有有效的公益广告。"}
    assert rows(desk, "2026-02-31") == []


def test_the_number_of_ads_changes_no_query(client: Client) -> None:
    desk = logged_in(client, Role.PUBLISHER)

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            rows(desk)
        return len(caught)

    psa(first_published_at=LONG_AGO)
    queries()
    one = queries()
    psa(first_published_at=LONG_AGO)
    psa(first_published_at=LONG_AGO)
    assert queries() == one


def test_who_does_not_keep_the_library_is_not_let_in(client: Client) -> None:
    client.force_login(user())
    assert client.get(reverse("psa_slots:index")).status_code == 302
