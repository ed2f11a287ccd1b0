"""The demo's placements: a table of a real city's size, one damage, one screen."""

import datetime as dt

import pytest

from campaigns.enums import DamageState
from campaigns.models import DamageTask, Placement, Screen
from campaigns.queries.accounts import Question, account_table, home_region
from campaigns.rules.accounts import Axis
from campaigns.rules.months import Span
from portal.demo.accounts import open_accounts
from portal.demo.building import found_offices, load_places
from portal.demo.placing import place_ads, report_damage
from tests.factories.campaigns import psa_file
from tests.factories.foundation import UserFactory

pytestmark = pytest.mark.django_db


def test_the_demo_shows_twelve_media_and_more_than_95_000_showings() -> None:
    load_places()
    found_offices()
    open_accounts()
    for number in range(5):
        psa_file(title=f"示例广告{number}")
    assert place_ads() == 145
    assert report_damage()
    city = home_region()
    assert city is not None
    span = Span(dt.date(2026, 7, 1), dt.date(2026, 9, 1))
    table = account_table(Question(region=city, span=span, rows=Axis.MEDIUM, columns=Axis.CATEGORY))
    assert (city.name, len(table.rows), table.total.times) == ("澄川市", 12, 96_255)
    assert [task.state for task in DamageTask.objects.all()] == [DamageState.CONFIRMED]
    assert Screen.objects.get().playlist is not None


def test_without_ads_nothing_is_placed() -> None:
    UserFactory.create(username="demo-publisher")
    assert (place_ads(), report_damage(), Placement.objects.count()) == (0, False, 0)
