"""The statistics page states sentences whose every number is counted from the records."""

import pytest
from django.test import Client

from exemplars.domain.consents import withdraw_consent
from exemplars.domain.honours import revoke_honour
from exemplars.domain.people import create_exemplar_draft
from exemplars.enums import ConsentScope, HonourState, PeriodKind, ProgrammeLevel, SubjectKind
from exemplars.models import ExemplarPage
from tests.factories.exemplars import ProgrammeCategoryFactory, ProgrammeFactory, RoundFactory, exemplar, honour, wall
from tests.factories.foundation import RegionFactory

pytestmark = pytest.mark.django_db


def person(name: str = "样例") -> ExemplarPage:
    """Return the draft of a person: honours count whether pages are public or not."""
    return create_exemplar_draft(name=name, subject=SubjectKind.PERSON, actor=None)


def sentence(client: Client, query: str = "") -> str:
    text = client.get(f"/honours/statistics/{query}").content.decode()
    return text.partition('class="figures-sentence">')[2].partition("</p>")[0]


def test_the_newspaper_s_sentence_comes_from_the_records(client: Client) -> None:
    wall()
    good = ProgrammeFactory(name="澄川好人")
    province = ProgrammeFactory(name="全省好少年", level=ProgrammeLevel.PROVINCE)
    children = ProgrammeFactory(name="好少年", parent=province)
    quarters = [RoundFactory(programme=good, period_kind=PeriodKind.QUARTER, period_number=each) for each in (1, 2)]
    annual = RoundFactory(programme=good, period_kind=PeriodKind.YEAR, period_number=None)
    of_children = RoundFactory(programme=children, period_kind=PeriodKind.YEAR, period_number=None)
    for number in range(60):
        honour(person(), programme=good, round_=quarters[number % 2])
    for _number in range(19):
        honour(person(), programme=good, round_=annual)
    young = [person() for _number in range(20)]
    for page in young:
        honour(page, programme=children, round_=of_children)
    for page in young[:4]:
        honour(page, programme=province)
    assert sentence(client) == (
        "2026年，澄川好人季度 60 人，年度 19 人；全省好少年 4 人；好少年 20 人，其中 4 人获省级荣誉。"
    )

    revoke_honour(honour=young[0].honours.get(programme=province), reason="材料不实", actor=None)
    revoke_honour(honour=young[9].honours.get(), reason="材料不实", actor=None)
    assert sentence(client).endswith("全省好少年 3 人；好少年 19 人，其中 3 人获省级荣誉。")
    text = client.get("/honours/statistics/").content.decode()
    assert "共 101 项" in text
    assert "其中 0 项经同意公开" in text


def test_groups_nominees_and_the_tables(client: Client) -> None:
    region = RegionFactory(code="990102", name="霁湖区")
    category = ProgrammeCategoryFactory(name="助人为乐")
    page = exemplar(name="样例甲", regions=[region])
    honour(page, programme=category.programme, category=category)
    honour(exemplar(name="样例队", subject=SubjectKind.GROUP, scopes=()), programme=category.programme)
    honour(exemplar(name="样例乙"), programme=category.programme, state=HonourState.NOMINEE)
    honour(exemplar(name="样例丙"), programme=category.programme, year=2024)

    found = client.get("/honours/statistics/").context["figures"]

    assert sentence(client) == f"2026年，{category.programme} 1 人、1 个集体，另有提名奖 1 个。"
    assert [(line.label, line.number) for line in found.years] == [("2026", 3), ("2024", 1)]
    assert [(line.label, line.number) for line in found.by_level] == [("市级", 3)]
    assert [(line.label, line.number) for line in found.by_category] == [("助人为乐", 1)]
    assert [(line.label, line.number) for line in found.by_region] == [("霁湖区", 1)]
    assert (found.total, found.public) == (3, 3)
    assert sentence(client, "?year=2024") == f"2024年，{category.programme} 1 人。"
    withdraw_consent(exemplar=page, scopes=[ConsentScope.NAME], actor=None)
    after = client.get("/honours/statistics/").context["figures"]
    assert (after.total, after.public) == (3, 2)
    assert "样例甲" not in client.get("/honours/statistics/").content.decode()


def test_without_honours_there_is_nothing_to_state(client: Client) -> None:
    assert "还没有内容" in client.get("/honours/statistics/").content.decode()
