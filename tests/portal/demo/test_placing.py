"""The demo's placements: a table of a real city's size, one damage, one screen."""

import datetime as dt
from collections import Counter

import pytest

from campaigns.domain.tallies import recount
from campaigns.models import DamageTask, Placement, PlacementPhoto, Screen
from campaigns.queries.accounts import Question, account_table, home_region
from campaigns.queries.placements import to_take_down
from campaigns.rules.accounts import Axis
from campaigns.rules.months import last_quarter
from foundation.models import OutboxMail
from portal.demo.accounts import open_accounts
from portal.demo.building import found_offices, load_places
from portal.demo.placing import place_ads, report_damage
from tests.factories.campaigns import psa_file
from tests.factories.foundation import UserFactory
from tests.factories.media import PictureFactory

pytestmark = pytest.mark.django_db


TODAY = dt.date(2026, 11, 21)


def test_the_demo_shows_twelve_media_and_more_than_95_000_showings() -> None:
    load_places()
    found_offices()
    open_accounts()
    for number in range(5):
        psa_file(title=f"示例广告{number}", **({} if number else {"master": PictureFactory.create()}))
    assert place_ads(TODAY) == 144 + 16 + 8 + 4
    assert report_damage()
    city = home_region()
    assert city is not None
    table = account_table(Question(region=city, span=last_quarter(TODAY), rows=Axis.MEDIUM, columns=Axis.CATEGORY))
    assert (city.name, len(table.rows), table.total.times) == ("澄川市", 12, 96_255)
    states = Counter(Placement.objects.values_list("state", flat=True))
    assert states == {"up": 96 + 16 + 2, "down": 48, "planned": 8, "damaged": 2}
    assert to_take_down(dt.datetime(2026, 11, 21, 4, tzinfo=dt.UTC)).count() == 8
    tasks = DamageTask.objects.order_by("pk").values_list("state", "told")
    assert list(tasks) == [("confirmed", 1), ("open", 1), ("repaired", 1), ("confirmed", 0)]
    purposes = Counter(mail.purpose for mail in OutboxMail.objects.all())
    assert purposes == {"take_down": 3, "damage_task": 3}
    assert PlacementPhoto.objects.count() == 7
    assert max(photo.picture.file.size for photo in PlacementPhoto.objects.all()) < 200_000
    assert (recount(), Screen.objects.get().playlist is not None) == (0, True)


def test_without_ads_nothing_is_placed() -> None:
    UserFactory.create(username="demo-publisher")
    assert (place_ads(), report_damage(), Placement.objects.count()) == (0, False, 0)
