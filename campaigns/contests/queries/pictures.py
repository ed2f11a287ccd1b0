"""The pictures of a piece, in their order."""

from django.db.models import QuerySet

from campaigns.contests.enums import WorkForm
from campaigns.contests.models import Entry, EntryFile
from campaigns.contests.rules.file_types import PICTURE_TYPES


def picture_files(entry: Entry) -> QuerySet[EntryFile]:
    """Return the pictures of a piece as it stands, in order, each with its file and what was read of it."""
    rows = EntryFile.objects.filter(revision_id=entry.head_id, file__media_type__in=PICTURE_TYPES)
    return rows.select_related("file", "file__reading").order_by("position")


def work_form(pictures: int) -> WorkForm:
    """Return the form of a work with so many pictures: one is a single picture, more are a series."""
    if not pictures:
        return WorkForm.ESSAY
    return WorkForm.SINGLE if pictures == 1 else WorkForm.SERIES
