"""Drafts that hand themselves in at closing."""

import datetime as dt
import uuid
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from campaigns.contests.domain.contests import extend_contest
from campaigns.contests.domain.waiting_drafts import HandedIn, submit_waiting_drafts
from campaigns.contests.kind import ENTRY
from campaigns.contests.models import Entry
from campaigns.contests.queries.contests import rules_of
from foundation.intake.domain.drafts import SavedDraft, save_draft
from foundation.intake.domain.submitting import submit
from foundation.models import Draft, OutboxMail
from tests.campaigns.contests.test_pages import FORM
from tests.factories.contests import make_contest

pytestmark = pytest.mark.django_db(transaction=True)
VALUES = {name: value for name, value in FORM.items() if name != "action"} | {"hand_in": "on"}


def saved(**changes: str) -> SavedDraft:
    return save_draft(kind=ENTRY, values={**VALUES, **changes}, key=uuid.uuid4())


def closing() -> dt.datetime:
    return rules_of(make_contest()).closes_at


def test_what_is_saved_is_handed_in_at_closing_and_once() -> None:
    closes_at = closing()
    draft = saved().draft
    before = submit_waiting_drafts(now=closes_at - dt.timedelta(minutes=1))
    found = [submit_waiting_drafts(now=closes_at + dt.timedelta(hours=5)) for _ in range(2)]
    entry = Entry.objects.get()

    assert (draft.hand_in_at, before, found) == (closes_at, HandedIn(), [HandedIn(sent=1), HandedIn()])
    assert (entry.submission.submission_key, entry.is_late) == (draft.submission_key, False)
    assert (entry.counted_at, entry.head.text if entry.head else "") == (draft.saved_at, VALUES["text"])


def test_only_who_asked_is_handed_in() -> None:
    closes_at = closing()
    saved(hand_in="")
    saved(change="A" * 32)

    assert submit_waiting_drafts(now=closes_at + dt.timedelta(minutes=1)) == HandedIn()


def test_a_draft_that_was_sent_already_makes_no_second_entry() -> None:
    closes_at = closing()
    draft = saved().draft
    form = ENTRY.form_class({**VALUES})
    assert form.is_valid()
    submit(kind=ENTRY, key=draft.submission_key, cleaned=form.cleaned_data)

    assert submit_waiting_drafts(now=closes_at + dt.timedelta(minutes=1)) == HandedIn(sent=1)
    assert (Entry.objects.count(), Draft.objects.get().hand_in_at) == (1, None)


def test_an_incomplete_draft_stays_and_its_writer_is_told() -> None:
    closes_at = closing()
    saved(title="", contact_email="author@example.cn")
    found = [submit_waiting_drafts(now=closes_at + dt.timedelta(minutes=1)) for _ in range(2)]
    mail = OutboxMail.objects.get()

    assert (found, Entry.objects.count()) == ([HandedIn(refused=1), HandedIn()], 0)
    assert ("请填写作品题目" in mail.body.reveal(), mail.recipient.reveal()) == (True, "author@example.cn")


def test_a_limit_reached_meanwhile_is_told_without_an_address() -> None:
    closes_at = rules_of(make_contest(per_author=1)).closes_at
    saved()
    saved(title="另一篇")

    assert submit_waiting_drafts(now=closes_at + dt.timedelta(minutes=1)) == HandedIn(sent=1, refused=1)
    assert OutboxMail.objects.count() == 0


def test_an_extended_closing_is_waited_for() -> None:
    contest = make_contest()
    closes_at = rules_of(contest).closes_at
    saved()
    later = closes_at + dt.timedelta(days=3)
    extend_contest(contest=contest, closes_at=later, reason="应基层要求", actor=None)

    assert submit_waiting_drafts(now=closes_at + dt.timedelta(minutes=1)) == HandedIn(later=1)
    assert Draft.objects.get().hand_in_at == later


def test_the_command_says_what_it_did() -> None:
    out = StringIO()
    make_contest(opens_at=timezone.now() - dt.timedelta(days=2), closes_at=timezone.now() + dt.timedelta(days=1))
    Draft.objects.filter(pk=saved().draft.pk).update(hand_in_at=timezone.now())
    call_command("submit_waiting_drafts", stdout=out)

    assert out.getvalue() == "handed in: 0, not complete: 0, closing moved later: 1\n"
