"""The files of a work while its form is filled in."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from campaigns.contests.models import Entry
from foundation.intake.enums import FileState
from foundation.intake.models import Draft, IntakeFile


@dataclass(frozen=True)
class Picture:
    """One picture on the form: its file, caption and place in the row."""

    file: IntakeFile
    caption: str
    number: int
    is_last: bool


def files_here(draft: Draft | None, entry: Entry | None) -> dict[str, IntakeFile]:
    """Return the complete files of a draft and of a piece that is being changed, by public id: one query."""
    if draft is None and entry is None:
        return {}
    own = Q(draft=draft) if draft is not None else Q(pk__in=())
    if entry is not None:
        own |= Q(submission_id=entry.pk)
    found = IntakeFile.objects.filter(own, state=FileState.COMPLETE).select_related("reading").order_by("pk")
    return {str(file.public_id): file for file in found}


def pictures(shots: Iterable[tuple[str, str]], here: dict[str, IntakeFile]) -> list[Picture]:
    """Return the pictures of a form, given as pairs of public id and caption; those that are not here are left out."""
    kept = [(here[name], caption) for name, caption in shots if name in here]
    return [
        Picture(file, caption, number, is_last=number == len(kept))
        for number, (file, caption) in enumerate(kept, start=1)
    ]
