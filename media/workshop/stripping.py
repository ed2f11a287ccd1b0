"""Takes metadata out of a finished picture file without touching its pixels.

Wagtail makes the desk's previews itself and lets a JPEG keep its EXIF, position included.
"""

import struct

JPEG_START = b"\xff\xd8"
JPEG_SCAN = 0xDA
JPEG_UNWANTED = frozenset({0xE1, 0xED, 0xFE})
"""APP1 (EXIF, XMP), APP13 (IPTC), comment. APP2 (colour profile) stays, and APP14, without which colours turn."""
WEBP_UNWANTED = frozenset({b"EXIF", b"XMP "})
WEBP_FLAGS = ~0b0000_1100
PNG_START = b"\x89PNG\r\n\x1a\n"
PNG_UNWANTED = frozenset({b"eXIf", b"tEXt", b"iTXt", b"zTXt", b"tIME"})


def without_metadata(data: bytes) -> bytes:
    """Return a JPEG, WebP or PNG file without EXIF, XMP, IPTC and comments, other files as they are.

    Raises ValueError when a JPEG, WebP or PNG does not have the structure of one.
    """
    try:
        if data.startswith(JPEG_START):
            return plain_jpeg(data)
        if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
            return plain_webp(data)
        if data.startswith(PNG_START):
            return plain_png(data)
    except struct.error as reason:
        message = "The file ends within its structure"
        raise ValueError(message) from reason
    return data


def plain_jpeg(data: bytes) -> bytes:
    """Walk the segments up to the first scan and drop the unwanted ones."""
    kept = [JPEG_START]
    place = 2
    while True:
        mark, kind, length = struct.unpack_from(">BBH", data, place)
        if mark != 0xFF or length < 2:  # noqa: PLR2004 -- the format's marker and shortest segment
            message = "Not the structure of a JPEG"
            raise ValueError(message)
        if kind == JPEG_SCAN:
            return b"".join([*kept, data[place:]])
        if kind not in JPEG_UNWANTED:
            kept.append(data[place : place + 2 + length])
        place += 2 + length


def plain_webp(data: bytes) -> bytes:
    """Drop the unwanted chunks and the flags that announce them."""
    kept = []
    place = 12
    while place < len(data):
        kind, length = struct.unpack_from("<4sI", data, place)
        end = place + 8 + length + length % 2
        chunk = data[place:end]
        if kind == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & WEBP_FLAGS]) + chunk[9:]
        if kind not in WEBP_UNWANTED:
            kept.append(chunk)
        place = end
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def plain_png(data: bytes) -> bytes:
    """Drop the unwanted chunks."""
    kept = [PNG_START]
    place = len(PNG_START)
    while place < len(data):
        length, kind = struct.unpack_from(">I4s", data, place)
        if kind not in PNG_UNWANTED:
            kept.append(data[place : place + 12 + length])
        place += 12 + length
    return b"".join(kept)
