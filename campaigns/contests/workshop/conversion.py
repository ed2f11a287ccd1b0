"""Old manuscripts (.doc, .wps, .rtf) to .docx by LibreOffice, in a limited process; the walk of the .docx follows.

The route over .docx keeps the marks of deletions, so that one walk decides for all formats what is text of the work.
Genuine files of Kingsoft's own WPS format could not be had: what WPS Writer saves in Word's container is read as .doc.
"""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

WALL_SECONDS: Final = 80
RTF: Final = b"{\\rtf"
WORD_STREAM: Final = "WordDocument".encode("utf-16-le")
"""The part of the container in which Word and WPS Writer keep the text."""
PROFILE: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
</oor:items>
"""
"""LibreOffice's settings: no macro runs, nothing linked is fetched, no link is brought up to date."""


def to_docx(data: bytes) -> bytes:
    """Return the document as .docx. Raises ``ValueError``: ``no-office`` where LibreOffice is missing, ``damaged``."""
    if not data.startswith(RTF) and WORD_STREAM not in data:
        reason = "damaged"  # LibreOffice would take the bytes for plain text
        raise ValueError(reason)
    office = shutil.which("soffice")
    if office is None:
        reason = "no-office"
        raise ValueError(reason)
    with tempfile.TemporaryDirectory(prefix="wenxuan-office-") as folder:
        place = Path(folder)
        settings = place / "profile" / "user"
        settings.mkdir(parents=True)
        (settings / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
        source = place / ("in.rtf" if data.startswith(RTF) else "in.doc")
        source.write_bytes(data)
        _convert(office, place, source)
        made = place / "out" / "in.docx"
        if not made.is_file():
            reason = "damaged"
            raise ValueError(reason)
        return made.read_bytes()


def _convert(office: str, place: Path, source: Path) -> None:
    command = [
        office,
        f"-env:UserInstallation=file://{place}/profile",
        "--headless",
        "--norestore",
        "--nologo",
        "--nolockcheck",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(place / "out"),
        str(source),
    ]
    environment = {"HOME": str(place), "TMPDIR": str(place), "LANG": "C.UTF-8", "PATH": os.defpath}
    try:
        subprocess.run(  # noqa: S603 - our own words; the file's name is ours too
            command, cwd=place, env=environment, capture_output=True, timeout=WALL_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise MemoryError from None  # what the caller tells as "used more than it was given"
