"""Reading ZIP archives that the public sends. Nothing here touches Django: it runs in a limited process.

A refusal is a ``ValueError`` whose text is a code: ``not_a_zip``, ``too_many``, ``encrypted``.
"""

import io
import json
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

HEADER: Final = struct.Struct(">I")
UTF8_FLAG: Final = 0x800
SEALED_FLAG: Final = 0x1
MOST_ENTRIES: Final = 5000
BROKEN: Final = (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, zlib.error)


def folded_name(name: str) -> str:
    """Return a file's name as names are compared: without folders, width, case and spaces."""
    folded, before = name, ""
    while folded != before:  # what a space or a width has kept apart may compose with the next pass
        before = folded
        last = folded.replace("\\", "/").rpartition("/")[2]
        folded = unicodedata.normalize("NFKC", "".join(last.split()).casefold())
    return folded


def list_files(payload: bytes) -> list[list[object]]:
    """Return ``[folded name, size in bytes]`` of every file in the archive, in its order; raises ``ValueError``."""
    with _opened(payload) as archive:
        return [[folded_name(shown_name(entry)), entry.file_size] for entry in _files(archive)]


def read_files(payload: bytes, *, positions: list[int], most: int) -> bytes:
    """Return the contents of the files at these positions as one frame for ``unpack``.

    What is damaged or unpacks to more than ``most`` bytes comes back empty. Raises ``ValueError``.
    """
    contents = []
    with _opened(payload) as archive:
        files = list(_files(archive))
        for position in positions:
            try:
                with archive.open(files[position]) as content:
                    read = content.read(most + 1)
            except BROKEN:
                read = b""
            contents.append(read if len(read) <= most else b"")
    head = json.dumps([len(content) for content in contents]).encode()
    return b"".join((HEADER.pack(len(head)), head, *contents))


def unpack(frame: bytes) -> list[bytes]:
    """Return the contents that ``read_files`` put into one frame."""
    start = HEADER.size + HEADER.unpack(frame[: HEADER.size])[0]
    contents = []
    for size in json.loads(frame[HEADER.size : start]):
        contents.append(frame[start : start + size])
        start += size
    return contents


def shown_name(entry: zipfile.ZipInfo) -> str:
    """Return an entry's name; Windows writes Chinese names in GBK without saying so."""
    if entry.flag_bits & UTF8_FLAG:
        return entry.filename
    raw = entry.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _opened(payload: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(payload))
    except BROKEN:
        message = "not_a_zip"
        raise ValueError(message) from None


def _files(archive: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        message = "too_many"
        raise ValueError(message)
    if any(entry.flag_bits & SEALED_FLAG for entry in entries):
        message = "encrypted"
        raise ValueError(message)
    # What Apple's archiver adds for itself is nobody's evidence.
    return (entry for entry in entries if not entry.is_dir() and not entry.filename.startswith("__MACOSX/"))
