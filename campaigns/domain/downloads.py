"""Handing out the files of an ad, and the register of it."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import Final

from django.db import transaction
from django.utils import timezone

from campaigns.models import PsaDownload, PsaFile, PsaPage
from foundation.intake.forms import clean_text
from foundation.text.normalising import fold

CHUNK: Final = 256 * 1024
"""Bytes read at once: an archive of any size needs no more memory than a few of these."""
PURPOSE_LENGTH: Final = 120
NOT_IN_NAMES: Final = re.compile(r'[\s\\/:*?"<>|\x00-\x1f\x7f]+')


class _Sink:
    """Where the archive writer writes: what it wrote is fetched between the chunks; it can never seek back."""

    def __init__(self) -> None:
        self.waiting = bytearray()

    def write(self, data: bytes, /) -> int:
        """Take bytes."""
        self.waiting += data
        return len(data)

    def flush(self) -> None:
        """Do nothing: nothing lies between writer and sink."""

    def close(self) -> None:
        """Do nothing: what was written is still to be taken."""

    def taken(self) -> bytes:
        """Return what was written since the last time."""
        data = bytes(self.waiting)
        self.waiting.clear()
        return data


@transaction.atomic
def register_download(*, psa: PsaPage, size: str, purpose: str = "") -> PsaDownload:
    """Enter a download in the register; ``size`` is that of the file, or empty for the archive of all.

    ``purpose`` is what the person chose to write, cut to 120 characters; who it was is not kept.
    """
    line = clean_text(fold(purpose))[:PURPOSE_LENGTH]
    return PsaDownload.objects.create(psa=psa, size=size, purpose=line)


def file_name(psa: PsaPage, file: PsaFile) -> str:
    """Return the name under which a file is saved: title, which of a series, size, format."""
    ending = "jpg" if file.file_format == "jpeg" else file.file_format
    return f"{_stem(psa)}-{file.label.replace(':', '比').replace(' ', '')}.{ending}"


def archive_name(psa: PsaPage) -> str:
    """Return the name under which the archive is saved."""
    return f"{_stem(psa)}.zip"


def _stem(psa: PsaPage) -> str:
    """Return the title without what file systems refuse; the number where nothing is left."""
    return NOT_IN_NAMES.sub(" ", psa.title).strip(" .")[:60] or str(psa.number_id)


def archive(psa: PsaPage, files: Sequence[PsaFile]) -> Iterator[bytes]:
    """Yield a ZIP archive of the files, chunk by chunk, uncompressed: pictures and films hold no air.

    Nothing but the chunk at hand is in memory, whatever the size.
    """
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as writer:
        for file in files:
            entry = zipfile.ZipInfo(file_name(psa, file), date_time=timezone.localtime(file.made_at).timetuple()[:6])
            with file.file.open("rb") as source, writer.open(entry, "w", force_zip64=True) as target:
                while chunk := source.read(CHUNK):
                    target.write(chunk)
                    yield sink.taken()
            yield sink.taken()
    yield sink.taken()
