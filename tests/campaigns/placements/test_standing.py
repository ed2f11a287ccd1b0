"""What was up in a period: the tallies against a naive count of the rows, through every verb that moves one."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.domain.placements import Details, change_placement, delete_placement, move_placement, place_ad
from campaigns.domain.tallies import recount
from campaigns.enums import PlacementState
from campaigns.models import Placement
from campaigns.queries.accounts import Question, account_table, rows_behind
from campaigns.queries.placements import up_from, up_until
from campaigns.rules.accounts import Axis, Figure
from campaigns.rules.months import Span, later, quarter_of
from foundation.models import Region
from tests.factories.campaigns import MediumFactory, placement, psa_file
from tests.factories.foundation import OrganisationFactory, RegionFactory
from tests.properties import ONE_DATABASE

pytestmark = pytest.mark.django_db
FIRST, DAYS = dt.date(2025, 1, 1), 650
YEAR = Span(dt.date(2025, 4, 1), dt.date(2026, 3, 1))
days = st.integers(0, DAYS).map(lambda number: FIRST + dt.timedelta(days=number))


def test_a_hoarding_of_a_year_is_in_each_quarters_filing() -> None:
    row = placement(starts_on=dt.date(2025, 1, 1), ends_on=dt.date(2025, 12, 31), times_shown=7)
    found = [
        account_table(Question(region=row.region, span=quarter_of(dt.date(2025, month, 1)))).total
        for month in (1, 4, 7, 10)
    ]
    assert found == [Figure(1, 7, 1), Figure(0, 0, 1), Figure(0, 0, 1), Figure(0, 0, 1)]
    after = Question(region=row.region, span=quarter_of(dt.date(2026, 1, 1)))
    assert account_table(after).total == Figure()
    by_quarter = Question(
        region=row.region, span=Span(dt.date(2025, 1, 1), dt.date(2025, 12, 1)), rows=Axis.MEDIUM, columns=Axis.QUARTER
    )
    table = account_table(by_quarter)
    assert [figure.up for figure in table.column_sums.values()] == [1, 1, 1, 1]
    assert [figure.up for figure in table.row_sums.values()] == [table.total.up] == [1]
    behind = rows_behind(Question(region=row.region, span=quarter_of(dt.date(2025, 7, 1))))
    assert list(behind) == [row]


def test_what_was_left_hanging_after_its_time_counts_to_its_last_day() -> None:
    row = placement(starts_on=dt.date(2025, 1, 1), ends_on=dt.date(2025, 3, 31))
    summer = Question(region=row.region, span=quarter_of(dt.date(2025, 7, 1)))
    assert account_table(summer).total.up == 0
    move_placement(placement=row, to=PlacementState.DOWN, actor=None, on=dt.date(2025, 8, 1))
    assert (account_table(summer).total.up, recount()) == (0, 0)


@pytest.fixture
def places() -> tuple[Region, list[Any]]:
    """Return a city and what placements are made of: its counties and itself, media, files, a unit."""
    city = RegionFactory.create(level=2)
    regions = [city, *(RegionFactory.create(parent=city) for _number in range(2))]
    media = [MediumFactory.create() for _number in range(2)]
    files = [psa_file(title=name, category=name) for name in ("生态", "交通")]
    return city, [regions, media, files, OrganisationFactory.create()]


def naive(rows: list[Placement], span: Span) -> int:
    """Count by walking through the days of each placement."""
    count = 0
    for row in rows:
        if row.went_up_on is None:
            continue
        ends = [day for day in (row.came_down_on, row.ends_on) if day is not None]
        last = max(row.went_up_on, min(ends)) if ends else dt.date.max
        count += row.went_up_on <= span.end and last >= span.first
    return count


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["place", "place", "plan", "up", "down", "change", "delete"]),
        st.integers(0, 5),
        days,
        st.one_of(st.none(), st.integers(0, 300)),
    ),
    min_size=1,
    max_size=14,
)


@settings(ONE_DATABASE, max_examples=15)
@given(steps=STEPS)
def test_the_table_says_what_the_rows_say(places: tuple[Region, list[Any]], steps: list[Any]) -> None:
    city, (regions, media, files, unit) = places
    Placement.objects.all().delete()
    recount()
    for act, pick, day, length in steps:
        _do(
            act,
            pick,
            Details(
                psa_file=files[pick % 2],
                medium=media[pick // 2 % 2],
                region=regions[pick % 3],
                organisation=unit,
                starts_on=day,
                ends_on=None if length is None else day + dt.timedelta(days=length),
            ),
        )
    rows = list(Placement.objects.select_related("region"))
    for axes in ((Axis.CATEGORY, Axis.MEDIUM), (Axis.REGION, Axis.QUARTER), (Axis.MONTH, Axis.QUARTER)):
        table = account_table(Question(region=city, span=YEAR, rows=axes[0], columns=axes[1]))
        assert table.total.up == naive(rows, YEAR)
    by_region = account_table(Question(region=city, span=YEAR, rows=Axis.REGION, columns=Axis.MONTH))
    for region in regions:
        own = [row for row in rows if row.region_id == region.pk]
        assert by_region.row_sums.get(str(region.pk), Figure()).up == naive(own, YEAR)
        for month in YEAR.months():
            cell = by_region.cells.get((str(region.pk), month.isoformat()), Figure())
            assert cell.up == naive(own, Span(month, month))
    listed = Placement.objects.filter(up_from(YEAR.first) & up_until(YEAR.end)).count()
    assert (listed, recount()) == (naive(rows, YEAR), 0)
    assert later(YEAR.first, 11) == YEAR.last


def _do(act: str, pick: int, details: Details) -> None:
    """Place, plan, put up, take down, change or delete; what the table of states forbids is left."""
    if act in {"place", "plan"}:
        place_ad(details=details, actor=None, up=act == "place")
        return
    wanted = {"up": [PlacementState.PLANNED], "down": [PlacementState.UP, PlacementState.PLANNED]}.get(act)
    found = Placement.objects.filter(state__in=wanted) if wanted else Placement.objects.all()
    row = found.order_by("pk")[pick % 3 :].first()
    if row is None:
        return
    if act == "change":
        change_placement(placement=row, details=details, actor=None)
    elif act == "delete":
        delete_placement(placement=row, actor=None)
    elif act == "up" or row.went_up_on is None or details.starts_on >= row.went_up_on:
        state = PlacementState.UP if act == "up" else PlacementState.DOWN
        move_placement(placement=row, to=state, actor=None, on=details.starts_on)
