"""What files a kind takes, judged by size and by their first bytes: nothing of them is parsed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

HEAD_BYTES: Final = 16
PIECE_BYTES: Final = 1024 * 1024
"""Largest piece of a resumable upload, in bytes of plain content."""

HEIF_BRANDS: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
"""What a picture of a telephone in HEIC says of itself at its fifth byte."""

MP3_MASK: Final = 0xE6
MP3_BITS: Final = 0xE2
"""Of the second byte of MPEG layer III without a tag; the first is 0xFF."""

CONTROLS: Final = frozenset(range(0x20)) - set(b"\t\n\x0c\r")
"""Bytes that no text has, but for one in UTF-16."""

SIGNATURES: Final[dict[str, Callable[[bytes], bool]]] = {
    "image/jpeg": lambda head: head.startswith(b"\xff\xd8\xff"),
    "image/png": lambda head: head.startswith(b"\x89PNG\r\n\x1a\n"),
    "image/webp": lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP",
    "image/heic": lambda head: head[4:8] == b"ftyp" and head[8:12] in HEIF_BRANDS,
    "audio/mp4": lambda head: head[4:8] == b"ftyp" and head[8:11] == b"M4A",
    "video/mp4": lambda head: head[4:8] == b"ftyp" and head[8:12] not in {*HEIF_BRANDS, b"avif", b"avis"},
    "video/webm": lambda head: head.startswith(b"\x1a\x45\xdf\xa3"),
    "audio/mpeg": lambda head: (
        head.startswith(b"ID3") or (head[:1] == b"\xff" and len(head) > 1 and head[1] & MP3_MASK == MP3_BITS)
    ),
    "audio/ogg": lambda head: head.startswith(b"OggS"),
    "audio/wav": lambda head: head[:4] == b"RIFF" and head[8:12] == b"WAVE",
    "image/tiff": lambda head: head.startswith((b"II*\0", b"MM\0*")),
    "application/pdf": lambda head: head.startswith(b"%PDF-"),
    "application/zip": lambda head: head.startswith(b"PK\x03\x04"),
    "application/msword": lambda head: head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    "application/rtf": lambda head: head.startswith(b"{\\rtf"),
    # Last, because the types above begin with letters too.
    "text/plain": lambda head: head.startswith((b"\xff\xfe", b"\xfe\xff")) or not CONTROLS.intersection(head),
}
EXTENSIONS: Final = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "image/heic": ".heic",
    "image/tiff": ".tiff",
    "audio/mp4": ".m4a",
    "video/mp4": ".mp4",
    "video/webm": ".webm",
    "audio/mpeg": ".mp3",
    "audio/ogg": ".ogg",
    "audio/wav": ".wav",
    "application/pdf": ".pdf",
    "application/zip": ".zip",
    "application/msword": ".doc",
    "application/rtf": ".rtf",
    "text/plain": ".txt",
}


def sniff(head: bytes) -> str:
    """Return the media type that the first bytes show, or an empty string."""
    return next((name for name, fits in SIGNATURES.items() if fits(head[:HEAD_BYTES])), "")


@dataclass(frozen=True)
class FileRule:
    """How many files, of what size in bytes, of which media types."""

    max_count: int
    max_bytes: int
    types: tuple[str, ...]

    @property
    def accept(self) -> str:
        """The value of an ``accept`` attribute."""
        return ",".join(self.types)

    def check_size(self, size: int) -> None:
        """Raise ``ValidationError`` for an empty or too large file."""
        if size <= 0:
            raise ValidationError(_("This file is empty. Please choose another."), code="empty")
        if size > self.max_bytes:
            raise ValidationError(
                _("This file is larger than %(limit)s. Please make it smaller and choose it again."),
                code="too_large",
                params={"limit": filesizeformat(self.max_bytes)},
            )

    def check_head(self, head: bytes) -> str:
        """Return the media type of an allowed file; raise ``ValidationError`` for any other."""
        found = sniff(head)
        if found not in self.types:
            allowed = "、".join(sorted(EXTENSIONS[name].lstrip(".").upper() for name in self.types))
            raise ValidationError(
                _("This kind of file is not accepted here. Accepted: %(allowed)s."),
                code="wrong_type",
                params={"allowed": allowed},
            )
        return found
