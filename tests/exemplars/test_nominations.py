"""Nominations: what is asked, asking back, likeness, joining, forgetting, what nominators may see."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoCaptureOnCommitCallbacks

from exemplars.domain.nominations import (
    NotTheSameRoundError,
    RoundClosedError,
    answer_question,
    ask_nominator,
    join_nomination,
)
from exemplars.enums import NominationState, RoundState, SubjectKind
from exemplars.forms.nominations import NominationForm
from exemplars.models import Nomination, Round
from exemplars.queries.nominations import likely_same
from exemplars.queries.progress import status
from exemplars.rules.likeness import Evidence, alike, name_key, plain_name
from exemplars.rules.nominations import NOMINATION_STATES
from foundation.intake.domain.erasing import erase_submission
from foundation.intake.states import ForbiddenMoveError
from foundation.models import RawPost, Submission
from tests.exemplars.nominating import DEEDS, GOOD, NOMINATOR, nominated, open_category, reviewer
from tests.factories.exemplars import RoundFactory

NEXT = timezone.now() + timedelta(days=1)


def form(**changes: Any) -> NominationForm:
    """Return a good form with changes, for a round of persons and groups with 10 to 200 字."""
    round_, category = open_category()
    data = {**GOOD, **NOMINATOR, "category": f"{round_.pk}-{category.pk}", **changes}
    return NominationForm(data)


@pytest.mark.django_db
def test_a_good_form_is_good() -> None:
    assert form().errors == {}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"category": ""}, "category", "请选择类别。"),
        ({"category": "0-0"}, "category", "该类别已不再征集，请另选类别，或来电咨询。"),
        ({"consent": ""}, "consent", "请说明本人是否知情同意。"),
        ({"subject": "place"}, "subject", "本期评选对象为：个人、群体。"),
        ({"deeds": "太短"}, "deeds", "现有 2 字，请至少写 10 字：何时、何事、帮助了谁。"),
        ({"deeds": "长" * 201}, "deeds", "现有 201 字，请精简到 200 字以内。"),
        ({"age": "minor_unasked"}, "age", "请先征得监护人同意；表格可以先保存。"),
        ({"age": "minor"}, "guardian", "请填写同意推荐的监护人姓名和电话。"),
        ({"contact_phone": ""}, "contact_phone", "请留下电话，便于核实。电话不会公开。"),
        ({"contact_name": ""}, "contact_name", "请留下您的姓名。姓名不会公开。"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(changes: dict[str, str], field: str, sentence: str) -> None:
    assert form(**changes).errors == {field: [sentence]}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fields",
    [
        {"closes_at": timezone.now() - timedelta(minutes=1)},
        {"opens_at": NEXT},
        {"state": RoundState.FIRST_REVIEW},
    ],
)
def test_only_rounds_that_are_open_are_offered(client: Client, fields: dict[str, Any]) -> None:
    round_, category = open_category(**fields)
    assert str(round_) not in client.get(reverse("nominate")).content.decode()
    data = {**GOOD, **NOMINATOR, "category": f"{round_.pk}-{category.pk}"}
    assert list(NominationForm(data).errors) == ["category"]


@pytest.mark.django_db
def test_the_public_page_says_what_is_asked_and_leads_to_the_form(client: Client) -> None:
    round_, category = open_category(call="寻找身边的好人")
    page = client.get(reverse("nominate")).content.decode()
    link = f"{reverse('nominate-form')}?category={round_.pk}-{category.pk}"
    assert [text for text in (str(round_), "寻找身边的好人", link, category.name) if text not in page] == []
    chosen = f'<option value="{round_.pk}-{category.pk}" selected>'
    assert chosen in client.get(link).content.decode()


@pytest.mark.django_db
def test_nothing_is_stored_for_a_round_that_closed_meanwhile() -> None:
    place = open_category()
    Round.objects.update(state=RoundState.FIRST_REVIEW)
    with pytest.raises(RoundClosedError):
        nominated(place)
    assert Submission.objects.count() == 0


@pytest.mark.django_db
def test_a_minor_needs_a_guardian_who_agrees() -> None:
    made = nominated(age="minor", guardian="样例监护 13955550999")
    assert (made.is_minor, made.guardian_agrees, made.guardian.reveal()) == (True, True, "样例监护 13955550999")
    with pytest.raises(IntegrityError), transaction.atomic():
        Nomination.objects.update(guardian_agrees=False)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changes",
    [
        {"state": "unheard"},
        {"state": "needs_info"},
        {"state": "joined"},
        {"state": "shortlisted"},
        {"state": "selected"},
        {"state": "rejected"},
    ],
)
def test_the_database_refuses_states_without_their_facts(changes: dict[str, Any]) -> None:
    nominated()
    with pytest.raises(IntegrityError), transaction.atomic():
        Nomination.objects.update(**changes)


@pytest.mark.django_db
def test_the_database_refuses_a_decision_of_one_person() -> None:
    nominated()
    one, two = reviewer(), reviewer()
    with pytest.raises(IntegrityError), transaction.atomic():
        Nomination.objects.update(state="selected", proposed_by=one, confirmed_by=one)
    assert Nomination.objects.update(state="selected", proposed_by=one, confirmed_by=two) == 1


@pytest.mark.django_db
def test_the_database_refuses_joining_a_nomination_with_itself() -> None:
    made = nominated()
    with pytest.raises(IntegrityError), transaction.atomic():
        Nomination.objects.update(state="joined", joined_to=made.pk)


# -- asking back -----------------------------------------------------------------------------------------------------


def link_of(nomination: Nomination) -> str:
    """Return where the nominator's form opens again."""
    return reverse("nomination-answer", args=[nomination.submission.link_token.reveal()])


@pytest.mark.django_db
def test_asking_back_opens_the_form_again(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    made = nominated()
    assert client.get(link_of(made)).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        ask_nominator(nomination=made, question="哪一年的事？", link="http://x/again", actor=reviewer())
    assert [(sent.to, "哪一年的事？" in str(sent.body)) for sent in mail.outbox] == [(["planted@example.cn"], True)]
    progress = client.get(reverse("intake-link", args=[made.submission.link_token.reveal()])).content.decode()
    assert f'<a href="{link_of(made)}">' in progress
    page = client.get(link_of(made)).content.decode()
    assert [text for text in ("哪一年的事？", DEEDS) if text not in page] == []
    refused = client.post(link_of(made), {**GOOD, "deeds": "短"})
    assert (refused.status_code, Nomination.objects.get().state) == (422, NominationState.NEEDS_INFO)
    sent = client.post(link_of(made), {**GOOD, "deeds": "二〇二一年春天起，" + DEEDS})
    now = Nomination.objects.get()
    assert (sent.status_code, now.state, now.question) == (200, NominationState.NEW, "")
    assert now.deeds == "二〇二一年春天起，" + DEEDS
    assert sorted(RawPost.objects.values_list("outcome", flat=True)) == ["accepted", "refused"]
    assert client.post(link_of(made), GOOD).status_code == 404
    assert client.get(reverse("nomination-answer", args=["A" * 32])).status_code == 404


@pytest.mark.django_db
def test_without_an_address_no_mail_is_sent() -> None:
    asked = ask_nominator(nomination=nominated(contact_email=""), question="？", link="", actor=reviewer())
    assert (asked.state, len(mail.outbox)) == (NominationState.NEEDS_INFO, 0)


@pytest.mark.django_db
def test_asking_needs_a_question_and_a_round_under_review() -> None:
    made = nominated()
    with pytest.raises(ValueError, match="question"):
        ask_nominator(nomination=made, question=" ", link="", actor=reviewer())
    Round.objects.update(state=RoundState.JUDGING)
    with pytest.raises(ForbiddenMoveError):
        ask_nominator(nomination=made, question="？", link="", actor=reviewer())


@pytest.mark.django_db
def test_what_is_not_asked_cannot_be_answered() -> None:
    with pytest.raises(ForbiddenMoveError):
        answer_question(nomination=nominated(), cleaned=GOOD)


# -- the same person twice -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "same_sound", "same_characters"),
    [
        ("张伟", "張偉", True, True),
        ("张伟", "章伟", True, False),
        ("阿依·古丽", "阿依古丽", True, True),
        ("Ｌｉ Ｌｅｉ", "li lei", True, True),
        ("张伟", "李伟", False, False),
        ("𠮷龘", "𠮷 龘", True, True),
        ("𠮷山", "吉山", True, True),
        ("𡩋玄", "寧𤣥", True, True),
        ("髙峯", "高峰", True, True),
        ("王\U0003134a龙", "王□龙", True, False),  # no reading is known of it, and few can type it
        ("\U0003134a", "□", False, False),
    ],
)
def test_names_are_compared_by_sound_and_variant(
    one: str, other: str, *, same_sound: bool, same_characters: bool
) -> None:
    assert (name_key(one) == name_key(other)) is same_sound
    assert (plain_name(one) == plain_name(other)) is same_characters


@given(st.text(max_size=60))
def test_any_name_has_one_key(name: str) -> None:
    assert name_key(name) == name_key(f" {name} ")
    assert len(name_key(name)) <= 200


def test_places_are_alike_where_one_holds_the_other() -> None:
    assert [alike("澄川市河东区", "河东区"), alike("河东区", "柳林县"), alike("", "")] == [True, False, False]


@pytest.mark.django_db
def test_likely_duplicates_are_offered_with_their_evidence_and_never_joined() -> None:
    place = open_category()
    first = nominated(place, name="章伟", place="澄川市河东区", unit="公交公司")
    same = nominated(place, name="章伟", place="河东区", unit="澄川公交公司")
    sound = nominated(place, name="张炜", place="柳林县", unit="")
    nominated(place, name="李伟")
    nominated(name="章伟")
    assert [(likely.nomination, likely.evidence) for likely in likely_same(first)] == [
        (same, Evidence(same_characters=True, same_place=True, same_unit=True)),
        (sound, Evidence(same_characters=False, same_place=False, same_unit=False)),
    ]
    assert set(Nomination.objects.values_list("state", flat=True)) == {NominationState.NEW}


@pytest.mark.django_db
def test_joining_keeps_both_and_only_one_goes_on() -> None:
    place = open_category()
    first, second = nominated(place), nominated(place)
    joined = join_nomination(nomination=second, into=first, actor=reviewer())
    assert (joined.state, joined.joined_to, likely_same(first)) == (NominationState.JOINED, first, [])
    for nomination, into in ((second, first), (first, second), (first, first), (first, nominated())):
        with pytest.raises((NotTheSameRoundError, ForbiddenMoveError)):
            join_nomination(nomination=nomination, into=into, actor=reviewer())


# -- what nominators may see -----------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("state", [NominationState.SHORTLISTED, NominationState.SELECTED, NominationState.REJECTED])
def test_decisions_are_not_told_before_the_public_notice(state: NominationState) -> None:
    made = nominated()
    Nomination.objects.update(state=state, proposed_by=reviewer(), confirmed_by=reviewer())
    assert str(status(made.submission).label) == "已收到，正在审核"
    day = timezone.localdate()
    Round.objects.update(state=RoundState.NOTICE, notice_starts_on=day, notice_ends_on=day)
    assert status(made.submission).label == state.label


@pytest.mark.django_db
def test_a_joined_nomination_says_so() -> None:
    place = open_category()
    second = nominated(place)
    join_nomination(nomination=second, into=nominated(place), actor=reviewer())
    assert str(status(second.submission).label) == "已与同一推荐对象的另一份推荐合并"


@pytest.mark.django_db
def test_erasing_overwrites_what_tells_of_people() -> None:
    made = nominated(nominee_contact="13955550777")
    erase_submission(submission=made.submission, actor=None)
    row = Nomination.objects.get()
    left = [row.name, row.name_key, row.place, row.unit, row.deeds, row.nominee_contact.reveal(), row.guardian.reveal()]
    assert left == [""] * 7


def test_every_end_is_an_end() -> None:
    assert NOMINATION_STATES.ends == {NominationState.REJECTED, NominationState.JOINED}


@pytest.mark.django_db
def test_a_group_may_be_nominated_where_the_programme_says_so() -> None:
    round_ = RoundFactory.create(programme__subjects=[SubjectKind.GROUP])
    assert round_.programme.subjects == ["group"]
