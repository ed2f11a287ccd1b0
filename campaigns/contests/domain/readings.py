"""Reading files: the text of a manuscript, the small picture of a photograph. What takes seconds is a task."""

import json
import threading
from datetime import datetime, timedelta
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.contests.domain.manuscripts import read_manuscript
from campaigns.contests.enums import ReadingState
from campaigns.contests.models import FileReading
from campaigns.contests.rules.file_types import PICTURE_TYPES, SLOW_TYPES
from campaigns.contests.signals import reading_asked
from foundation.intake.domain.files import erase_file, keep_preview, read_file
from foundation.intake.enums import FileState
from foundation.intake.models import IntakeFile
from foundation.limited import LimitedError, LimitExceededError, RefusedError, run_limited
from foundation.secrets.domain.erasure import erase_sealed
from media.rules import WORKSHOP_CPU_SECONDS, WORKSHOP_MEMORY, WORKSHOP_WALL_SECONDS
from media.workshop.rendering import unpack

FAILED: Final = "damaged"
WORKER_LATE: Final = timedelta(seconds=12)
"""The worker has a file read within seconds; after this time it is down or busy, and its reader has waited enough."""

_hands = threading.BoundedSemaphore(1)
"""One file at a time is read by the threads of a server process, so that the others go on answering."""


def ask_reading(*, file: IntakeFile) -> FileReading:
    """Have a complete file read by the worker, once; returns its row, which may be done already."""
    with transaction.atomic():
        row, is_new = FileReading.objects.get_or_create(file=file)
        if is_new:
            reading_asked.send(FileReading, file=file)
    row.refresh_from_db()
    return row


def read_or_wait(*, file: IntakeFile, now: datetime | None = None) -> FileReading:
    """Return what the worker read of a file, which may be nothing yet.

    Where the worker has not come to it in time, it is read here and now, in the same limited process: nobody is kept
    from handing in because a service of ours is down.
    """
    row = ask_reading(file=file)
    is_late = abs((now or timezone.now()) - row.asked_at) > WORKER_LATE  # a clock set back is no reason to wait
    if row.state != ReadingState.WAITING or not is_late or not _hands.acquire(blocking=False):
        return row
    try:
        return read_handed_in_file(file=file)
    finally:
        _hands.release()


def file_complete(file: IntakeFile) -> None:
    """Ask for what takes seconds as soon as a file is here; the intake machine calls it."""
    if file.media_type in SLOW_TYPES:
        ask_reading(file=file)


def read_handed_in_file(*, file: IntakeFile) -> FileReading:
    """Read a file now and keep what was found; one that is read already is not read again."""
    row, _is_new = FileReading.objects.get_or_create(file=file)
    if row.state != ReadingState.WAITING:
        return row
    fresh = IntakeFile.objects.get(pk=file.pk)
    if fresh.state != FileState.COMPLETE:
        return _refuse(row, FAILED)
    data = b"".join(read_file(fresh))
    if fresh.media_type in PICTURE_TYPES:
        return _look(row, fresh, data)
    try:
        row.text = read_manuscript(data=data, convert=True)
    except ValidationError as error:
        return _refuse(row, str(error.code))
    return _done(row)


def _look(row: FileReading, file: IntakeFile, data: bytes) -> FileReading:
    try:
        frame = run_limited(
            "campaigns.contests.workshop.photographs:look",
            data,
            cpu_seconds=WORKSHOP_CPU_SECONDS,
            memory=WORKSHOP_MEMORY,
            wall_seconds=WORKSHOP_WALL_SECONDS,
        )
    except RefusedError as reason:
        return _refuse(row, str(reason))
    except LimitExceededError:
        return _refuse(row, "too-many-pixels")
    except LimitedError:
        return _refuse(row, FAILED)
    said, preview = unpack(frame)
    facts = json.loads(said)
    keep_preview(file=file, preview=preview)
    row.width, row.height, row.dhash = facts["width"], facts["height"], facts["dhash"]
    row.notes = json.dumps(facts["notes"], ensure_ascii=False)
    return _done(row)


def _done(row: FileReading) -> FileReading:
    row.state, row.done_at = ReadingState.DONE, timezone.now()
    row.save()
    return row


def _refuse(row: FileReading, reason: str) -> FileReading:
    row.state, row.reason, row.done_at = ReadingState.REFUSED, reason[:40], timezone.now()
    row.save()
    return row


def settle_manuscript(*, file: IntakeFile, state: str) -> None:
    """Let a draft hold one manuscript: the one just read takes the place of those before, a refused one goes."""
    if file.draft_id is None or file.submission_id is not None:
        return
    if state == ReadingState.REFUSED:
        erase_file(file=file)
    elif state == ReadingState.DONE:
        before = IntakeFile.objects.filter(draft=file.draft_id, submission=None, pk__lt=file.pk)
        for old in before.exclude(state=FileState.ERASED):
            erase_file(file=old)


def file_erased(file: IntakeFile) -> None:
    """Forget text and notes of a file; size and fingerprint stay. The intake machine calls it."""
    for row in FileReading.objects.select_for_update().filter(file=file):
        row.save(update_fields=erase_sealed(row))


def picture_sentence(reason: str) -> str:
    """Return what the contributor reads of a picture that could not be used."""
    sentences = {
        "not-picture": _("This file is no picture that can be opened. Please choose a JPEG, HEIC, PNG or TIFF."),
        "too-many-pixels": _("This picture is too large to be opened. Please save it with fewer pixels."),
        "tiny": _("This picture is only a few pixels wide. Please choose the original."),
    }
    return sentences.get(reason) or _("This picture is damaged or incomplete. Please choose it again.")
