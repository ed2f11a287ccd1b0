"""Taking in, revising, moving and forgetting a piece."""

import datetime as dt
import uuid

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from campaigns.contests.domain.entries import (
    FrozenEntryError,
    NoConsentError,
    move_entry,
    revise_entry,
    submit_entry,
    withdraw_entry,
)
from campaigns.contests.domain.pieces import Consent, Person
from campaigns.contests.enums import DeclarationKind, EntryChannel, EntryState
from campaigns.contests.models import Contributor, Entry, EntryRevision
from campaigns.contests.queries.contests import rules_of
from foundation.intake.domain.erasing import erase_submission
from foundation.intake.states import ForbiddenMoveError
from foundation.models import OutboxMail, Submission
from tests.factories.contests import make_contest, make_entry, make_piece
from tests.factories.foundation import UserFactory

pytestmark = pytest.mark.django_db
CHILD = Person(
    name="样例学生", phone="13900000002", is_minor=True, consent=Consent(name="样例家长", phone="13900000003")
)


def test_a_piece_is_whole_when_its_receipt_is_there() -> None:
    contest = make_contest(groups=("成人组",))
    entry = make_entry(
        contest,
        text="𠮷日，龘字no.1。",
        group=contest.groups.get(),
        instructor=Person(name="样例老师"),
        declarations={DeclarationKind.ORIGINAL: "本人原创", DeclarationKind.AI_USE: "用过"},
        ai_detail="校对",
    )

    assert (entry.state, entry.rule_set, entry.is_late) == (EntryState.RECEIVED, rules_of(contest), False)
    assert entry.head is not None
    assert (entry.head.text, entry.head.words, entry.head.count_rule) == ("𠮷日，龘字no.1。", 7, "word-zishu-1")
    assert [(row.name.reveal(), row.is_instructor) for row in entry.contributors.all()] == [
        ("样例作者", False),
        ("样例老师", True),
    ]
    assert list(entry.declarations.values_list("kind", "detail")) == [("original", ""), ("ai_use", "校对")]
    assert OutboxMail.objects.get().recipient.reveal() == "author@example.cn"


def test_the_same_key_gives_the_same_receipt() -> None:
    piece, key = make_piece(make_contest()), uuid.uuid4()

    first, second = submit_entry(piece=piece, key=key), submit_entry(piece=piece, key=key)

    assert (first.number, first.is_new, second.is_new) == (second.number, True, False)
    assert Entry.objects.count() == 1


def test_late_is_a_flag_and_follows_the_channels_time() -> None:
    now = timezone.now()
    contest = make_contest(
        opens_at=now - dt.timedelta(days=9), closes_at=now - dt.timedelta(days=1), time_basis={"post": "sent"}
    )
    sent_at = now - dt.timedelta(days=2)

    late = make_entry(contest)
    posted = make_entry(contest, channel=EntryChannel.POST, sent_at=sent_at)

    assert [(late.is_late, late.state), (posted.is_late, posted.counted_at)] == [
        (True, EntryState.RECEIVED),
        (False, sent_at),
    ]
    assert Submission.objects.get(pk=posted.pk).channel == "desk"


def test_sent_back_and_sent_again_keeps_every_wording() -> None:
    entry, actor = make_entry(make_contest()), UserFactory.create()
    returned = move_entry(entry=entry, to=EntryState.RETURNED, actor=actor, reason="请补写结尾")

    revise_entry(entry=returned, title="巷口的灯", text="新的结尾。")
    again = Entry.objects.get()

    assert (returned.reason, again.reason, again.state) == ("请补写结尾", "", EntryState.RECEIVED)
    assert list(again.revisions.values_list("sequence", "text")) == [(1, "巷口新装了一盏灯。"), (2, "新的结尾。")]
    assert again.head == again.revisions.last()


def test_a_piece_found_not_qualified_is_frozen_for_its_author() -> None:
    entry = make_entry(make_contest())
    move_entry(entry=entry, to=EntryState.INELIGIBLE, actor=UserFactory.create(), reason="字数不足")

    with pytest.raises(FrozenEntryError):
        revise_entry(entry=entry, title="改", text="改")


def test_withdrawn_is_the_end() -> None:
    entry = withdraw_entry(entry=make_entry(make_contest()))

    assert entry.state == EntryState.WITHDRAWN
    with pytest.raises(ForbiddenMoveError):
        move_entry(entry=entry, to=EntryState.ELIGIBLE, actor=UserFactory.create())


@pytest.mark.parametrize("state", [EntryState.INELIGIBLE, EntryState.RETURNED])
def test_the_database_wants_a_reason(state: EntryState) -> None:
    entry = make_entry(make_contest())

    with pytest.raises(IntegrityError), transaction.atomic():
        move_entry(entry=entry, to=state, actor=UserFactory.create())


def test_a_minor_qualifies_only_while_the_consent_holds() -> None:
    contest, actor = make_contest(), UserFactory.create()
    alone = make_entry(contest, people=(Person(name="样例学生", is_minor=True),))
    guarded = make_entry(contest, people=(CHILD,))
    withdrawn = make_entry(contest, people=(CHILD,))
    guardian = withdrawn.contributors.get().guardian
    guardian.withdrawn_at = timezone.now()
    guardian.save(update_fields=["withdrawn_at"])

    assert move_entry(entry=guarded, to=EntryState.ELIGIBLE, actor=actor).state == EntryState.ELIGIBLE
    for entry in (alone, withdrawn):
        with pytest.raises(NoConsentError):
            move_entry(entry=entry, to=EntryState.ELIGIBLE, actor=actor)


@pytest.mark.parametrize("act", ["update", "delete"])
def test_a_revision_is_never_changed(act: str) -> None:
    make_entry(make_contest())
    found = EntryRevision.objects.all()

    with pytest.raises(DatabaseError), transaction.atomic():
        found.update(text="改") if act == "update" else found._raw_delete(found.db)  # noqa: SLF001 - the entry would hold it


def test_forgetting_leaves_number_counts_and_digest() -> None:
    entry = make_entry(make_contest(), people=(CHILD,), declarations={"ai_use": "用过"}, ai_detail="样例工具")
    before = EntryRevision.objects.get()
    erase_submission(submission=entry.submission, actor=None)
    after = EntryRevision.objects.get()

    assert (after.title, after.text, after.words, after.text_sha256) == ("", "", before.words, before.text_sha256)
    assert [row.name.reveal() for row in Contributor.objects.all()] == [""]
    assert Entry.objects.get().declarations.get().detail == ""
