"""Programmes and rounds: periods, states, constraints, lists."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from exemplars.domain.programmes import create_programme
from exemplars.domain.rounds import move_round, open_round, record_past_round
from exemplars.enums import PeriodKind, ProgrammeLevel, RoundState
from exemplars.models import Programme, Quota, Round
from exemplars.rules.rounds import ROUND_STATES, period_name
from foundation.intake.states import ForbiddenMoveError
from foundation.models import AuditLine
from tests.factories.exemplars import ProgrammeCategoryFactory, ProgrammeFactory, QuotaFactory, RoundFactory
from tests.factories.foundation import UserFactory

TODAY = date(2026, 11, 20)
DATES: dict[str, dict[str, Any]] = {
    RoundState.NOTICE: {"notice_starts_on": TODAY, "notice_ends_on": TODAY},
    RoundState.ANNOUNCED: {
        "notice_starts_on": TODAY,
        "notice_ends_on": TODAY,
        "announced_on": TODAY + timedelta(days=1),
    },
}


@pytest.mark.parametrize(
    ("kind", "number", "name"),
    [
        (PeriodKind.MONTH, 9, "2026年9月"),
        (PeriodKind.QUARTER, 3, "2026年第三季度"),
        (PeriodKind.YEAR, None, "2026年度"),
        (PeriodKind.BATCH, 12, "2026年第十二批"),
    ],
)
def test_periods_are_named_as_they_are_printed(kind: PeriodKind, number: int | None, name: str) -> None:
    assert period_name(kind, 2026, number) == name


@pytest.mark.django_db
def test_a_programme_begins_with_the_five_usual_categories() -> None:
    made = create_programme(name="身边好人", level=ProgrammeLevel.COUNTY, actor=None)
    names = list(made.categories.values_list("name", flat=True))
    assert names == ["助人为乐", "见义勇为", "诚实守信", "敬业奉献", "孝老爱亲"]
    assert [line.verb for line in AuditLine.objects.filter(subject_kind="exemplars.programme")] == ["create_programme"]


@pytest.mark.django_db
@pytest.mark.parametrize("level", ProgrammeLevel)
@pytest.mark.parametrize("above", ProgrammeLevel)
def test_the_programme_above_stands_one_level_higher(level: ProgrammeLevel, above: ProgrammeLevel) -> None:
    order = [ProgrammeLevel.COUNTY, ProgrammeLevel.CITY, ProgrammeLevel.PROVINCE, ProgrammeLevel.NATION]
    parent = ProgrammeFactory.create(level=above)
    if order.index(above) - order.index(level) == 1:
        assert create_programme(name="好人", level=level, parent=parent, actor=None).parent == parent
    else:
        with pytest.raises(ValidationError):
            create_programme(name="好人", level=level, parent=parent, actor=None)


@pytest.mark.django_db
@pytest.mark.parametrize("subjects", [[], ["animal"], "person", ["person", "animal"]])
def test_a_programme_names_who_can_be_nominated(subjects: object) -> None:
    with pytest.raises(ValidationError):
        create_programme(name="好人", level=ProgrammeLevel.CITY, actor=None, subjects=subjects)


@pytest.mark.django_db
def test_a_round_opens_with_its_quotas() -> None:
    category = ProgrammeCategoryFactory.create()
    opened = open_round(
        programme=category.programme,
        period_kind=PeriodKind.QUARTER,
        year=2026,
        period_number=4,
        closes_at=timezone.now() + timedelta(days=3),
        quotas={category: (6, 3)},
        actor=UserFactory.create(),
    )
    assert (str(opened), opened.state) == (f"{category.programme.name} 2026年第四季度", RoundState.COLLECTING)
    assert [(quota.shortlist, quota.winners) for quota in opened.quotas.all()] == [(6, 3)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changes",
    [
        {"period_kind": "month", "period_number": 13},
        {"period_kind": "month", "period_number": 0},
        {"period_kind": "month", "period_number": None},
        {"period_kind": "quarter", "period_number": 5},
        {"period_kind": "year", "period_number": 1},
        {"period_kind": "batch", "period_number": 0},
        {"period_kind": "decade"},
        {"year": 26},
        {"closes_at": timezone.now() - timedelta(days=30)},
        {"max_words": 3, "min_words": 4},
        {"notice_days": 0},
        {"state": "unheard"},
        {"state": "notice"},
        {"state": "announced"},
        {"state": "announced", "announced_on": TODAY},
        {"state": "announced", "announced_on": TODAY, "notice_starts_on": TODAY, "notice_ends_on": TODAY},
        {"announced_on": TODAY},
        {"notice_starts_on": TODAY, "notice_ends_on": TODAY},
        {"state": "notice", "notice_starts_on": TODAY, "notice_ends_on": TODAY - timedelta(days=1)},
        {"is_record": True},
        {"is_record": True, "state": "announced"},
        {
            "is_record": True,
            "state": "announced",
            "announced_on": TODAY,
            "notice_starts_on": TODAY,
            "notice_ends_on": TODAY,
        },
    ],
)
def test_the_database_refuses_rounds_that_cannot_be(changes: dict[str, Any]) -> None:
    made = RoundFactory.create()
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.filter(pk=made.pk).update(**changes)


@pytest.mark.django_db
@pytest.mark.parametrize("number", [2, None])
def test_a_period_has_one_round(number: int | None) -> None:
    kind = PeriodKind.BATCH if number else PeriodKind.YEAR
    first = RoundFactory.create(period_kind=kind, period_number=number)
    with pytest.raises(IntegrityError), transaction.atomic():
        RoundFactory.create(programme=first.programme, period_kind=kind, period_number=number)


@pytest.mark.django_db
@pytest.mark.parametrize(("shortlist", "winners"), [(1, 2), (2, 0), (0, 0)])
def test_a_quota_has_room_for_its_winners(shortlist: int, winners: int) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        QuotaFactory.create(shortlist=shortlist, winners=winners)


@pytest.mark.django_db
def test_a_quota_is_for_a_category_of_the_programme() -> None:
    stray = QuotaFactory.build(round=RoundFactory.create(), category=ProgrammeCategoryFactory.create())
    with pytest.raises(ValidationError):
        stray.full_clean()
    assert Quota.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("state", RoundState.values)
@pytest.mark.parametrize("target", RoundState.values)
def test_every_move_of_a_round_is_allowed_or_refused_by_the_table(state: str, target: str) -> None:
    user = UserFactory.create()
    made = RoundFactory.create(state=state, **DATES.get(state, {}))
    cleared = {"notice_starts_on": None, "notice_ends_on": None} if state == RoundState.NOTICE else {}
    changes = {**cleared, **DATES.get(target, {})}
    if ROUND_STATES.allows(state, target):
        assert move_round(round_=made, to=RoundState(target), actor=user, **changes).state == target
        assert AuditLine.objects.get().detail == {"before": state, "after": target}
    else:
        with pytest.raises(ForbiddenMoveError):
            move_round(round_=made, to=RoundState(target), actor=user, **changes)
        assert Round.objects.get().state == state


@pytest.mark.django_db
def test_a_round_of_the_past_is_entered_once_and_stays() -> None:
    programme = ProgrammeFactory.create()

    def entered() -> Round:
        return record_past_round(
            programme=programme,
            period_kind=PeriodKind.QUARTER,
            year=2021,
            period_number=1,
            announced_on=date(2021, 4, 20),
            actor=None,
        )

    first = entered()
    assert entered() == first
    assert (first.state, first.is_record, AuditLine.objects.count()) == (RoundState.ANNOUNCED, True, 1)
    with pytest.raises(ForbiddenMoveError):
        move_round(round_=first, to=RoundState.COLLECTING, actor=None)


@pytest.fixture
def admin(client: Client) -> Client:
    """Log an administrator in."""
    client.force_login(UserFactory.create(is_superuser=True))
    return client


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["programme", "round"])
def test_the_lists_take_as_many_queries_for_three_as_for_one(admin: Client, name: str) -> None:
    admin.get(reverse(f"{name}:index_results"))
    counts = []
    for new in (1, 2):
        RoundFactory.create_batch(new)
        with CaptureQueriesContext(connection) as queries:
            assert admin.get(reverse(f"{name}:index_results")).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.django_db
def test_a_programme_is_made_and_changed_in_the_admin(admin: Client) -> None:
    category = {
        "categories-TOTAL_FORMS": "1",
        "categories-INITIAL_FORMS": "0",
        "categories-MIN_NUM_FORMS": "1",
        "categories-MAX_NUM_FORMS": "1000",
        "categories-0-name": "助人为乐",
        "categories-0-code": "altruistic",
        "categories-0-ORDER": "1",
    }
    data = {"name": "澄川好人", "level": "city", "subjects": ["person", "family"], **category}
    assert admin.post(reverse("programme:add"), data).status_code == 302
    made = Programme.objects.get()
    assert (made.subjects, made.categories.get().code) == (["person", "family"], "altruistic")
    used = made.categories.get()
    QuotaFactory.create(round=RoundFactory.create(programme=made), category=used)
    gone = {**data, "categories-INITIAL_FORMS": "1", "categories-0-id": str(used.pk), "categories-0-DELETE": "on"}
    more = {"categories-TOTAL_FORMS": "2", "categories-1-name": "诚实守信", "categories-1-code": "honest"}
    page = admin.post(reverse("programme:edit", args=[made.pk]), {**gone, **more, "categories-1-ORDER": "2"})
    assert page.status_code == 200
    assert list(made.categories.values_list("code", flat=True)) == ["altruistic"]


@pytest.mark.django_db
def test_a_round_is_made_in_the_admin_with_its_form(admin: Client) -> None:
    programme = ProgrammeFactory.create()
    data = {
        "programme": str(programme.pk),
        "period_kind": "quarter",
        "year": "2026",
        "period_number": "4",
        "opens_at": "2026-10-01 00:00",
        "closes_at": "2026-12-01 00:00",
        "min_words": "100",
        "max_words": "1500",
        "notice_days": "5",
        "quotas-TOTAL_FORMS": "0",
        "quotas-INITIAL_FORMS": "0",
        "quotas-MIN_NUM_FORMS": "0",
        "quotas-MAX_NUM_FORMS": "1000",
    }
    assert admin.get(reverse("round:add")).status_code == 200
    assert admin.post(reverse("round:add"), data).status_code == 302
    assert str(Round.objects.get()) == f"{programme.name} 2026年第四季度"
    again = admin.post(reverse("round:add"), data)
    assert (again.status_code, Round.objects.count()) == (200, 1)
