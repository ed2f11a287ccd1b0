"""What may be uploaded, and when two pictures are alike: figures that the whole app shares."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Reason(StrEnum):
    """Why a file is refused."""

    EMPTY = "empty"
    SVG = "svg"
    EXTENSION = "extension"
    NOT_PICTURE = "not_picture"
    MISMATCH = "mismatch"
    PIXELS = "pixels"
    TINY = "tiny"
    TRUNCATED = "truncated"
    BYTES = "bytes"
    EXHAUSTED = "exhausted"


MEGABYTE = 1024 * 1024

PICTURE_LARGEST_BYTES = 40 * MEGABYTE
"""A 45-megapixel camera's JPEG is about 25 MB."""

PICTURE_MOST_PIXELS = 50_000_000
"""Pixels of all frames together. A reporter's camera has 24 to 45 million; 60 million is refused."""

PICTURE_LONGEST_SIDE = 20_000
"""Pixels. Longer strips are panoramas that no page can show."""

PICTURE_SMALLEST_SIDE = 2
"""Pixels. Less has neither a shape nor a fingerprint."""

PICTURE_FORMATS: Mapping[str, str] = MappingProxyType(
    {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "gif": "GIF", "avif": "AVIF"}
)
"""File extension to Pillow's name of the format. SVG is a program and stays out."""

DUPLICATE_DISTANCE = 6
"""Bits by which the fingerprints of one scene may differ (scaled, recompressed, slightly corrected).

Unrelated photographs differ by 32 of 64 bits on average; 6 or less by chance happens about once in 10^11 pairs.
"""

WORKSHOP_CPU_SECONDS = 90
WORKSHOP_WALL_SECONDS = 120.0
WORKSHOP_MEMORY = 2048 * MEGABYTE
"""Bytes. What one picture's work may use: 50 million pixels in RGBA are 200 MB, and there are copies."""

ATTACHMENT_LARGEST_BYTES = 20 * MEGABYTE
ATTACHMENT_BEGINNINGS: Mapping[str, tuple[bytes, ...]] = MappingProxyType(
    {
        "pdf": (b"%PDF-",),
        "docx": (b"PK\x03\x04",),
        "xlsx": (b"PK\x03\x04",),
        "pptx": (b"PK\x03\x04",),
        "ofd": (b"PK\x03\x04",),
        "zip": (b"PK\x03\x04",),
        "doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",),
        "xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",),
        "ppt": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",),
        "wps": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",),
        "rtf": (b"{\\rtf",),
        "txt": (b"",),
        "csv": (b"",),
    }
)
"""How a file of each allowed kind begins. No HTML and no script: readers open these from our address."""

ATTACHMENT_PARTS: Mapping[str, str] = MappingProxyType(
    {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml", "ofd": "OFD.xml"}
)
"""What must lie inside those that are archives."""

RECORDING_LARGEST_BYTES = 500 * MEGABYTE
RECORDING_ENDINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"video": ("mp4", "webm"), "audio": ("mp3", "m4a", "ogg", "wav")}
)
"""What today's browsers play by themselves."""
CAPTIONS_LARGEST_BYTES = MEGABYTE
