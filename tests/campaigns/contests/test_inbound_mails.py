"""Verbs of received mails: nothing is lost, nothing is kept twice, machines are not answered."""

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from campaigns.contests.domain.inbound_mails import (
    Arrival,
    NotAnswerableError,
    ask_back,
    erase_mail,
    ignore_mail,
    keep_mail,
    read_mail,
    reopen_mail,
)
from campaigns.contests.domain.mail_entries import Work, make_entry
from campaigns.contests.domain.mailboxes import read_left_over
from campaigns.contests.domain.pieces import Person
from campaigns.contests.enums import EntryChannel, InboundState
from campaigns.contests.models import Contest, Entry, InboundMail
from foundation.intake.states import ForbiddenMoveError
from foundation.mail.enums import MailState
from foundation.models import AuditLine, OutboxMail
from tests.campaigns.contests.message_files import LABEL, MESSAGES, message
from tests.factories.contests import InboundMailFactory, make_contest
from tests.factories.foundation import UserFactory

pytestmark = pytest.mark.django_db


def taken(name: str, mailbox: str = "files") -> InboundMail:
    """Keep and take apart one of the message files."""
    mail, _ = keep_mail(raw=message(name), arrival=Arrival(mailbox=mailbox))
    return read_mail(mail=mail, label=LABEL)


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("complete", InboundState.PARSED),
        ("raw_gbk_name", InboundState.PARSED),
        ("gb2312_body", InboundState.PARSED),
        ("several_files", InboundState.PARSED),
        ("several_works", InboundState.NEEDS_HUMAN),
        ("forwarded", InboundState.NEEDS_HUMAN),
        ("no_label", InboundState.NEEDS_HUMAN),
        ("cloud_qq", InboundState.NEEDS_HUMAN),
        ("bounce", InboundState.NEEDS_HUMAN),
        ("broken", InboundState.NEEDS_HUMAN),
        ("auto_reply", InboundState.IGNORED),
        ("mass_mail", InboundState.IGNORED),
    ],
)
def test_where_a_mail_goes(name: str, state: InboundState) -> None:
    assert taken(name).state == state


def test_the_raw_form_is_kept_whole_and_sealed() -> None:
    mail = InboundMail.objects.get(pk=taken("raw_gbk_name").pk)
    assert mail.raw.reveal() == message("raw_gbk_name")
    assert mail.sent_at == datetime.fromisoformat("2026-03-03T21:03:58+08:00")
    assert mail.relayed_at == datetime.fromisoformat("2026-03-03T21:04:19+08:00")
    with connection.cursor() as cursor:
        cursor.execute("SELECT raw, contents, subject, sender, problems FROM contests_inboundmail")
        stored = b"|".join(
            bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
            for value in cursor.fetchone()
        )
    for planted in ("老街新风", "样例乙", "yi@pingtai.example"):
        assert planted.encode() not in stored
        assert planted.encode("gbk") not in stored


def test_the_same_mail_fetched_twice_is_one_row() -> None:
    first, is_new = keep_mail(raw=message("complete"), arrival=Arrival(mailbox="a", uid_validity=1, uid=1))
    again, is_new_again = keep_mail(raw=message("complete"), arrival=Arrival(mailbox="a", uid_validity=2, uid=7))
    assert (first.pk, is_new, is_new_again) == (again.pk, True, False)
    assert InboundMail.objects.values_list("uid_validity", "uid").get() == (2, 7)


def test_the_same_mail_to_a_second_mailbox_is_kept_and_put_aside() -> None:
    first, second = taken("complete", "a"), taken("complete_other_box", "b")
    assert (second.state, second.problems, second.repeats) == (InboundState.IGNORED, ["repeated"], first)
    assert second.raw.reveal() == message("complete_other_box")


def test_another_mail_under_the_same_identifier_goes_to_a_person() -> None:
    first, second = taken("complete"), taken("same_id_other")
    assert (second.state, second.problems, second.repeats) == (InboundState.NEEDS_HUMAN, ["same_id"], first)


def test_a_mail_of_a_machine_with_a_manuscript_goes_to_a_person() -> None:
    raw = message("complete").replace(b"MIME-Version", b"Precedence: bulk\r\nMIME-Version")
    mail = read_mail(mail=keep_mail(raw=raw, arrival=Arrival(mailbox="files"))[0], label=LABEL)
    assert (mail.state, mail.problems, mail.is_automated) == (InboundState.NEEDS_HUMAN, ["automated"], True)


def test_a_mail_that_cannot_be_taken_apart_goes_to_a_person() -> None:
    raw = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 400 + b"--b--\r\n"
    mail = read_mail(mail=keep_mail(raw=raw, arrival=Arrival(mailbox="files"))[0])
    assert (mail.state, mail.problem_labels()) == (InboundState.NEEDS_HUMAN, ["无法解析"])


def test_reading_again_leaves_what_another_run_read() -> None:
    mail, _ = keep_mail(raw=message("complete"), arrival=Arrival(mailbox="files"))
    stale = InboundMail.objects.get(pk=mail.pk)
    read_mail(mail=mail, label=LABEL)
    assert read_mail(mail=stale, label="another").state == InboundState.PARSED


def test_what_was_kept_and_not_read_is_read_later_with_its_label() -> None:
    keep_mail(raw=message("no_label"), arrival=Arrival(mailbox="a"))
    assert read_left_over(labels={"a": LABEL}) == 1
    assert InboundMail.objects.get().problems == ["no_label"]
    assert read_left_over(labels={}) == 0


def test_putting_aside_and_taking_up_again() -> None:
    actor = UserFactory.create()
    mail = ignore_mail(mail=taken("complete"), note="广告", actor=actor)
    assert (mail.state, mail.note.reveal(), mail.decided_by) == (InboundState.IGNORED, "广告", actor)
    with pytest.raises(ForbiddenMoveError):
        ignore_mail(mail=mail, note="x", actor=actor)
    with pytest.raises(ForbiddenMoveError):
        make_entry(mail=mail, work=work(make_contest()), actor=actor)
    mail = reopen_mail(mail=mail, actor=actor)
    assert (mail.state, mail.decided_at, mail.decided_by) == (InboundState.NEEDS_HUMAN, None, None)
    verbs = AuditLine.objects.filter(subject_kind="contests.inboundmail").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["keep_inbound_mail", "read_inbound_mail", "ignore_inbound_mail", "reopen_inbound_mail"]


def work(contest: Contest, **changes: Any) -> Work:
    """Return what the desk reads out of the complete mail."""
    author = Person(name="样例甲", phone="13900000001", email="jia@pingtai.example")
    values: dict[str, Any] = {"title": "澄川河畔的一盏灯", "text": "灯亮了。", "author": author, "files": (2,)}
    return Work(contest=contest, **{**values, **changes})


def test_an_entry_made_of_a_mail_is_whole_and_its_author_gets_the_number() -> None:
    contest = make_contest(label=LABEL)
    made = make_entry(mail=taken("complete"), work=work(contest), actor=UserFactory.create())
    entry = Entry.objects.get()
    assert (entry.channel, entry.head.text if entry.head else "", made.refused) == (EntryChannel.MAIL, "灯亮了。", 0)
    assert list(InboundMail.objects.values_list("state", "entries")) == [(InboundState.CONVERTED, entry.pk)]
    assert [file.sha256 for file in entry.submission.files.all()] == [
        hashlib.sha256(b"PK\x03\x04 sample manuscript").hexdigest()
    ]
    receipt = OutboxMail.objects.get()
    assert receipt.recipient.reveal() == "jia@pingtai.example"
    assert made.receipt.number in receipt.body.reveal()


def test_time_of_sending_counts_where_the_rules_say_so() -> None:
    mail = taken("complete")
    contest = make_contest(
        opens_at=datetime(2026, 1, 1, tzinfo=UTC),
        closes_at=datetime(2026, 3, 4, tzinfo=UTC),
        time_basis={"mail": "sent"},
    )
    make_entry(mail=mail, work=work(contest), actor=UserFactory.create())
    assert Entry.objects.values_list("counted_at", "is_late").get() == (mail.sent_at, False)


def test_making_the_same_entry_twice_gives_one_and_several_works_give_several() -> None:
    mail, contest, actor = taken("several_works"), make_contest(), UserFactory.create()
    first = make_entry(mail=mail, work=work(contest), actor=actor)
    again = make_entry(mail=mail, work=work(contest), actor=actor)
    other = make_entry(mail=mail, work=work(contest, title="其二", files=(3,)), actor=actor)
    assert first.receipt.number == again.receipt.number != other.receipt.number
    assert mail.entries.count() == 2


def test_a_file_that_entries_do_not_take_stays_with_the_mail() -> None:
    made = make_entry(
        mail=taken("several_files"), work=work(make_contest(), files=(2, 3, 99)), actor=UserFactory.create()
    )
    assert (made.refused, made.receipt.submission.files.count()) == (2, 1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "unknown"},
        {"state": InboundState.IGNORED},
        {"decided_at": timezone.now()},
        {"state": InboundState.CONVERTED, "decided_at": timezone.now()},
    ],
)
def test_the_database_refuses_states_that_say_too_little(wrong: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        InboundMailFactory.create(**wrong)


def test_a_question_goes_to_the_sender_once() -> None:
    actor = UserFactory.create()
    mail = ask_back(mail=taken("cloud_qq"), text="请把照片作为附件重发。", actor=actor)
    question = OutboxMail.objects.get()
    assert mail.question == question
    assert question.recipient.reveal() == "jia@pingtai.example"
    assert question.subject.reveal() == "Re: 文明澄川征文 大图"
    with pytest.raises(NotAnswerableError):
        ask_back(mail=mail, text="再问", actor=actor)


@pytest.mark.parametrize("name", ["auto_reply", "mass_mail", "bounce", "broken"])
def test_machines_and_nobody_are_not_answered(name: str) -> None:
    with pytest.raises(NotAnswerableError):
        ask_back(mail=taken(name), text="请问", actor=UserFactory.create())
    assert OutboxMail.objects.count() == 0


def test_the_database_refuses_a_question_to_a_machine() -> None:
    question = OutboxMail.objects.create(purpose="test")
    with pytest.raises(IntegrityError), transaction.atomic():
        InboundMailFactory.create(is_automated=True, question=question)


def test_erasing_takes_mail_sender_and_question_and_keeps_digests() -> None:
    mail = ask_back(mail=taken("cloud_qq"), text="请重发", actor=UserFactory.create())
    erase_mail(mail=mail, actor=None)
    erased = InboundMail.objects.get()
    plain = [erased.raw, erased.sender, erased.subject, erased.contents, erased.note]
    assert [bool(each) for each in plain] == [False] * 5
    assert (erased.sender_index, len(erased.raw_sha256)) == (None, 64)
    question = OutboxMail.objects.get()
    assert (bool(question.recipient), bool(question.body), question.state) == (False, False, MailState.DROPPED)
    _, is_new = keep_mail(raw=message("cloud_qq"), arrival=Arrival(mailbox="files"))
    assert is_new is False
    assert erase_mail(mail=mail, actor=None).erased_at == erased.erased_at


def test_erasing_by_command_counts_first(capsys: pytest.CaptureFixture[str]) -> None:
    old, young = taken("complete"), taken("no_label")
    InboundMail.objects.filter(pk=old.pk).update(arrived_at=timezone.now() - timedelta(days=731))
    call_command("erase_contest_mail", "--days", "730", "--dry-run")
    assert InboundMail.objects.filter(erased_at__isnull=False).count() == 0
    call_command("erase_contest_mail", "--days", "730")
    call_command("erase_contest_mail", "--days", "730", "--dry-run")
    assert capsys.readouterr().out.splitlines() == ["1 to erase", "1 erased", "0 to erase"]
    assert InboundMail.objects.get(erased_at__isnull=True) == young


def test_files_by_command(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    box = tmp_path / "old.mbox"
    with box.open("wb") as file:
        for name in ("complete", "raw_gbk_name"):
            file.write(b"From jia@pingtai.example Tue Mar  3 21:04:19 2026\n")
            file.write(message(name).replace(b"\r\n", b"\n") + b"\n")
    call_command("fetch_mail", str(box), str(MESSAGES / "no_label.eml"), "--label", LABEL)
    call_command("fetch_mail", str(box), "--label", LABEL)
    assert capsys.readouterr().out.splitlines() == [
        "old.mbox: 2 new, 0 known",
        "no_label.eml: 1 new, 0 known",
        "old.mbox: 0 new, 2 known",
    ]
    assert sorted(InboundMail.objects.values_list("state", flat=True)) == ["needs_human"] * 3


@pytest.mark.parametrize("name", ["none.eml", "none.mbox"])
def test_a_file_that_is_not_there(name: str, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=name):
        call_command("fetch_mail", f"{tmp_path}/{name}")
