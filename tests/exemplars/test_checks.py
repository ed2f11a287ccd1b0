"""Asking other offices: letters, answers with their files, what is overdue; sheets that came back sealed."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from exemplars.domain.checks import (
    AnswerMissingError,
    DatesError,
    NobodyToAskAboutError,
)
from exemplars.domain.decisions import AnsweredError, NotNowError
from exemplars.enums import CheckOpinion, NominationState, RoundState
from exemplars.models import DeskFile, Nomination, OfficeCheck, Round
from exemplars.queries.checks import checks_of, letters_of, outstanding_checks
from foundation.intake.domain.erasing import erase_submission
from foundation.intake.enums import FileState
from foundation.models import AuditLine, IntakeFile
from tests.exemplars.asking import ASKED, DUE, answered, asked, scan, shortlisted
from tests.exemplars.nominating import nominated, reviewer
from tests.factories.foundation import UserFactory

# -- verbs -------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_letter_asks_about_several_and_is_answered_one_by_one() -> None:
    one, two = shortlisted(2)
    letter = asked([one, two])
    first, second = OfficeCheck.objects.order_by("pk")
    listed: Any = letters_of(one.round).get()
    assert (outstanding_checks(one.round), listed.asked, listed.outstanding) == (2, 2, 2)
    answered(letter, first, opinion=CheckOpinion.OBJECTS, answer="二〇二五年有行政处罚", upload=scan())
    lines = checks_of(one, DUE + dt.timedelta(days=1))
    assert [(line.check.opinion, line.answer, line.is_overdue) for line in lines] == [
        ("objects", "二〇二五年有行政处罚", False)
    ]
    assert [line.is_overdue for line in checks_of(two, DUE)] == [False]
    assert [line.is_overdue for line in checks_of(two, DUE + dt.timedelta(days=1))] == [True]
    answered(letter, second)
    assert (outstanding_checks(one.round), AuditLine.objects.filter(verb="answer_check").count()) == (0, 2)


@pytest.mark.django_db
def test_the_answer_stands_sealed_and_is_forgotten_with_the_nomination() -> None:
    one, two = shortlisted(2)
    letter = asked([one, two])
    answered(letter, answer="查无记录", upload=scan())
    with connection.cursor() as cursor:
        cursor.execute("SELECT answer FROM exemplars_officecheck")
        assert [row for row in cursor.fetchall() if "查无记录" in row[0]] == []
    erase_submission(submission=one.submission, actor=None)
    states = dict(IntakeFile.objects.values_list("desk_file__nomination", "state"))
    assert states == {one.pk: FileState.ERASED, two.pk: FileState.COMPLETE}
    assert [check.answer.reveal() for check in OfficeCheck.objects.order_by("pk")] == ["", "查无记录"]


@pytest.mark.django_db
@pytest.mark.parametrize("state", RoundState)
def test_offices_are_asked_during_the_reviews_only(state: RoundState) -> None:
    made = shortlisted()
    Round.objects.update(
        state=state,
        **({"notice_starts_on": ASKED, "notice_ends_on": DUE} if state in ("notice", "announced") else {}),
        announced_on=dt.date(2026, 4, 1) if state == RoundState.ANNOUNCED else None,
    )
    if state in (RoundState.FIRST_REVIEW, RoundState.CONSULTING, RoundState.JUDGING):
        assert asked(made).office == "澄川市公安局"
    else:
        with pytest.raises(NotNowError):
            asked(made)


@pytest.mark.django_db
@pytest.mark.parametrize("state", NominationState)
def test_nobody_is_asked_about_who_is_out_of_the_running(state: NominationState) -> None:
    made, other = shortlisted(2)
    signed = {"proposed_by": UserFactory.create(), "confirmed_by": UserFactory.create()}
    decided = state in (NominationState.SHORTLISTED, NominationState.SELECTED, NominationState.REJECTED)
    Nomination.objects.filter(pk=made.pk).update(
        state=state,
        question="？",
        joined_to=other if state == NominationState.JOINED else None,
        **(signed if decided else {"proposed_by": None, "confirmed_by": None}),
    )
    if state in (NominationState.REJECTED, NominationState.JOINED):
        with pytest.raises(NobodyToAskAboutError):
            asked([made])
    else:
        assert asked([made]).checks.count() == 1


@pytest.mark.django_db
def test_letters_and_answers_that_make_no_sense_are_refused() -> None:
    made = shortlisted()
    elsewhere = nominated()
    with pytest.raises(NobodyToAskAboutError):
        asked([*made, elsewhere])
    with pytest.raises(DatesError):
        asked(made, due_on=ASKED - dt.timedelta(days=1))
    with pytest.raises(ValueError, match="office"):
        asked(made, office=" ")
    letter = asked(made)
    with pytest.raises(DatesError):
        answered(letter, answered_on=ASKED - dt.timedelta(days=1))
    with pytest.raises(AnswerMissingError):
        answered(letter, opinion=CheckOpinion.OBJECTS, answer=" ")
    with pytest.raises(ValidationError):
        answered(letter, upload=scan(b"MZ no scan"))
    assert (OfficeCheck.objects.get().answered_on, DeskFile.objects.count()) == (None, 0)
    answered(letter)
    with pytest.raises(AnsweredError):
        answered(letter)
    Round.objects.filter(pk=letter.round_id).update(
        state=RoundState.ANNOUNCED, notice_starts_on=ASKED, notice_ends_on=DUE, announced_on=dt.date(2026, 4, 1)
    )
    with pytest.raises(NotNowError):
        answered(letter)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changes", [{"opinion": "agrees"}, {"answered_on": DUE}, {"answered_on": DUE, "opinion": "unheard"}]
)
def test_the_database_refuses_half_an_answer(changes: dict[str, Any]) -> None:
    asked(shortlisted())
    with pytest.raises(IntegrityError), transaction.atomic():
        OfficeCheck.objects.update(**changes)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_record_an_answer_at_once_one_does() -> None:
    letter = asked(shortlisted())
    start, users = Barrier(2), [reviewer(), reviewer()]

    def press(place: int) -> str:
        try:
            start.wait(timeout=20)
            answered(letter, actor=users[place], upload=scan())
        except AnsweredError:
            return "answered"
        finally:
            connection.close()
        return "recorded"

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(press, range(2)))
    assert (answers, DeskFile.objects.count()) == (["answered", "recorded"], 1)
