"""Finds out whether a document is what its name says."""

import zipfile
from io import BytesIO

from media.rules import ATTACHMENT_BEGINNINGS, ATTACHMENT_PARTS

TEXTS = frozenset({"txt", "csv"})
MACROS = "vbaProject.bin"


def inspect(data: bytes, extension: str) -> str:
    """Return ``sound``, ``mismatch``, ``damaged`` or ``macros``; the extension must be an allowed one."""
    if not data.startswith(ATTACHMENT_BEGINNINGS[extension]):
        return "mismatch"
    if extension in TEXTS:
        return "sound" if is_text(data) else "mismatch"
    if data.startswith(b"PK"):
        return inspect_archive(data, extension)
    return "sound"


def inspect_archive(data: bytes, extension: str) -> str:
    """Look at the list of an archive's parts; nothing is unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return "damaged"
    part = ATTACHMENT_PARTS.get(extension)
    if part is not None and part not in names:
        return "mismatch"
    return "macros" if any(name.endswith(MACROS) for name in names) else "sound"


def is_text(data: bytes) -> bool:
    """Tell whether it is text in an encoding that Chinese offices use."""
    if b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    for encoding in ("utf-8", "gb18030", "utf-16"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False
