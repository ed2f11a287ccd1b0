"""Well-formed mails become entries by themselves; each other mail waits with its reasons. Real message files."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from campaigns.contests.domain import mail_rule
from campaigns.contests.domain.inbound_mails import Arrival, ignore_mail, keep_mail, read_mail
from campaigns.contests.domain.mail_rule import RULE, enter_mail, take_mail
from campaigns.contests.domain.mailboxes import read_left_over
from campaigns.contests.enums import ContestState, EntryChannel, InboundState
from campaigns.contests.models import Contest, Entry, InboundMail
from foundation.models import AuditLine, OutboxMail
from tests.campaigns.contests.message_files import LABEL, message
from tests.factories.contests import InboundMailFactory, make_contest
from tests.factories.foundation import UserFactory

pytestmark = pytest.mark.django_db
BOX = "zhengwen@youxiang.example"
OPEN = {"opens_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC), "closes_at": dt.datetime(2026, 12, 31, tzinfo=dt.UTC)}
MEMORIAL: dict[str, Any] = {**OPEN, "label": LABEL, "mailboxes": [BOX], "asked": ["address", "postcode"]}


def contest(slug: str = "shili", **rules: Any) -> Contest:
    """Return a competition that takes mail at the address of the message files."""
    return make_contest(slug, **{**MEMORIAL, **rules})


def taken(name: str, mailbox: str = "files") -> InboundMail:
    """Keep a message file and take it in as ``fetch_mail`` does."""
    mail, _ = keep_mail(raw=message(name), arrival=Arrival(mailbox=mailbox))
    return take_mail(mail=mail)


def test_a_mail_with_its_manuscript_becomes_an_entry_with_a_receipt() -> None:
    contest()
    mail = taken("wellformed_file")
    entry = Entry.objects.select_related("head", "submission").get()
    author = entry.contributors.get()

    assert (mail.state, mail.rule, mail.decided_by, list(mail.entries.all())) == (
        InboundState.CONVERTED,
        RULE,
        None,
        [entry],
    )
    assert (entry.channel, entry.received_at) == (EntryChannel.MAIL, mail.relayed_at)
    assert entry.head is not None
    assert entry.head.title == "渡口的清晨"
    assert entry.head.text.startswith("渡口边的老槐树下，镕伯每天清早")
    assert entry.head.text.endswith("𠮷龘二字，是他教孙子认的。")
    assert [author.name.reveal(), author.phone.reveal(), author.address.reveal(), author.postcode.reveal()] == [
        "样例庚",
        "13900000007",
        "澄川市霁湖区样例路7号",
        "990007",
    ]
    receipt = OutboxMail.objects.get()
    assert (receipt.purpose, receipt.recipient.reveal()) == ("entry_receipt", "geng@pingtai.example")
    body = receipt.body.reveal()
    assert entry.submission.number in body
    assert entry.submission.link_token.reveal() in body
    assert [file.name.reveal() for file in entry.submission.files.all()] == ["渡口的清晨（样例庚）.docx"]


def test_a_mail_whose_body_is_the_piece_becomes_an_entry_without_its_particulars() -> None:
    contest()
    taken("wellformed_body")
    head = Entry.objects.select_related("head").get().head
    assert head is not None
    assert head.title == "朱镕巷的灯"
    assert head.text.startswith("巷口新装了一盏灯，囍字贴在灯罩上")
    assert [word for word in ("样例庚", "1390000", "990007", "题目") if word in head.text] == []


@pytest.mark.parametrize("name", ["signed", "no_subject"])
def test_neither_signature_nor_label_comes_into_the_piece(name: str) -> None:
    contest()
    mail = taken(name)
    head = Entry.objects.select_related("head").get().head
    assert head is not None
    assert (mail.state, head.title, head.files.count()) == (InboundState.CONVERTED, "巷尾的灯", 0)
    assert (head.text[:9], head.text[-7:]) == ("巷尾新添了一盏灯，", "人都念它的好。")


@pytest.mark.parametrize(
    ("name", "problems"),
    [
        ("no_particulars", ["incomplete"]),
        ("pupil", ["young"]),
        ("complete", ["no_text"]),
        ("raw_gbk_name", ["no_text"]),
        ("gbk_encoded_name", ["no_text"]),
        ("gb2312_body", ["incomplete"]),
        ("several_files", ["no_text"]),
        ("several_works", ["several_works"]),
        ("forwarded", ["forwarded"]),
        ("forwarded_as_file", ["forwarded", "nothing"]),
        ("no_label", ["no_label"]),
        ("cloud_qq", ["cloud_link"]),
        ("cloud_139", ["cloud_link"]),
        ("bounce", ["bounce", "nothing"]),
        ("calendar", ["files"]),
        ("winmail", ["files", "letter"]),
        ("letter_with_file", ["files", "letter"]),
        ("sealed", ["nothing"]),
        ("html_and_plain", ["letter"]),
    ],
)
def test_every_other_mail_waits_with_its_reasons(name: str, problems: list[str]) -> None:
    contest()
    mail = taken(name)
    assert (mail.state, mail.problems, mail.rule) == (InboundState.NEEDS_HUMAN, problems, "")
    assert (Entry.objects.count(), OutboxMail.objects.count()) == (0, 0)


@pytest.mark.parametrize("name", ["auto_reply", "mass_mail"])
def test_machines_are_put_aside_and_never_answered(name: str) -> None:
    contest()
    assert taken(name).state == InboundState.IGNORED
    assert (Entry.objects.count(), OutboxMail.objects.count()) == (0, 0)


def test_the_same_mail_twice_is_one_entry() -> None:
    contest()
    mail = taken("wellformed_file")
    taken("wellformed_file")
    InboundMail.objects.filter(pk=mail.pk).update(state=InboundState.PARSED, rule="", decided_at=None)
    assert enter_mail(mail=InboundMail.objects.get()).state == InboundState.CONVERTED
    assert (Entry.objects.count(), OutboxMail.objects.count()) == (1, 1)


def test_the_same_piece_in_another_mail_waits() -> None:
    contest()
    taken("wellformed_file")
    raw = message("wellformed_file").replace(b"<w1@", b"<w1b@")
    mail = take_mail(mail=keep_mail(raw=raw, arrival=Arrival(mailbox="files"))[0])
    assert (mail.state, mail.problems) == (InboundState.NEEDS_HUMAN, ["already"])


def test_what_was_read_and_not_entered_is_entered_by_the_next_run() -> None:
    contest()
    mail = read_mail(mail=keep_mail(raw=message("wellformed_body"), arrival=Arrival(mailbox="files"))[0])
    assert mail.state == InboundState.PARSED
    read_left_over(labels={})
    assert InboundMail.objects.get().state == InboundState.CONVERTED


def test_the_mailbox_decides_which_competition() -> None:
    contest("other", mailboxes=["other@youxiang.example"])
    mine = contest("mine", mailboxes=["Mine@youxiang.example"])
    taken("wellformed_file", "mine@youxiang.example/INBOX")
    assert Entry.objects.get().contest == mine


def test_two_competitions_at_one_address_are_told_apart_by_their_labels() -> None:
    mine, other = contest("mine"), contest("other", label="另一个征文")
    taken("wellformed_file")
    assert [Entry.objects.get().contest, other == mine] == [mine, False]


def test_where_two_competitions_fit_a_person_decides() -> None:
    contest("mine"), contest("other", label="征文")
    assert taken("wellformed_file").problems == ["several_contests"]


@pytest.mark.parametrize("state", [ContestState.DRAFT, ContestState.JUDGING, ContestState.FINISHED])
def test_only_an_announced_competition_takes_mail(state: ContestState) -> None:
    Contest.objects.filter(pk=contest().pk).update(state=state)
    assert taken("wellformed_file").problems == ["no_contest"]


@pytest.mark.parametrize(
    ("rules", "problems"),
    [
        ({"opens_at": dt.datetime(2026, 6, 1, tzinfo=dt.UTC)}, ["no_contest"]),
        ({"asked": ["unit"]}, ["incomplete"]),
        ({"words_max": 10, "is_hard": True}, ["length"]),
        ({"groups": ("少年组",)}, ["grouping"]),
        ({"genres": ["散文"]}, ["grouping"]),
        ({"label": "没有写的标识"}, ["no_label"]),
        ({"per_author": 0}, ["too_many"]),
    ],
)
def test_the_rules_of_the_competition_are_kept(rules: dict[str, Any], problems: list[str]) -> None:
    contest(**rules)
    assert taken("wellformed_file").problems == problems


def test_a_competition_of_photographs_is_for_a_person() -> None:
    Contest.objects.filter(pk=contest().pk).update(kind="photo")
    assert taken("wellformed_files").problems == ["photographs"]


def test_a_late_mail_is_an_entry_with_a_flag_by_the_time_of_the_mailbox() -> None:
    contest(closes_at=dt.datetime(2026, 3, 3, 12, tzinfo=dt.UTC))
    taken("wellformed_file")
    contest("intime", mailboxes=["b@youxiang.example"], closes_at=dt.datetime(2026, 3, 4, tzinfo=dt.UTC))
    arrival = Arrival(mailbox="b@youxiang.example/INBOX", at=dt.datetime(2026, 3, 3, 13, 5, tzinfo=dt.UTC))
    take_mail(mail=keep_mail(raw=message("wellformed_body"), arrival=arrival)[0])
    assert list(Entry.objects.order_by("pk").values_list("is_late", flat=True)) == [True, False]


def test_what_a_person_decided_meanwhile_stands() -> None:
    contest()
    mail = read_mail(mail=keep_mail(raw=message("no_particulars"), arrival=Arrival(mailbox="files"))[0])
    ignore_mail(mail=mail, note="广告", actor=UserFactory.create())
    mail.state = InboundState.PARSED
    assert enter_mail(mail=mail).state == InboundState.IGNORED


def test_what_the_rule_did_stands_in_the_audit_log() -> None:
    contest()
    taken("wellformed_file")
    verbs = AuditLine.objects.filter(subject_kind="contests.inboundmail").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == [
        "keep_inbound_mail",
        "read_inbound_mail",
        "convert_inbound_mail",
        "make_entry_of_mail",
    ]


def test_a_converted_mail_names_a_person_or_a_rule_and_not_both() -> None:
    user, at = UserFactory.create(), dt.datetime(2026, 3, 3, tzinfo=dt.UTC)
    for values in ({"rule": "", "decided_by": None}, {"rule": mail_rule.RULE, "decided_by": user}):
        with pytest.raises(IntegrityError), transaction.atomic():
            InboundMailFactory.create(state=InboundState.CONVERTED, decided_at=at, **values)
