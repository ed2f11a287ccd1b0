"""Which files come with an offered ad of each kind, and what is made of them for the library."""

from collections.abc import Mapping
from typing import Final

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.utils.translation import gettext_lazy as _

from campaigns.enums import PsaKind
from foundation.domain import audit
from foundation.intake.domain.files import erase_file, keep_preview, read_file, read_preview
from foundation.intake.file_rules import EXTENSIONS, FileRule
from foundation.intake.models import IntakeFile
from foundation.limited import LimitedError, run_limited
from foundation.models import User
from media.domain.files import inspect_recording
from media.models import Recording
from media.rules import WORKSHOP_CPU_SECONDS, WORKSHOP_MEMORY, WORKSHOP_WALL_SECONDS

MEGABYTE: Final = 1024 * 1024
MOST_FILES: Final = 4
PICTURES: Final = ("image/jpeg", "image/png", "image/webp")
FILMS: Final = ("video/mp4", "video/webm")
SOUNDS: Final = ("audio/mpeg", "audio/mp4", "audio/ogg", "audio/wav")
MOST_BYTES: Final[Mapping[str, int]] = {
    PsaKind.FLAT: 30 * MEGABYTE,
    PsaKind.VIDEO: 300 * MEGABYTE,
    PsaKind.AUDIO: 60 * MEGABYTE,
    PsaKind.ANIMATION: 300 * MEGABYTE,
    PsaKind.COPY: 30 * MEGABYTE,
}
TYPES: Final[Mapping[str, tuple[str, ...]]] = {
    PsaKind.FLAT: PICTURES,
    PsaKind.VIDEO: (*FILMS, *PICTURES),
    PsaKind.AUDIO: (*SOUNDS, *PICTURES),
    PsaKind.ANIMATION: (*FILMS, *PICTURES),
    PsaKind.COPY: PICTURES,
}
NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    PsaKind.FLAT: PICTURES,
    PsaKind.VIDEO: FILMS,
    PsaKind.AUDIO: SOUNDS,
    PsaKind.ANIMATION: (*FILMS, *PICTURES),
    PsaKind.COPY: (),
}
"""Of each kind of ad, the types of which one file is the work itself; words alone need none."""
WIDEST: Final = FileRule(max_count=MOST_FILES, max_bytes=max(MOST_BYTES.values()), types=(*PICTURES, *FILMS, *SOUNDS))
MISSING: Final = {
    PsaKind.FLAT: _("Please add the work as a picture (JPG, PNG or WEBP)."),
    PsaKind.VIDEO: _("Please add the film (MP4 or WEBM)."),
    PsaKind.AUDIO: _("Please add the sound (MP3, M4A, OGG or WAV)."),
    PsaKind.ANIMATION: _("Please add the animation as a film (MP4 or WEBM) or as pictures."),
}


def files_for(values: Mapping[str, str]) -> FileRule:
    """Return which files are taken with an ad of the kind that a form says."""
    kind = values.get("psa_kind", "")
    if kind not in TYPES:
        return WIDEST
    return FileRule(max_count=MOST_FILES, max_bytes=MOST_BYTES[kind], types=TYPES[kind])


def check_complete(*, kind: str, types: list[str]) -> None:
    """Raise ``ValidationError`` when none of the files, by their media types, is the work itself."""
    if NEEDED[kind] and not set(types) & set(NEEDED[kind]):
        raise ValidationError(MISSING[PsaKind(kind)], code="no_work")


def is_recording(file: IntakeFile) -> bool:
    """Tell whether a file is a film or a sound."""
    return file.media_type in {*FILMS, *SOUNDS}


def look_at(file: IntakeFile) -> None:
    """Probe a film or a sound that has come whole; one that cannot be played is erased and refused in one sentence.

    Pictures are judged when the library takes them in.
    """
    if not is_recording(file):
        return
    try:
        with _copy(file) as copy:
            inspect_recording(copy, _type_of(file))
    except ValidationError:
        erase_file(file=file)
        raise


def _type_of(file: IntakeFile) -> str:
    return "video" if file.media_type in FILMS else "audio"


def _copy(file: IntakeFile) -> TemporaryUploadedFile:
    """Return a plain copy on the disk, written piece by piece, under a name that says its type."""
    name = f"work{EXTENSIONS[file.media_type]}"
    copy = TemporaryUploadedFile(name, file.media_type, file.size, None)
    for piece in read_file(file):
        copy.write(piece)
    copy.flush()
    copy.seek(0)
    return copy


def add_recording(*, file: IntakeFile, title: str, rights_holder: str, actor: User) -> Recording:
    """Take a film or a sound into the library, probed and cleaned as at the desk; raises ``ValidationError``."""
    kind = _type_of(file)
    with _copy(file) as copy:
        facts = inspect_recording(copy, kind)
        there = Recording.objects.filter(sha256=facts["sha256"]).order_by("pk").first()
        if there is not None:
            return there
        recording = Recording(
            title=title[:255],
            type=kind,
            duration=facts["duration"],
            width=facts["width"] or None,
            height=facts["height"] or None,
            sha256=facts["sha256"],
            rights_holder=rights_holder,
            uploaded_by_user=actor,
        )
        recording.file.save(f"recording{EXTENSIONS[file.media_type]}", File(copy), save=False)
        recording.save()
    audit.record(verb="add_recording", subject=recording, actor=actor)
    return recording


def preview_of(file: IntakeFile) -> bytes | None:
    """Return a small JPEG drawn anew from a received picture, or None where it is none or cannot be drawn.

    It is made at the first look, in a limited process, and kept sealed beside the file: it goes when the file goes.
    """
    if file.media_type not in PICTURES:
        return None
    if (kept := read_preview(file)) is not None:
        return kept
    try:
        drawn: bytes = run_limited(
            "campaigns.workshop.sizing:preview",
            b"".join(read_file(file)),
            options={},
            cpu_seconds=WORKSHOP_CPU_SECONDS,
            memory=WORKSHOP_MEMORY,
            wall_seconds=WORKSHOP_WALL_SECONDS,
        )
    except LimitedError:
        return None
    keep_preview(file=file, preview=drawn)
    return drawn
