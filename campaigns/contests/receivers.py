"""What follows when something happens in a competition; the search is told which models have documents."""

from typing import Any

from django.dispatch import receiver

from campaigns.contests.models import ContestPage, FileReading
from campaigns.contests.queries.documents import describe_contest, described_contests
from campaigns.contests.signals import reading_asked
from campaigns.contests.tasks import read_handed_in
from foundation.intake.models import IntakeFile
from search import registry

registry.register(ContestPage, describe_contest, queryset=described_contests)


@receiver(reading_asked, sender=FileReading, dispatch_uid="contests_read_handed_in")
def leave_to_the_worker(file: IntakeFile, **_kwargs: Any) -> None:
    """Have the worker read a file; the task stands in the same transaction."""
    read_handed_in.enqueue(file.pk)
