"""Deciding about pieces at screening: the tables, the letter, two screeners at once."""

import datetime as dt
from itertools import product

import pytest
from django.core import mail as sent_mail
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from campaigns.contests.domain.entries import NoConsentError, move_entry, revise_entry, withdraw_entry
from campaigns.contests.domain.pieces import Person
from campaigns.contests.domain.screening import (
    ChangedEntryError,
    JudgedError,
    ReasonMissingError,
    screen_entry,
    take_seat,
    undo_screening,
)
from campaigns.contests.enums import (
    ContestState,
    EntryState,
    FindingState,
    ScreeningReason,
    ScreeningResult,
)
from campaigns.contests.models import Contest, Entry, Screening, ScreeningSeat
from campaigns.contests.rules.screening import lacks_reason, reason_text
from campaigns.contests.rules.states import ENTRY_STATES, FINDING_STATES
from foundation.intake.domain.erasing import erase_submission
from foundation.intake.states import ForbiddenMoveError
from foundation.mail.domain.outbox import send_outbox
from foundation.mail.enums import MailState
from foundation.models import AuditLine, OutboxMail, User
from tests.factories.contests import make_contest, make_entry
from tests.factories.foundation import UserFactory

pytestmark = pytest.mark.django_db

E, F = EntryState, FindingState
ENTRY_MOVES = {
    *[(E.DRAFT, E.RECEIVED)],
    *[(E.RECEIVED, to) for to in (E.RETURNED, E.ELIGIBLE, E.INELIGIBLE, E.WITHDRAWN)],
    *[(E.RETURNED, to) for to in (E.RECEIVED, E.INELIGIBLE, E.WITHDRAWN)],
    *[(E.ELIGIBLE, to) for to in (E.RECEIVED, E.DISQUALIFIED, E.WITHDRAWN)],
    *[(E.INELIGIBLE, E.RECEIVED)],
}
FINDING_MOVES = {(F.OPEN, F.DISMISSED), (F.OPEN, F.UPHELD), (F.DISMISSED, F.OPEN), (F.UPHELD, F.OPEN)}


@pytest.fixture
def screener() -> User:
    """Somebody who screens."""
    user: User = UserFactory.create()
    return user


def screened(entry: Entry, result: ScreeningResult, actor: User, **words: str) -> Screening:
    """Decide on the wording that is there now."""
    entry = Entry.objects.get(pk=entry.pk)
    assert entry.head_id is not None
    return screen_entry(entry=entry, result=result, actor=actor, seen=entry.head_id, **words)


def test_the_tables_allow_these_moves_and_no_other() -> None:
    entries = {(a, b) for a, b in product(EntryState, EntryState) if ENTRY_STATES.allows(a, b)}
    findings = {(a, b) for a, b in product(FindingState, FindingState) if FINDING_STATES.allows(a, b)}

    assert (entries, findings) == (ENTRY_MOVES, FINDING_MOVES)


@pytest.mark.parametrize(
    ("code", "note", "text"),
    [
        ("", "", ""),
        ("other", "", ""),
        ("other", "请写明地点", "请写明地点"),
        ("length", "", "篇幅不符合要求"),
        ("length", " 约3000字 ", "篇幅不符合要求：约3000字"),
    ],
)
def test_a_reason_is_its_ground_and_its_note(code: str, note: str, text: str) -> None:
    assert (reason_text(code, note), lacks_reason("returned", code, note)) == (text, not text)
    assert lacks_reason("eligible", code, note) is False


@pytest.mark.parametrize("result", ["eligible", "ineligible", "returned"])
def test_a_decision_moves_the_intake_axis_and_leaves_a_line(screener: User, result: str) -> None:
    entry = make_entry(make_contest())

    line = screened(entry, ScreeningResult(result), screener, code="length", note="约3000字")

    after = Entry.objects.get()
    reason = "" if result == "eligible" else "篇幅不符合要求：约3000字"
    assert (after.state, after.reason, after.decided_by) == (result, reason, screener)
    assert (line.revision, line.made_by, line.code) == (after.head, screener, "length")
    assert AuditLine.objects.filter(verb="screen_entry", actor=screener, subject_id=str(entry.pk)).count() == 1


@pytest.mark.parametrize("result", ["ineligible", "returned", "undone"])
def test_no_decision_against_a_piece_without_a_reason(screener: User, result: str) -> None:
    entry = make_entry(make_contest())

    with pytest.raises(ReasonMissingError):
        screened(entry, ScreeningResult(result), screener, code="other")
    with pytest.raises(IntegrityError), transaction.atomic():
        Screening.objects.create(entry=entry, revision_id=entry.head_id or 0, result=result, made_by=screener)
    assert Entry.objects.get().state == EntryState.RECEIVED


def test_sending_back_writes_a_letter_with_reason_and_link(screener: User) -> None:
    entry = make_entry(make_contest(), title="<b>灯\r\nBcc: x@y.example")
    line = screened(entry, ScreeningResult.RETURNED, screener, note="请补写结尾 %(link)s")

    letter = line.letter
    assert letter is not None
    assert (letter.recipient.reveal(), letter.purpose) == ("author@example.cn", "entry_returned")
    assert "请补写结尾 %(link)s" in letter.body.reveal()
    assert reverse("intake-link", args=[entry.submission.link_token.reveal()]) in letter.body.reveal()
    sent_mail.outbox.clear()
    send_outbox()
    assert [message.to for message in sent_mail.outbox if "请修改您的稿件" in message.subject] == [
        ["author@example.cn"]
    ]


def test_letter_and_reason_are_chinese_whatever_the_desk_speaks(screener: User) -> None:
    entry = make_entry(make_contest())
    with override("en"):
        line = screened(entry, ScreeningResult.RETURNED, screener, code="length")

    assert line.letter is not None
    assert line.letter.subject.reveal() == f"请修改您的稿件：{entry.submission.number}"
    assert Entry.objects.get().reason == "篇幅不符合要求"


def test_without_an_address_there_is_no_letter(screener: User) -> None:
    entry = make_entry(make_contest(), people=(Person(name="样例作者", phone="13900000001"),))

    assert screened(entry, ScreeningResult.RETURNED, screener, code="details").letter is None


def test_a_piece_sent_again_waits_once_more_with_its_history(screener: User) -> None:
    entry = make_entry(make_contest())
    first = entry.head_id
    screened(entry, ScreeningResult.RETURNED, screener, code="incomplete")
    revise_entry(entry=entry, title="巷口的灯", text="新的结尾。")

    assert take_seat(contest=entry.contest, user=screener) == entry
    with pytest.raises(ChangedEntryError):
        screen_entry(entry=entry, result=ScreeningResult.ELIGIBLE, actor=screener, seen=first or 0)
    screened(entry, ScreeningResult.ELIGIBLE, screener)
    assert list(Screening.objects.values_list("result", "revision__sequence")) == [("returned", 1), ("eligible", 2)]


def test_the_second_of_two_screeners_is_told(screener: User) -> None:
    entry = make_entry(make_contest())
    screened(entry, ScreeningResult.ELIGIBLE, screener)

    with pytest.raises(ForbiddenMoveError):
        screened(entry, ScreeningResult.INELIGIBLE, UserFactory.create(), code="subject")
    assert Entry.objects.get().state == EntryState.ELIGIBLE


@pytest.mark.parametrize("result", ["eligible", "ineligible", "returned"])
def test_undoing_needs_a_reason_and_keeps_the_line(screener: User, result: str) -> None:
    entry = make_entry(make_contest())
    screened(entry, ScreeningResult(result), screener, code="subject")

    with pytest.raises(ReasonMissingError):
        undo_screening(entry=entry, reason="  ", actor=screener)
    undo_screening(entry=entry, reason="点错了", actor=screener)

    after = Entry.objects.get()
    assert (after.state, after.reason, after.decided_at, after.decided_by) == (EntryState.RECEIVED, "", None, None)
    assert list(Screening.objects.values_list("result", "note")) == [(result, ""), ("undone", "点错了")]
    with pytest.raises(ForbiddenMoveError):
        undo_screening(entry=entry, reason="再点", actor=screener)


def test_undoing_stops_a_letter_that_has_not_gone_out(screener: User) -> None:
    entry = make_entry(make_contest())
    OutboxMail.objects.update(state=MailState.SENT, sent_at=timezone.now())
    line = screened(entry, ScreeningResult.RETURNED, screener, code="subject")
    OutboxMail.objects.filter(purpose="entry_returned").update(state=MailState.WAITING, sent_at=None)

    undo_screening(entry=entry, reason="点错了", actor=screener)

    assert line.letter is not None
    line.letter.refresh_from_db()
    assert line.letter.state == MailState.DROPPED


def test_what_is_over_stays(screener: User) -> None:
    entry, other = make_entry(make_contest()), make_entry(Contest.objects.get())
    screened(entry, ScreeningResult.ELIGIBLE, screener)
    withdraw_entry(entry=other)
    Contest.objects.update(state=ContestState.FINISHED)

    with pytest.raises(JudgedError):
        undo_screening(entry=entry, reason="点错了", actor=screener)
    with pytest.raises(ForbiddenMoveError):
        undo_screening(entry=other, reason="点错了", actor=screener)


def test_a_disqualified_piece_is_not_undone_here(screener: User) -> None:
    entry = make_entry(make_contest())
    screened(entry, ScreeningResult.ELIGIBLE, screener)
    move_entry(entry=entry, to=EntryState.DISQUALIFIED, actor=screener, reason="经查实")

    with pytest.raises(ForbiddenMoveError):
        undo_screening(entry=entry, reason="点错了", actor=screener)


def test_a_minor_without_consent_does_not_qualify(screener: User) -> None:
    entry = make_entry(make_contest(), people=(Person(name="样例学生", is_minor=True),))

    with pytest.raises(NoConsentError):
        screened(entry, ScreeningResult.ELIGIBLE, screener)
    assert (Entry.objects.get().state, Screening.objects.count()) == (EntryState.RECEIVED, 0)


def test_two_screeners_get_two_pieces_and_a_seat_runs_out() -> None:
    contest = make_contest(groups=("少年组",))
    first, second, third = (make_entry(contest) for _ in range(3))
    one, two, now = UserFactory.create(), UserFactory.create(), timezone.now()

    assert take_seat(contest=contest, user=one, now=now) == first
    assert take_seat(contest=contest, user=two, now=now) == second
    assert take_seat(contest=contest, user=one, now=now) == first
    assert take_seat(contest=contest, user=one, after=first, now=now) == third
    assert take_seat(contest=contest, user=one, after=third, now=now) == first
    assert take_seat(contest=contest, user=two, now=now + dt.timedelta(minutes=11)) == first
    assert take_seat(contest=contest, user=two, group=contest.groups.get().pk, now=now) is None


def test_deciding_frees_the_seat_and_nothing_is_left_at_the_end(screener: User) -> None:
    contest = make_contest()
    entry = make_entry(contest)
    take_seat(contest=contest, user=screener)
    screened(entry, ScreeningResult.INELIGIBLE, screener, code=ScreeningReason.SUBJECT)

    assert (ScreeningSeat.objects.count(), take_seat(contest=contest, user=screener)) == (0, None)


def test_forgetting_takes_the_desks_words(screener: User) -> None:
    entry = make_entry(make_contest())
    screened(entry, ScreeningResult.INELIGIBLE, screener, note="样例作者系本单位职工")

    erase_submission(submission=entry.submission, actor=None)

    line = Screening.objects.get()
    assert (line.note, line.result, Entry.objects.get().reason) == ("", "ineligible", "—")
