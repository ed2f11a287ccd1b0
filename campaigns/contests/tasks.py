"""Background work of the competitions."""

from django_tasks import task

from campaigns.contests.domain.batch_runs import work_through
from campaigns.contests.domain.findings import turn_findings
from campaigns.contests.domain.photo_likeness import find_alike_pictures
from campaigns.contests.domain.readings import read_handed_in_file
from campaigns.contests.domain.similarity import find_resemblances
from campaigns.contests.models import Contest
from foundation.intake.models import IntakeFile


@task(priority=30)  # its contributor waits for the text
def read_handed_in(file_id: int) -> None:
    """Read one file that was handed in."""
    file = IntakeFile.objects.filter(pk=file_id).first()
    if file is not None:
        read_handed_in_file(file=file)


@task(priority=10)  # the teacher looks again in a minute
def take_batch(key: int) -> int:
    """Work through a unit's sheet; return how many rows were taken."""
    run = work_through(key=key)
    return run.taken if run is not None else 0


@task()
def find_similar(contest_id: int) -> int:
    """Compare the new texts and the pictures of a competition; returns how many resemblances were found."""
    contest = Contest.objects.filter(pk=contest_id).first()
    if contest is None:
        return 0
    turn_findings(contest=contest)
    return find_resemblances(contest=contest).found + find_alike_pictures(contest=contest)
