"""Entering, moving and copying placements, and the accounts that follow."""

import datetime as dt
import io
from collections import Counter
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.domain.copying import copy_month
from campaigns.domain.placements import (
    change_placement,
    delete_placement,
    details_of,
    move_placement,
    place_ad,
    recategorise,
)
from campaigns.domain.tallies import recount
from campaigns.enums import Datum, PlacementState
from campaigns.models import Placement, PsaCategory, ShowingTally
from campaigns.queries.placements import placement_of_code, to_take_down
from campaigns.rules.months import Span
from campaigns.rules.placement_states import DAMAGE_STATES, PLACEMENT_STATES
from foundation.intake.states import ForbiddenMoveError
from foundation.models import AuditLine
from tests.factories.campaigns import MediumFactory, details, placement, psa_file
from tests.factories.foundation import OrganisationFactory, RegionFactory
from tests.properties import ONE_DATABASE

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 7, 6)
JULY, AUGUST = Span(dt.date(2026, 7, 1), dt.date(2026, 7, 1)), Span(dt.date(2026, 8, 1), dt.date(2026, 8, 1))


def at_noon(day: dt.date) -> dt.datetime:
    """Return noon of the day here."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time(12)))


def sums() -> tuple[int, int]:
    """Return what the accounts hold of regions without any above."""
    rows = ShowingTally.objects.filter(region__parent__isnull=True)
    return sum(row.placements for row in rows), sum(row.times for row in rows)


def test_a_placement_counts_in_its_region_and_above_once_it_is_up() -> None:
    city = RegionFactory.create(level=2)
    county = RegionFactory.create(parent=city)
    row = place_ad(details=details(region=county, times_shown=30), actor=None)
    assert (row.state, ShowingTally.objects.count()) == (PlacementState.PLANNED, 0)
    move_placement(placement=row, to=PlacementState.UP, actor=None, on=DAY)
    found = ShowingTally.objects.order_by("region_id").values_list("region_id", "month", "placements", "times")
    assert list(found) == [(region.pk, dt.date(2026, 7, 1), 1, 30) for region in (city, county)]
    assert [line.verb for line in AuditLine.objects.order_by("pk")] == ["place_ad", "move_placement"]


def test_a_plan_that_comes_to_nothing_counts_nowhere() -> None:
    row = placement(up=False)
    move_placement(placement=row, to=PlacementState.DOWN, actor=None, on=DAY)
    assert sums() == (0, 0)


def test_a_correction_and_a_deletion_move_the_accounts() -> None:
    row = placement(times_shown=10)
    other = MediumFactory.create()
    changed = change_placement(
        placement=row, details=details(medium=other, times_shown=25, region=row.region), actor=None
    )
    assert sums() == (1, 25)
    assert ShowingTally.objects.get(placements=1).medium == other
    delete_placement(placement=changed, actor=None)
    assert sums() == (0, 0)
    assert recount() == 0


def test_an_ads_new_category_takes_its_placements_along() -> None:
    row = placement()
    category, _made = PsaCategory.objects.get_or_create(name="文明交通")
    row.psa_file.psa.category = category
    row.psa_file.psa.save()
    assert ShowingTally.objects.get(placements=1).category == category
    assert recount() == 0
    assert recategorise(psa_id=row.psa_file.psa_id, category_id=category.pk, actor=None) == 0


def test_a_point_keeps_its_datum_and_is_wgs84_too() -> None:
    row = placement(longitude=104.066301, latitude=30.572961, datum=Datum.GCJ02)
    assert (float(row.given_longitude or 0), row.datum) == (104.066301, "gcj02")
    assert (round(float(row.longitude or 0), 4), round(float(row.latitude or 0), 4)) == (104.0638, 30.5754)
    again = change_placement(placement=row, details=details_of(row), actor=None)
    assert (again.longitude, again.given_longitude) == (row.longitude, row.given_longitude)


@pytest.mark.parametrize(
    "wrong",
    [
        {"longitude": 104.0},
        {"longitude": 104.0, "latitude": 30.0},
        {"ends_on": dt.date(2026, 7, 5)},
        {"surface_share": 101},
    ],
)
def test_what_cannot_be_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        placement(**wrong)
    assert Placement.objects.count() == 0


def test_an_expired_ad_is_not_placed() -> None:
    with pytest.raises(ValidationError):
        placement(psa_file=psa_file(valid_until=dt.date(2026, 7, 5)))


@pytest.mark.parametrize(
    "broken",
    [
        {"state": "down"},
        {"state": "up"},
        {"state": "lost"},
        {"came_down_on": DAY},
        {"longitude": 100},
        {"datum": "gcj02"},
        {"surface_share": 0},
        {"ends_on": dt.date(2020, 1, 1)},
    ],
)
def test_the_database_itself_keeps_state_and_days_together(broken: dict[str, object]) -> None:
    row = placement(up=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        Placement.objects.filter(pk=row.pk).update(**broken)


@given(targets=st.lists(st.sampled_from(PlacementState), max_size=8))
@settings(ONE_DATABASE, max_examples=25)
def test_states_move_by_the_table_and_the_accounts_agree(targets: list[PlacementState]) -> None:
    with transaction.atomic():
        row = placement(up=False)
        for target in targets:
            if PLACEMENT_STATES.allows(row.state, target):
                row = move_placement(placement=row, to=target, actor=None, on=DAY)
            else:
                with pytest.raises(ForbiddenMoveError):
                    move_placement(placement=row, to=target, actor=None, on=DAY)
        went_up = row.went_up_on is not None
        assert sums() == ((1, 10) if went_up else (0, 0))
        assert recount() == 0
        transaction.set_rollback(True)


@pytest.mark.parametrize("table", [PLACEMENT_STATES, DAMAGE_STATES], ids=["placement", "damage"])
def test_every_state_is_reached_and_some_end(table: object) -> None:
    reached, todo = set(), [table.start]  # type: ignore[attr-defined] # both are tables
    while todo:
        state = todo.pop()
        if state not in reached:
            reached.add(state)
            todo.extend(table.moves[state])  # type: ignore[attr-defined] # the same
    assert reached == set(table.moves)  # type: ignore[attr-defined] # the same
    assert table.ends  # type: ignore[attr-defined] # the same


def test_nothing_comes_down_before_it_went_up() -> None:
    with pytest.raises(ValidationError):
        move_placement(placement=placement(), to=PlacementState.DOWN, actor=None, on=dt.date(2026, 7, 5))


def test_a_month_is_copied_once_with_its_stickers() -> None:
    unit = OrganisationFactory.create()
    kept = placement(organisation=unit, ends_on=dt.date(2026, 7, 31))
    placement(organisation=unit, psa_file=psa_file(valid_until=dt.date(2026, 7, 31)))
    placement(organisation=unit, up=False)
    placement()
    copied = copy_month(source=JULY, target=AUGUST, organisation=unit, actor=None)
    assert (copied.made, copied.known, copied.expired) == (1, 0, 1)
    copy = Placement.objects.get(copied_from=kept)
    assert (copy.starts_on, copy.ends_on, copy.code) == (dt.date(2026, 8, 6), dt.date(2026, 8, 31), kept.code)
    assert (copy.state, copy.copied_from) == (PlacementState.PLANNED, kept)
    again = copy_month(source=JULY, target=AUGUST, organisation=unit, actor=None)
    assert (again.made, again.known, again.expired) == (0, 1, 1)
    assert copy_month(source=JULY, target=AUGUST, organisation=None, actor=None).made == 1


def test_a_code_leads_to_what_hangs_there_now() -> None:
    first = placement()
    move_placement(placement=first, to=PlacementState.DOWN, actor=None, on=DAY)
    assert placement_of_code(f" {first.code[:4].lower()}-{first.code[4:]} ") == first
    second = place_ad(details=details(), actor=None, up=True, code=first.code)
    place_ad(details=details(starts_on=dt.date(2026, 9, 1)), actor=None, code=first.code)
    assert placement_of_code(first.code) == second
    assert (placement_of_code("ZZZZZZZZ"), placement_of_code("！")) == (None, None)


def test_what_has_expired_is_listed_to_be_taken_down() -> None:
    today = dt.date(2026, 8, 1)
    over = placement(ends_on=dt.date(2026, 7, 31))
    ad = placement(psa_file=psa_file(valid_until=dt.date(2026, 7, 31)))
    placement(ends_on=today)
    move_placement(
        placement=placement(ends_on=dt.date(2026, 7, 10)), to=PlacementState.DOWN, actor=None, on=dt.date(2026, 7, 10)
    )
    assert Counter(to_take_down(at_noon(today)).values_list("pk", flat=True)) == Counter([over.pk, ad.pk])


def test_the_command_says_how_many_figures_differed() -> None:
    row = placement()
    ShowingTally.objects.filter(region=row.region).update(times=7)
    out = io.StringIO()
    call_command("recount_placements", stdout=out)
    assert out.getvalue().strip().startswith("1 ")
    assert sums() == (1, 10)
