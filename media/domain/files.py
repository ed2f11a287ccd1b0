"""Looking at attachments and recordings before they are taken in."""

import hashlib
import shutil
import tempfile
from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from foundation.limited import LimitedError
from media.domain import workshop
from media.domain.uploads import extension_of
from media.rules import (
    ATTACHMENT_BEGINNINGS,
    ATTACHMENT_LARGEST_BYTES,
    CAPTIONS_LARGEST_BYTES,
    RECORDING_ENDINGS,
    RECORDING_LARGEST_BYTES,
)
from media.workshop import recordings

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from media.models import Recording


class Fault(StrEnum):
    """Why an attachment or a recording is refused."""

    EMPTY = "empty"
    EXTENSION = "extension"
    BYTES = "bytes"
    MISMATCH = "mismatch"
    DAMAGED = "damaged"
    MACROS = "macros"
    CAPTIONS = "captions"


SENTENCES: Mapping[Fault, "_StrPromise"] = {
    Fault.EMPTY: _("The file is empty. Choose another one."),
    Fault.EXTENSION: _("Files ending in “.%(extension)s” are not taken here. Upload one of %(formats)s."),
    Fault.BYTES: _("The file has %(size)s; at most %(limit)s are taken. Make it smaller and upload it again."),
    Fault.MISMATCH: _("The name ends in “.%(extension)s”, but the file is something else. Check it first."),
    Fault.DAMAGED: _("The file is damaged or incomplete. Fetch it again from its source and upload that."),
    Fault.MACROS: _("The file contains macros, which are programs. Save it without macros and upload that."),
    Fault.CAPTIONS: _("The captions are not a WebVTT file in UTF-8. Save them as .vtt and upload that."),
}


def refusal(code: Fault, **params: Any) -> ValidationError:
    """Return the one sentence that tells why a file is refused and what to do."""
    return ValidationError(SENTENCES[code], code=code.value, params=params)


def check_frame(file: UploadedFile[bytes], endings: tuple[str, ...], limit: int) -> str:
    """Check name and size, and return the ending. Raises ValidationError."""
    extension = extension_of(file.name or "")
    if extension not in endings:
        raise refusal(Fault.EXTENSION, extension=extension, formats=", ".join(each.upper() for each in endings))
    size = file.size or 0
    if size > limit:
        raise refusal(Fault.BYTES, size=filesizeformat(size), limit=filesizeformat(limit))
    if not size:
        raise refusal(Fault.EMPTY)
    return extension


def inspect_attachment(file: UploadedFile[bytes]) -> str:
    """Look at an attachment and return the SHA-256 of its bytes. Raises ValidationError with one sentence."""
    extension = check_frame(file, tuple(ATTACHMENT_BEGINNINGS), ATTACHMENT_LARGEST_BYTES)
    file.seek(0)
    data = file.read()
    file.seek(0)
    try:
        verdict = workshop.ask("documents:inspect", data, extension=extension)
    except LimitedError as reason:
        raise refusal(Fault.DAMAGED) from reason
    if verdict != "sound":
        raise refusal(Fault(verdict), extension=extension)
    return hashlib.sha256(data).hexdigest()


def inspect_recording(file: UploadedFile[bytes], kind: str) -> dict[str, Any]:
    """Look at a recording and return ``duration``, ``width``, ``height`` and ``sha256``.

    An MP4's notes on position, model and owner are overwritten first, since readers get the file itself. Raises
    ValidationError with one sentence.
    """
    extension = check_frame(file, RECORDING_ENDINGS[kind], RECORDING_LARGEST_BYTES)
    file.seek(0)
    with tempfile.NamedTemporaryFile(suffix=f".{extension}") as copy:
        shutil.copyfileobj(file, copy)
        copy.flush()
        try:
            answer = workshop.ask("recordings:probe", b"", path=copy.name, extension=extension)
        except LimitedError as reason:
            raise refusal(Fault.DAMAGED) from reason
    if answer["verdict"] != "sound":
        raise refusal(Fault(answer["verdict"]), extension=extension)
    if recordings.FAMILIES[extension] == "mp4":
        recordings.silence(file.file)  # type: ignore[arg-type]  # a temporary file, or bytes in memory
    file.seek(0)
    answer["sha256"] = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return {key: answer[key] for key in ("duration", "width", "height", "sha256")}


def plays_everywhere(recording: "Recording") -> bool:
    """Tell whether nothing is known that keeps browsers and screens from playing the film; only MP4 is looked at."""
    if recordings.FAMILIES.get(recording.file_extension) != "mp4":
        return True
    try:
        with recording.file.open("rb") as file:
            return recordings.plays_everywhere(file.file)
    except (OSError, ValueError):
        return True


def check_captions(file: UploadedFile[bytes]) -> None:
    """Refuse captions that are no WebVTT. Raises ValidationError with one sentence."""
    check_frame(file, ("vtt",), CAPTIONS_LARGEST_BYTES)
    file.seek(0)
    data = file.read()
    file.seek(0)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as reason:
        raise refusal(Fault.CAPTIONS) from reason
    if not text.startswith("WEBVTT"):
        raise refusal(Fault.CAPTIONS)
