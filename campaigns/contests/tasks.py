"""Background work of the competitions."""

from django_tasks import task

from campaigns.contests.domain.readings import read_handed_in_file
from foundation.intake.models import IntakeFile


@task()
def read_handed_in(file_id: int) -> None:
    """Read one file that was handed in."""
    file = IntakeFile.objects.filter(pk=file_id).first()
    if file is not None:
        read_handed_in_file(file=file)
