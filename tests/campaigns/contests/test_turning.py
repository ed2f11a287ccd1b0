"""Resemblances stored under an earlier rule of who was first are put right by the next run."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.utils import timezone

from campaigns.contests.domain.entries import revise_entry
from campaigns.contests.domain.findings import judge_finding, turn_findings
from campaigns.contests.domain.similarity import find_resemblances
from campaigns.contests.enums import FindingState
from campaigns.contests.models import Entry, Finding
from tests.campaigns.contests.test_likeness import essay
from tests.factories.contests import make_contest, make_entry
from tests.factories.foundation import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def copied() -> tuple[Entry, Entry]:
    """Return the first and the copyist, found the wrong way round: the first had changed its title later."""
    contest, now = make_contest(), timezone.now()
    first = make_entry(contest, text=essay(1), arrived_at=now - dt.timedelta(days=2))
    copy = make_entry(contest, text=essay(1), arrived_at=now - dt.timedelta(days=1))
    head = revise_entry(entry=first, title="改了题目", text=essay(1))
    find_resemblances(contest=contest)
    Finding.objects.update(entry=first, revision=head, other=copy.head)
    return first, copy


def test_the_next_run_turns_it_and_a_further_one_leaves_it(copied: tuple[Entry, Entry]) -> None:
    first, copy = copied
    call_command("find_similar")
    row = Finding.objects.select_related("other").get()

    assert (row.entry_id, row.revision_id, row.other.entry_id if row.other else 0) == (copy.pk, copy.head_id, first.pk)
    assert turn_findings(contest=first.contest) == 0


def test_what_a_person_judged_stays(copied: tuple[Entry, Entry]) -> None:
    judge_finding(finding=Finding.objects.get(), to=FindingState.DISMISSED, actor=UserFactory.create(), reason="同题")

    assert (turn_findings(contest=copied[0].contest), Finding.objects.get().entry_id) == (0, copied[0].pk)


def test_one_that_is_found_both_ways_stays(copied: tuple[Entry, Entry]) -> None:
    first, copy = copied
    row, head = Finding.objects.get(), copy.head
    assert head is not None
    Finding.objects.create(entry=copy, revision=head, other=row.revision, kind=row.kind, share=row.share)

    assert turn_findings(contest=first.contest) == 0
