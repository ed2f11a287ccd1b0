"""A nominee who has a page gets no second one: pages are offered with evidence, and an editor says which it is."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from exemplars.domain.honours import record_honour
from exemplars.domain.nominee_pages import PageTakenError, PageUndecidedError, decide_page
from exemplars.domain.notices import announce_round
from exemplars.enums import NominationState, ProgrammeLevel, RoundState
from exemplars.models import ExemplarPage, Honour, Nomination, NomineePage, ProgrammeCategory, Round
from exemplars.queries.earlier import earlier_of_each, earlier_pages
from exemplars.queries.notices import today
from foundation.intake.states import ForbiddenMoveError
from foundation.models import User
from tests.exemplars.nominating import nominated, open_category, under_notice
from tests.factories.exemplars import exemplar, wall
from tests.factories.foundation import RegionFactory, UserFactory

pytestmark = pytest.mark.django_db


def announcer() -> User:
    user: User = UserFactory.create()
    names = ["access_admin", "change_nomination", "view_round", "change_round"]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return user


def announce(nomination: Nomination) -> Round:
    round_ = Round.objects.get(pk=nomination.round_id)
    assert round_.notice_ends_on is not None
    return announce_round(round_=round_, on=round_.notice_ends_on + timedelta(days=1), actor=announcer())


def test_pages_are_found_by_sound_with_their_evidence() -> None:
    region = RegionFactory(code="990104", name="河东区", short_name="河东")
    same = exemplar(name="样例𠮷龘", unit="澄川公交公司", regions=[region])
    other = exemplar(name="杨利吉龘")
    made = under_notice()

    found = earlier_of_each([made])[made.pk]

    assert [each.page.pk for each in found][:1] == [same.pk]
    assert (found[0].evidence.same_characters, found[0].evidence.same_place, found[0].evidence.same_unit) == (
        True,
        True,
        True,
    )
    assert {each.page.pk for each in found} <= {same.pk, other.pk}
    assert earlier_pages(name="", place="", unit="") == []


def test_nothing_is_announced_until_somebody_says_whether_they_are_one() -> None:
    page, made = exemplar(name="样例𠮷龘"), under_notice()

    with pytest.raises(PageUndecidedError):
        announce(made)
    assert Honour.objects.count() == 0

    said = decide_page(nomination=made, exemplar=page, actor=announcer())
    announce(made)

    assert ExemplarPage.objects.count() == 1
    assert Honour.objects.get().exemplar_id == page.pk
    assert str(said) == f"{made.pk}: {page.pk}"
    with pytest.raises(ForbiddenMoveError):
        decide_page(nomination=made, exemplar=None, actor=announcer())


def test_somebody_else_of_the_same_name_gets_a_page_of_their_own() -> None:
    page, made = exemplar(name="样例𠮷龘"), under_notice()
    decide_page(nomination=made, exemplar=page, actor=announcer())
    decide_page(nomination=made, exemplar=None, actor=announcer())

    announce(made)

    assert ExemplarPage.objects.count() == 2
    assert Honour.objects.get().exemplar_id != page.pk
    assert NomineePage.objects.count() == 1


def test_two_nominees_of_a_round_are_not_one_person() -> None:
    page, where = exemplar(name="样例𠮷龘"), open_category()
    first = under_notice(where)
    second = Nomination.objects.select_related("round").get(pk=first.pk)
    Round.objects.filter(pk=first.round_id).update(state="collecting", notice_starts_on=None, notice_ends_on=None)
    second = under_notice(where, name="样例乙")
    decide_page(nomination=first, exemplar=page, actor=announcer())

    with pytest.raises(PageTakenError):
        decide_page(nomination=second, exemplar=page, actor=announcer())


def test_the_desk_offers_pages_and_takes_the_word(client: Client) -> None:
    page, made = exemplar(name="样例𠮷龘", unit="澄川公交公司"), under_notice()
    client.force_login(announcer())
    address = reverse("nominations:pages", args=[made.round_id])

    text = client.get(address).content.decode()
    assert ("姓名用字相同" in text, "单位相近" in text, "是同一人" in text) == (True, True, True)
    assert address in client.get(reverse("nominations:round", args=[made.round_id])).content.decode()
    told = {"nomination": str(made.submission.public_id), "page": str(page.pk)}
    assert "已确认为" in client.post(address, told, follow=True).content.decode()
    assert NomineePage.objects.get().exemplar_id == page.pk
    assert "将新建页面" in client.post(address, told | {"page": "none"}, follow=True).content.decode()
    assert client.post(address, told | {"page": "9" * 40}).status_code == 404
    assert client.post(address, {"nomination": "x"}).status_code == 404
    assert client.post(address, {"nomination": "z" * 36}).status_code == 404
    Round.objects.filter(pk=made.round_id).update(notice_starts_on="2026-01-01", notice_ends_on="2026-01-08")
    NomineePage.objects.all().delete()
    refused = client.post(reverse("nominations:round", args=[made.round_id]), {"to": "announced"}, follow=True)
    assert "核对入选者页面" in refused.content.decode()
    assert Honour.objects.count() == 0


def namesakes(where: tuple[Round, ProgrammeCategory], *names: str) -> list[Nomination]:
    """Return nominees of one round under notice."""
    signed = {"proposed_by": UserFactory.create(), "confirmed_by": UserFactory.create()}
    made = [nominated(where, name=name) for name in names]
    Nomination.objects.filter(round=where[0]).update(state=NominationState.SELECTED, **signed)
    return made


def test_the_page_costs_the_same_for_three_as_for_one(client: Client) -> None:
    where = open_category()
    region = RegionFactory(code="990104", name="河东区")
    client.force_login(announcer())
    address = reverse("nominations:pages", args=[where[0].pk])
    counts = []
    for more in (("样例𠮷龘",), ("样例𠮷龘", "样例乙")):
        namesakes(where, *more)
        page = exemplar(name=more[-1], regions=[region])
        decide_page(nomination=Nomination.objects.filter(name=more[-1]).latest("pk"), exemplar=page, actor=announcer())
        client.get(address)
        with CaptureQueriesContext(connection) as caught:
            client.get(address)
        counts.append(len(caught))

    assert counts[0] == counts[1]


def test_two_selected_of_one_name_get_a_page_each() -> None:
    where = open_category()
    wall()
    namesakes(where, "样例同名", "样例同名")
    day = today()
    Round.objects.update(state=RoundState.NOTICE, notice_starts_on=day, notice_ends_on=day)

    announce_round(round_=where[0], on=day + timedelta(days=1), actor=announcer())

    assert list(ExemplarPage.objects.values_list("title", flat=True)) == ["样例同名", "样例同名"]
    assert Honour.objects.values("exemplar").distinct().count() == 2


def test_no_honour_of_a_round_stands_before_it_is_announced() -> None:
    page, made = exemplar(name="样例𠮷龘"), under_notice()

    with pytest.raises(ValidationError, match="尚未发布"):
        record_honour(exemplar=page, programme=made.round.programme, round_=made.round, year=2026, actor=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Honour.objects.create(
            exemplar=page, programme=made.round.programme, round=made.round, year=2026, level=ProgrammeLevel.CITY
        )
    assert Honour.objects.count() == 0


def test_what_an_announcement_cannot_record_is_said_at_the_desk(client: Client) -> None:
    where, page = open_category(), exemplar(name="样例别名")
    user = announcer()
    for made in namesakes(where, "样例甲", "样例乙"):
        NomineePage.objects.create(nomination=made, exemplar=page, decided_by=user)
    Round.objects.update(state=RoundState.NOTICE, notice_starts_on="2026-01-01", notice_ends_on="2026-01-08")
    client.force_login(user)

    answer = client.post(reverse("nominations:round", args=[where[0].pk]), {"to": "announced"}, follow=True)

    assert "这项荣誉已经登记" in answer.content.decode()
    assert (Round.objects.get().state, Honour.objects.count()) == (RoundState.NOTICE, 0)
