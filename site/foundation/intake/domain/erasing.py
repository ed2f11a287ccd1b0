"""Erasure: what the public handed in goes when its time is over; numbers and dates stay for the statistics."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from foundation.domain.audit import record
from foundation.intake.codes import OFFICE_ZONE
from foundation.intake.domain.files import erase_file
from foundation.intake.domain.throttling import sweep
from foundation.intake.enums import FileState, Outcome
from foundation.intake.kinds import get_kind
from foundation.intake.models import Draft, IntakeFile, RawPost, Submission
from foundation.mail.domain.outbox import erase_letters, erase_mails, loose_mails
from foundation.models import User
from foundation.secrets.domain.erasure import erase_sealed

REFUSED_DAYS: Final = 30
"""Days for which a request that made no submission is kept, and a file that was never handed in."""
LETTER_DAYS: Final = 365
"""Days for which a letter that belongs to no submission is kept."""


@dataclass(frozen=True)
class Erased:
    """How many of each were erased, or would be."""

    submissions: int
    raw_posts: int
    drafts: int
    files: int
    letters: int
    counters: int


@transaction.atomic
def erase_submission(*, submission: Submission, actor: User | None) -> Submission:
    """Overwrite everything that a submission tells of a person, with its files, drafts, requests and mails.

    The single exception to append-only. Erasing again changes nothing.
    """
    row = Submission.objects.select_for_update().get(pk=submission.pk)
    if row.erased_at is not None:
        return row
    get_kind(row.kind).erase(row)
    for file in row.files.exclude(state=FileState.ERASED):
        erase_file(file=file)
    tries = RawPost.objects.filter(Q(submission=row) | Q(submission_key=str(row.submission_key)))
    for raw in tries:
        raw.save(update_fields=[*erase_sealed(raw)])
    for draft in Draft.objects.filter(submission_key=row.submission_key):
        draft.save(update_fields=[*erase_sealed(draft)])
    erase_mails(submission=row)
    touched = erase_sealed(row)
    row.erased_at = timezone.now()
    row.save(update_fields=[*touched, "erased_at"])
    record(verb="erase_submission", subject=row, actor=actor)
    return row


def erase_due(*, now: datetime | None = None, dry_run: bool = False) -> Erased:
    """Erase what is past its day: submissions, refused requests, expired drafts, forgotten files, loose letters."""
    at = now or timezone.now()
    due = Submission.objects.filter(erased_at__isnull=True, erase_on__lte=at.astimezone(OFFICE_ZONE).date())
    old = at - timedelta(days=REFUSED_DAYS)
    raw_posts = RawPost.objects.filter(outcome__in=[Outcome.STORED, Outcome.REFUSED], received_at__lt=old)
    drafts = Draft.objects.filter(submission__isnull=True, expires_at__lt=at)
    files = IntakeFile.objects.filter(submission__isnull=True, created_at__lt=old).exclude(state=FileState.ERASED)
    files = files.filter(draft__isnull=True) | files.filter(draft__expires_at__lt=at)
    letters = loose_mails(before=at - timedelta(days=LETTER_DAYS))
    rows = (due, raw_posts, drafts, files, letters)
    counts = (*(each.count() for each in rows), sweep(now=at, dry_run=True))
    if not dry_run:
        _erase(list(due), list(files), list(drafts))
        erase_letters(mails=letters)
        raw_posts.delete()
        sweep(now=at)
    return Erased(*counts)


def _erase(submissions: list[Submission], files: list[IntakeFile], drafts: list[Draft]) -> None:
    for submission in submissions:
        erase_submission(submission=submission, actor=None)
    for file in files:
        erase_file(file=file)
    for draft in drafts:
        erase_draft(draft=draft)


@transaction.atomic
def erase_draft(*, draft: Draft) -> None:
    """Delete what was typed and not handed in, with its files."""
    row = Draft.objects.select_for_update().get(pk=draft.pk)
    for file in row.files.filter(submission__isnull=True).exclude(state=FileState.ERASED):
        erase_file(file=file)
    record(verb="erase_draft", subject=row, actor=None)
    row.files.update(draft=None)
    row.delete()
