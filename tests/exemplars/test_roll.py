"""The roll of honour: what is found, counts that agree with the list, and how much it costs."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction

from exemplars.domain.consents import withdraw_consent
from exemplars.domain.honours import revoke_honour
from exemplars.domain.roll import write_rows
from exemplars.enums import ConsentScope, HonourState, PeriodKind, ProgrammeLevel, SubjectKind
from exemplars.models import ExemplarPage, Honour, RollRow
from exemplars.queries.roll import PAGE_LENGTH, Roll, asked_of
from tests.factories.exemplars import (
    ProgrammeCategoryFactory,
    ProgrammeFactory,
    RoundFactory,
    consent,
    exemplar,
    honour,
    wall,
)
from tests.factories.foundation import RegionFactory

STARTS = ["", "?year=2025", "?q=样例", "?category=助人为乐", "?region=990102", "?level=city&year=2026"]


def answer(client: Client, query: str = "") -> Roll:
    """Return what the page was given."""
    found: Roll = client.get(f"/honours/{query}").context["roll"]
    return found


def names(client: Client, query: str = "") -> list[str]:
    """Return the names listed."""
    return [each.exemplar.title for each in answer(client, query).honours]


def city() -> list[Honour]:
    """Return honours of two programmes, three places, two years and two categories."""
    above = RegionFactory(code="990100", name="澄川市", path="")
    lake = RegionFactory(code="990102", name="霁湖区", parent=above)
    bridge = RegionFactory(code="990103", name="榆桥区", parent=above)
    good = ProgrammeFactory(name="澄川好人")
    model = ProgrammeFactory(name="道德样例", level=ProgrammeLevel.PROVINCE)
    helping = [ProgrammeCategoryFactory(programme=each, name="助人为乐") for each in (good, model)]
    brave = ProgrammeCategoryFactory(programme=good, name="见义勇为")
    quarter = RoundFactory(programme=good, period_kind=PeriodKind.QUARTER, period_number=2)
    first = exemplar(name="禾样例", unit="石桥社区", regions=[lake])
    second = exemplar(name="云样例", regions=[bridge])
    both = exemplar(name="舟样例队", subject=SubjectKind.GROUP, regions=[lake, bridge])
    return [
        honour(first, programme=good, round_=quarter, category=helping[0], awarded_on=date(2026, 7, 1)),
        honour(first, programme=model, category=helping[1], document_number="样发〔2026〕8号"),
        honour(second, programme=good, category=brave, year=2025),
        honour(both, programme=good, category=helping[0], year=2025, state=HonourState.NOMINEE),
    ]


@pytest.mark.django_db
def test_the_roll_lists_honours_newest_first_with_their_facts(client: Client) -> None:
    city()

    text = client.get("/honours/").content.decode()

    assert names(client) == ["禾样例", "禾样例", "舟样例队", "云样例"]
    for words in ("2026年第二季度澄川好人", "石桥社区", "样发〔2026〕8号", "提名奖", "共 4 项荣誉"):
        assert words in text
    assert 'style="' not in text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=云", ["云样例"]),
        ("?q=%E7%9F%B3%E6%A1%A5 禾", ["禾样例", "禾样例"]),
        ("?q=〔2026〕8号", ["禾样例"]),
        ("?q=榆桥", ["舟样例队", "云样例"]),
        ("?q=heyangli", ["禾样例", "禾样例"]),
        ("?q=ＨＥyangli", ["禾样例", "禾样例"]),
        ("?q=道德 助人", ["禾样例"]),
        ("?q=2025年", ["舟样例队", "云样例"]),
        ("?q=%25", []),
        ("?q=_", []),
        ("?category=助人为乐", ["禾样例", "禾样例", "舟样例队"]),
        ("?level=province", ["禾样例"]),
        ("?region=990102", ["禾样例", "禾样例", "舟样例队"]),
        ("?region=990100&year=2025", ["舟样例队", "云样例"]),
        ("?year=2025&category=见义勇为", ["云样例"]),
        ("?page=9", []),
        ("?programme=x&year=20x6&level=moon&region=&page=-3", ["禾样例", "禾样例", "舟样例队", "云样例"]),
    ],
)
def test_words_and_filters_narrow_the_roll(client: Client, query: str, found: list[str]) -> None:
    city()

    assert names(client, query) == found


@pytest.mark.django_db
@pytest.mark.parametrize(
    "start", ["", "?year=2025", "?q=样例", "?category=助人为乐", "?region=990102", "?level=city&year=2026"]
)
def test_each_count_is_the_length_of_the_list_behind_it(client: Client, start: str) -> None:
    city()
    first = answer(client, start)

    assert first.total == len(first.honours)
    assert first.facets
    for facet in first.facets:
        for choice in facet.choices:
            if choice.is_chosen:
                assert choice.number == first.total
            else:
                behind = answer(client, choice.address)
                assert (facet.name, choice.label, behind.total, len(behind.honours)) == (
                    facet.name,
                    choice.label,
                    choice.number,
                    choice.number,
                )


@pytest.mark.django_db
def test_regions_descend_to_where_they_divide(client: Client) -> None:
    city()

    offered = {facet.name: facet for facet in answer(client).facets}

    assert [(each.label, each.number) for each in offered["region"].choices] == [("霁湖区", 3), ("榆桥区", 2)]
    chosen = {facet.name: facet for facet in answer(client, "?region=990102").facets}["region"]
    assert [(each.label, each.number, each.is_chosen) for each in chosen.choices] == [("霁湖区", 3, True)]
    assert answer(client, chosen.choices[0].address).total == 4
    inside = {facet.name: facet for facet in answer(client, "?region=990100").facets}["region"]
    assert [each.label for each in inside.choices] == ["澄川市", "霁湖区", "榆桥区"]


@pytest.mark.django_db
def test_a_chosen_value_without_honours_can_be_taken_back(client: Client) -> None:
    city()

    page = answer(client, "?year=1999")

    assert (page.total, page.honours) == (0, [])
    assert [(each.label, each.number) for facet in page.facets for each in facet.choices if each.is_chosen] == [
        ("1999年", 0)
    ]
    assert "没有符合条件的荣誉" in client.get("/honours/?year=1999").content.decode()


@pytest.mark.django_db
def test_what_readers_may_not_see_is_not_on_the_roll(client: Client) -> None:
    made = city()
    revoke_honour(honour=made[2], reason="材料不实", actor=None)
    assert names(client) == ["禾样例", "禾样例", "舟样例队"]

    withdraw_consent(exemplar=made[0].exemplar, scopes=[ConsentScope.UNIT], actor=None)
    assert answer(client, "?q=石桥社区").total == 0
    withdraw_consent(exemplar=made[0].exemplar, scopes=[ConsentScope.NAME], actor=None)
    assert names(client) == ["舟样例队"]

    restriction = PageViewRestriction.objects.create(page=wall(), restriction_type="login")
    assert names(client) == []
    restriction.delete()
    assert names(client) == ["舟样例队"]
    ExemplarPage.objects.get(title="舟样例队").unpublish()
    assert RollRow.objects.count() == 0


@pytest.mark.django_db
def test_consent_that_ends_ends_the_row_with_its_day() -> None:
    page = exemplar(name="样例", scopes=(ConsentScope.PHOTO, ConsentScope.NAME))
    honour(page)
    page.consents.update(expires_on=timezone.localdate())
    consent(page, ConsentScope.NAME, expires_on=timezone.localdate())

    assert RollRow.objects.visible().count() == 1
    assert RollRow.objects.visible(timezone.now() + timedelta(days=1)).count() == 0
    assert write_rows(exemplars=[]) == 0
    assert str(RollRow.objects.get()).startswith(str(Honour.objects.get().pk))


@pytest.mark.django_db
def test_the_roll_is_cut_into_pages_and_links_carry_the_question(client: Client) -> None:
    page, programme = exemplar(), ProgrammeFactory()
    for year in range(1980, 1980 + PAGE_LENGTH + 1):
        honour(page, programme=programme, year=year)

    first = client.get(f"/honours/?programme={programme.pk}&q=样例")
    second = answer(client, f"?programme={programme.pk}&q=样例&page=2")

    assert (len(first.context["roll"].honours), first.context["roll"].has_next) == (PAGE_LENGTH, True)
    assert (len(second.honours), second.has_previous, second.has_next) == (1, True, False)
    text = first.content.decode()
    assert re.findall(r'rel="next" href="([^"]*)"', text) == [
        f"?page=2&amp;q=%E6%A0%B7%E4%BE%8B&amp;programme={programme.pk}"
    ]
    assert f'type="hidden" name="programme" value="{programme.pk}"' in text


@pytest.mark.django_db
def test_an_empty_roll_says_so(client: Client) -> None:
    assert answer(client).facets == []
    assert "noindex" not in client.get("/honours/").content.decode()
    assert client.post("/honours/").status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/honours/", "/honours/?q=样例&year=2026", "/honours/statistics/"])
def test_roll_and_figures_take_as_many_queries_for_three_as_for_one(client: Client, path: str) -> None:
    region = RegionFactory(code="990100", path="")
    category = ProgrammeCategoryFactory(programme=ProgrammeFactory(parent=ProgrammeFactory(level="province")))

    def one_more() -> None:
        page = exemplar(unit="石桥社区", regions=[region])
        honour(page, programme=category.programme, category=category)
        honour(page, programme=category.programme.parent)

    def queries() -> int:
        client.get(path)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(path).status_code == 200
        return len(caught)

    one_more()
    cost = queries()
    one_more()
    one_more()
    assert queries() == cost


@pytest.mark.django_db
@given(st.dictionaries(st.sampled_from(["q", "programme", "level", "category", "year", "page"]), st.text(max_size=30)))
def test_no_question_is_too_strange(values: dict[str, str]) -> None:
    client = Client()

    assert client.get("/honours/", values).status_code == 200


def test_a_question_keeps_its_address() -> None:
    asked = asked_of(QueryDict("q=+a++b+&year=2026&page=3&level=city"))
    assert (asked.words, asked.year, asked.page, asked.level) == ("a b", 2026, 3, "city")
    assert asked.address(page=3) == "?q=a+b&level=city&year=2026&page=3"
