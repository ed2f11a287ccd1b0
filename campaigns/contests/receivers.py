"""What follows when something happens in a competition; the search is told which models have documents."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

from campaigns.contests.enums import BatchState
from campaigns.contests.models import BatchRun, Contest, ContestPage, FileReading
from campaigns.contests.queries.documents import describe_contest, described_contests
from campaigns.contests.signals import comparing_asked, reading_asked
from campaigns.contests.tasks import find_similar, read_handed_in, take_batch
from foundation.intake.models import IntakeFile
from search import registry

registry.register(ContestPage, describe_contest, queryset=described_contests)


@receiver(reading_asked, sender=FileReading, dispatch_uid="contests_read_handed_in")
def leave_to_the_worker(file: IntakeFile, **_kwargs: Any) -> None:
    """Have the worker read a file; the task stands in the same transaction."""
    read_handed_in.enqueue(file.pk)


@receiver(post_save, sender=BatchRun, dispatch_uid="contests_take_batch")
def take_waiting(instance: BatchRun, **_kwargs: Any) -> None:
    """Have a run that waits worked through, once it is committed."""
    if instance.state == BatchState.WAITING:
        transaction.on_commit(partial(take_batch.enqueue, instance.pk), robust=True)


@receiver(comparing_asked, sender=Contest, dispatch_uid="contests_find_similar")
def compare_later(contest: Contest, **_kwargs: Any) -> None:
    """After the commit, have the new texts of a competition compared."""
    transaction.on_commit(partial(find_similar.enqueue, contest.pk))
