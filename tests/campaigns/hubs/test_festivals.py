"""The days of festivals against published calendars, and the table that the office keeps."""

import datetime as dt

import chinese_calendar
import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from lunar_python import Solar

from campaigns.models import Festival
from campaigns.rules.festivals import TERMS, FestivalRule
from foundation.models import AuditLine, User
from foundation.text.lunar import solar_term
from tests.factories.news import user

PUBLISHED = {
    "除夕": ("2024-02-09", "2025-01-28", "2026-02-16", "2027-02-05"),
    "春节": ("2024-02-10", "2025-01-29", "2026-02-17", "2027-02-06"),
    "元宵节": ("2024-02-24", "2025-02-12", "2026-03-03", "2027-02-20"),
    "清明节": ("2024-04-04", "2025-04-04", "2026-04-05", "2027-04-05"),
    "端午节": ("2024-06-10", "2025-05-31", "2026-06-19", "2027-06-09"),
    "七夕节": ("2024-08-10", "2025-08-29", "2026-08-19", "2027-08-08"),
    "中秋节": ("2024-09-17", "2025-10-06", "2026-09-25", "2027-09-15"),
    "重阳节": ("2024-10-11", "2025-10-29", "2026-10-18", "2027-10-08"),
    "中国农民丰收节": ("2024-09-22", "2025-09-23", "2026-09-23", "2027-09-23"),
    "学雷锋纪念日": ("2024-03-05", "2025-03-05", "2026-03-05", "2027-03-05"),
    "植树节": ("2024-03-12", "2025-03-12", "2026-03-12", "2027-03-12"),
    "劳动节": ("2024-05-01", "2025-05-01", "2026-05-01", "2027-05-01"),
    "全国助残日": ("2024-05-19", "2025-05-18", "2026-05-17", "2027-05-16"),
    "文化和自然遗产日": ("2024-06-08", "2025-06-14", "2026-06-13", "2027-06-12"),
    "全民国防教育日": ("2024-09-21", "2025-09-20", "2026-09-19", "2027-09-18"),
    "国庆节": ("2024-10-01", "2025-10-01", "2026-10-01", "2027-10-01"),
    "国际志愿者日": ("2024-12-05", "2025-12-05", "2026-12-05", "2027-12-05"),
    "国家公祭日": ("2024-12-13", "2025-12-13", "2026-12-13", "2027-12-13"),
}
"""As almanacs and notices printed them."""

HOLIDAYS = {"春节": "Spring Festival", "清明节": "Tomb-sweeping Day", "端午节": "Dragon Boat Festival"}
"""What the holiday notices of the State Council call them in the chinesecalendar package, an independent source."""

DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2150, 12, 31))
LUNAR = st.builds(FestivalRule, way=st.just("lunar"), month=st.integers(1, 12), day=st.integers(1, 30))
SOLAR = st.builds(FestivalRule, way=st.just("solar"), month=st.integers(1, 12), day=st.integers(1, 28))
TERM = st.builds(FestivalRule, way=st.just("term"), term=st.sampled_from(TERMS))
WEEKDAY = st.builds(
    FestivalRule,
    way=st.just("weekday"),
    month=st.integers(1, 12),
    week=st.integers(1, 4),
    weekday=st.integers(0, 6),
)


@pytest.mark.django_db
@pytest.mark.parametrize("name", PUBLISHED)
def test_the_table_gives_the_published_days(name: str) -> None:
    festival = Festival.objects.get(name=name)

    days = [day.isoformat() for year in (2024, 2025, 2026, 2027) for day in festival.rule.dates_in(year)]

    assert tuple(days) == PUBLISHED[name]


@pytest.mark.django_db
@pytest.mark.parametrize("name", HOLIDAYS)
def test_the_holiday_notices_of_the_state_council_agree(name: str) -> None:
    festival = Festival.objects.get(name=name)

    details = {chinese_calendar.get_holiday_detail(festival.rule.dates_in(year)[0]) for year in range(2010, 2026)}

    # Weekends of the Dragon Boat festival of some early years were no holidays of their own in the notices.
    assert details - {(True, None)} == {(True, HOLIDAYS[name])}


@given(rule=st.one_of(LUNAR, SOLAR, TERM, WEEKDAY), today=DAYS)
def test_the_next_day_is_the_first_one_from_today_on(rule: FestivalRule, today: dt.date) -> None:
    day = rule.next_after(today)

    assert day is not None
    assert dt.timedelta(0) <= day - today <= dt.timedelta(days=385)
    assert day in rule.dates_in(day.year)
    assert rule.next_after(day) == day
    assert rule.nearest_to(day) == day


@given(rule=LUNAR, year=st.integers(1950, 2150))
def test_a_lunar_day_is_that_day_of_the_lunar_calendar_and_never_of_a_leap_month(rule: FestivalRule, year: int) -> None:
    for day in rule.dates_in(year):
        lunar = Solar.fromYmd(day.year, day.month, day.day).getLunar()
        assert lunar.getMonth() == rule.month
        assert lunar.getDay() == rule.day or (rule.day, lunar.getDay()) == (30, 29)


@given(rule=TERM, year=st.integers(1950, 2150))
def test_a_solar_term_comes_once_a_year_and_the_masthead_says_the_same(rule: FestivalRule, year: int) -> None:
    (day,) = rule.dates_in(year)

    assert solar_term(day) == rule.term


@given(rule=WEEKDAY, year=st.integers(1950, 2150))
def test_a_weekday_of_a_month_is_that_weekday_in_that_week(rule: FestivalRule, year: int) -> None:
    (day,) = rule.dates_in(year)

    assert (day.month, day.weekday(), (day.day - 1) // 7 + 1) == (rule.month, rule.weekday, rule.week)


def test_a_fifth_weekday_and_a_leap_day_come_in_some_years_only() -> None:
    fifth = FestivalRule(way="weekday", month=2, week=5, weekday=3)
    leap = FestivalRule(way="solar", month=2, day=29)

    assert [fifth.dates_in(2024), fifth.dates_in(2026)] == [[dt.date(2024, 2, 29)], []]
    assert [leap.dates_in(2024), leap.dates_in(2026)] == [[dt.date(2024, 2, 29)], []]
    assert leap.next_after(dt.date(2199, 6, 1)) is None
    assert FestivalRule(way="term", term="没有").dates_in(2026) == []


@pytest.mark.django_db
def test_every_day_of_the_table_names_its_source_and_passes_its_own_checks() -> None:
    rows = list(Festival.objects.all())

    assert len(rows) == 38
    assert [row.name for row in rows if not row.source] == []
    for row in rows:
        row.full_clean()
        first, last = row.period(dt.date(2026, 6, 1))
        assert first <= dt.date(2026, 6, 1) <= last
    assert sorted(row.name for row in rows if row.is_traditional) == sorted(
        ["除夕", "春节", "元宵节", "清明节", "端午节", "七夕节", "中秋节", "重阳节"]
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"way": "solar", "month": 2, "day": 30}, "day"),
        ({"way": "solar", "month": 2}, "day"),
        ({"way": "lunar", "day": 3}, "month"),
        ({"way": "term"}, "term"),
        ({"way": "weekday", "month": 5, "weekday": 6}, "week"),
    ],
)
def test_a_day_that_cannot_be_found_is_refused_with_the_field_that_lacks(fields: dict[str, object], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Festival(name="示例日", **fields).full_clean()

    assert field in refused.value.message_dict


@pytest.mark.django_db
@pytest.mark.parametrize("fields", [{"way": "solar", "month": 13, "day": 1}, {"way": "lunar", "month": 1, "day": 31}])
def test_the_database_refuses_a_day_that_is_none(fields: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Festival.objects.create(name="示例日", **fields)


@pytest.mark.django_db
def test_an_administrator_adds_a_day_and_the_log_says_so(client: Client) -> None:
    client.force_login(User.objects.create_superuser("1001", "a-long-password", name="管理员"))
    values = {
        "name": "澄川文明日",
        "way": "solar",
        "month": "9",
        "day": "21",
        "lead_days": "30",
        "days_before": "3",
        "days_after": "3",
        "is_active": "on",
    }

    assert client.post(reverse("festival:add"), values).status_code == 302
    refused = client.post(reverse("festival:add"), values | {"name": "错日", "month": "2", "day": "31"})

    made = Festival.objects.get(name="澄川文明日")
    assert made.rule.dates_in(2026) == [dt.date(2026, 9, 21)]
    assert "该月没有这一天" in refused.content.decode()
    assert AuditLine.objects.filter(verb="create", subject_id=str(made.pk)).count() == 1


@pytest.mark.django_db
def test_an_editor_reads_the_calendar_and_changes_nothing(client: Client) -> None:
    person = user()
    person.groups.add(Group.objects.get(name="编辑"))
    client.force_login(person)

    assert "春节" in client.get(reverse("festival:index")).content.decode()
    assert client.get(reverse("festival:add")).status_code == 302


@pytest.mark.django_db
def test_the_calendar_costs_the_same_with_one_day_and_with_three(client: Client) -> None:
    client.force_login(User.objects.create_superuser("1001", "a-long-password", name="管理员"))
    Festival.objects.exclude(name="春节").delete()

    def queries() -> int:
        client.get(reverse("festival:index"))
        with CaptureQueriesContext(connection) as caught:
            assert client.get(reverse("festival:index")).status_code == 200
        return len(caught)

    one = queries()
    for month in (1, 2):
        Festival.objects.create(name=f"示例日{month}", month=month, day=1)

    assert queries() == one
