"""Forgetting what units sent: runs after their time, sheet and archive as soon as one of their authors asks."""

import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from campaigns.contests.domain.batch_answers import without_names
from campaigns.contests.enums import BatchState
from campaigns.contests.models import BatchEntry, BatchRun, Entry
from foundation.domain.audit import record
from foundation.intake.domain.files import erase_file
from foundation.intake.enums import FileState
from foundation.intake.models import IntakeFile
from foundation.secrets.domain.erasure import erase_sealed


@transaction.atomic
def erase_run(*, run: BatchRun) -> None:
    """Overwrite what a run tells of persons, with its sheet and archive. The entries have their own time."""
    row = BatchRun.objects.select_for_update().get(pk=run.pk)
    if row.erased_at is not None:
        return
    touched = erase_sealed(row)
    row.erased_at, row.declared = timezone.now(), {}
    row.save(update_fields=[*touched, "erased_at", "declared"])
    _erase_files(row)
    record(verb="erase_batch", subject=row, actor=None)


@transaction.atomic
def erase_papers(*, run: BatchRun) -> None:
    """Take away sheet and archive of a run that is answered: they name everybody in it. The answers stay, nameless."""
    row = BatchRun.objects.select_for_update().get(pk=run.pk)
    if row.state not in {BatchState.DONE, BatchState.FAILED}:
        return  # The rest of its rows is still being read; ``batch_runs`` calls again when it has finished.
    row.answers = without_names(row)
    row.save(update_fields=["answers"])
    _erase_files(row)
    record(verb="erase_batch_papers", subject=row, actor=None)


def erase_batch_of(entry: Entry) -> None:
    """Forget what stands for the author of an entry within the unit, and the papers in which the entry came."""
    joined = BatchEntry.objects.select_related("run").filter(entry=entry).first()
    if joined is None:
        return
    BatchEntry.objects.filter(pk=joined.pk).update(author=uuid.uuid4())
    erase_papers(run=joined.run)


def _erase_files(run: BatchRun) -> None:
    for file in IntakeFile.objects.filter(pk__in=[run.sheet_id, run.archive_id]).exclude(state=FileState.ERASED):
        erase_file(file=file)


def erase_runs_before(*, days: int, now: datetime | None = None, dry_run: bool = False) -> int:
    """Erase runs sent more than so many days ago; returns how many, or with ``dry_run`` how many would be."""
    due = BatchRun.objects.filter(
        erased_at__isnull=True, sent_at__lt=(now or timezone.now()) - timedelta(days=days)
    ).defer("answers")
    if dry_run:
        return due.count()
    rows = list(due)
    for row in rows:
        erase_run(run=row)
    return len(rows)
