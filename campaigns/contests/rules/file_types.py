"""Which files a competition takes: the kinds that rules may name, as media types."""

from collections.abc import Mapping, Sequence
from typing import Final

from campaigns.contests.enums import ContestKind, FileType
from foundation.intake.file_rules import FileRule

MOST_PICTURES: Final = 10
"""Pictures of one series; more than any notice read asks for (three to eight)."""
MANUSCRIPTS: Final = (FileType.DOCX, FileType.DOC, FileType.WPS, FileType.RTF, FileType.PDF, FileType.TXT)
PHOTOGRAPHS: Final = (FileType.JPEG, FileType.HEIC, FileType.PNG, FileType.TIFF)
MEDIA_TYPES: Final[Mapping[str, str]] = {
    FileType.DOCX: "application/zip",
    FileType.DOC: "application/msword",
    # WPS Writer keeps its files in the same container as Word 97 did; genuine ones could not be had for tests.
    FileType.WPS: "application/msword",
    FileType.RTF: "application/rtf",
    FileType.PDF: "application/pdf",
    FileType.TXT: "text/plain",
    FileType.JPEG: "image/jpeg",
    FileType.HEIC: "image/heic",
    FileType.PNG: "image/png",
    FileType.TIFF: "image/tiff",
}
SUFFIXES: Final[Mapping[str, tuple[str, ...]]] = {
    FileType.JPEG: (".jpg", ".jpeg"),
    FileType.HEIC: (".heic", ".heif"),
    FileType.TIFF: (".tif", ".tiff"),
}
PICTURE_TYPES: Final = frozenset(MEDIA_TYPES[each] for each in PHOTOGRAPHS)
SLOW_TYPES: Final = frozenset({"application/msword", "application/rtf", *PICTURE_TYPES})
"""What takes seconds to read and is left to the worker; the others are read in the request, under limits."""
NAMES: Final[Mapping[str, str]] = {
    FileType.DOCX: "Word（.docx）",
    FileType.DOC: ".doc",
    FileType.WPS: ".wps",
    FileType.RTF: ".rtf",
    FileType.PDF: "PDF",
    FileType.TXT: "TXT",
    FileType.JPEG: "JPEG",
    FileType.HEIC: "HEIC",
    FileType.PNG: "PNG",
    FileType.TIFF: "TIFF",
}


def kinds_taken(named: Sequence[str], *, pictures: bool) -> tuple[str, ...]:
    """Return the kinds of file that a work may come in: those the rules name, or all that suit it."""
    suited = PHOTOGRAPHS if pictures else MANUSCRIPTS
    return tuple(kind for kind in suited if kind in named) or tuple(suited)


def file_rule(named: Sequence[str], most_bytes: int, *, pictures: bool) -> FileRule:
    """Return the rule for the files of one work; ``most_bytes`` is the largest size of each."""
    types = tuple(dict.fromkeys(MEDIA_TYPES[kind] for kind in kinds_taken(named, pictures=pictures)))
    return FileRule(max_count=MOST_PICTURES if pictures else 5, max_bytes=most_bytes, types=types)


def accepted(named: Sequence[str], *, pictures: bool) -> str:
    """Return the value of the file field's ``accept``: endings, which telephones understand best."""
    kinds = kinds_taken(named, pictures=pictures)
    return ",".join(suffix for kind in kinds for suffix in SUFFIXES.get(kind, (f".{kind}",)))


def spelled(named: Sequence[str], *, pictures: bool) -> str:
    """Return the kinds taken as contributors call them."""
    return "、".join(NAMES[kind] for kind in kinds_taken(named, pictures=pictures))


def takes_pictures(kind: str, wanted: str) -> bool:
    """Tell whether a work is made of pictures: by the competition, or by choice where it takes both."""
    return kind == ContestKind.PHOTO or (kind == ContestKind.BOTH and wanted == "pictures")
