"""A school's ZIP of manuscripts, read file by file from disk: neither the archive nor a file of it is held whole.

Nothing is ever unpacked to disk under a name that the archive gives, so names that climb out of folders climb nowhere.
"""

import struct
import zipfile
from typing import IO, Any, Final

from foundation.archives import BROKEN, SEALED_FLAG, folded_name, shown_name

MEGABYTE: Final = 1024 * 1024
END: Final = b"PK\x05\x06"
END_BYTES: Final = 22
COMMENT_BYTES: Final = 65_535
DIRECTORY_BYTES: Final = 2 * MEGABYTE
"""Bytes of the directory of some thousand files; a longer one is read by nobody here."""
MOST_FILES: Final = 3000
UNPACKED_BYTES: Final = 2048 * MEGABYTE
METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
APPLE: Final = "__MACOSX/"


class PackError(Exception):
    """The archive as a whole is not read; the text is a code: ``not_a_zip``, ``too_many``, ``encrypted``."""


class Pack:
    """An archive on disk. Looks files up by folded name, with or without their ending."""

    def __init__(self, source: IO[bytes]) -> None:
        """Read the directory, after looking at its size; raises ``PackError``."""
        _check_directory(source)
        try:
            self._archive = zipfile.ZipFile(source)
        except BROKEN:
            reason = "not_a_zip"
            raise PackError(reason) from None
        entries = [entry for entry in self._archive.infolist() if not entry.is_dir()]
        _check(entries)
        self._by_name: dict[str, list[zipfile.ZipInfo]] = {}
        for entry in entries:
            name = shown_name(entry)
            if not name.startswith(APPLE):
                for key in {folded_name(name), _stem(folded_name(name))}:
                    self._by_name.setdefault(key, []).append(entry)

    def find(self, name: str) -> list[zipfile.ZipInfo]:
        """Return the files of that name; several where folders hold the same name, which nobody can tell apart."""
        key = folded_name(name)
        return self._by_name.get(key, [])

    def open(self, entry: zipfile.ZipInfo) -> IO[bytes]:
        """Open a file for reading; reading may raise one of ``BROKEN``."""
        return self._archive.open(entry)

    def name_of(self, entry: zipfile.ZipInfo) -> str:
        """Return a file's own name, without folders."""
        return shown_name(entry).replace("\\", "/").rpartition("/")[2]


def _stem(name: str) -> str:
    return name.rpartition(".")[0] or name


def _check_directory(source: Any) -> None:
    """Look at the end of the archive before anything is parsed: a directory of a gigabyte is a trap."""
    source.seek(0, 2)
    size = source.tell()
    tail = min(size, END_BYTES + COMMENT_BYTES)
    source.seek(size - tail)
    end = source.read(tail)
    at = end.rfind(END)
    if at < 0 or len(end) - at < END_BYTES:
        reason = "not_a_zip"
        raise PackError(reason)
    count, directory = struct.unpack("<HI", end[at + 10 : at + 16])
    if count > MOST_FILES or directory > DIRECTORY_BYTES:
        reason = "too_many"
        raise PackError(reason)
    source.seek(0)


def _check(entries: list[zipfile.ZipInfo]) -> None:
    if any(entry.flag_bits & SEALED_FLAG for entry in entries):
        reason = "encrypted"
        raise PackError(reason)
    if any(entry.compress_type not in METHODS for entry in entries):
        reason = "not_a_zip"
        raise PackError(reason)
    if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > UNPACKED_BYTES:
        reason = "too_many"
        raise PackError(reason)
