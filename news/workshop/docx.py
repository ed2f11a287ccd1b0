"""A .docx file to HTML and pictures. Runs in a limited process; refusals are codes that the caller puts into words."""

import base64
import io
import zipfile
from typing import Any

import mammoth

ENTRIES_LIMIT = 3000
UNPACKED_LIMIT = 150 * 1024 * 1024
"""Bytes of all parts unpacked; a manuscript with thirty photographs has a third of it."""
XML_LIMIT = 40 * 1024 * 1024
PICTURES_LIMIT = 30
ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "image/webp": "webp"}
STYLES = """
p[style-name='Title'] => h2:fresh
p[style-name='Subtitle'] => h3:fresh
p[style-name='标题'] => h2:fresh
u =>
"""


def convert(payload: bytes) -> dict[str, Any]:
    """Return ``html`` (pictures as ``src="picture-N"``), ``pictures`` (name, base64) and ``lost``, the number left out.

    Raises ValueError with a code: ``not-docx``, ``too-large``, ``unsafe`` or ``damaged``.
    """
    check(payload)
    pictures: list[dict[str, str]] = []
    lost = 0

    def keep(image: Any) -> dict[str, str]:
        nonlocal lost
        ending = ENDINGS.get(image.content_type)
        if ending is None or len(pictures) >= PICTURES_LIMIT:
            lost += 1
            return {"src": ""}
        with image.open() as stream:
            data = stream.read()
        name = f"picture-{len(pictures)}.{ending}"
        pictures.append({"name": name, "data": base64.b64encode(data).decode("ascii")})
        return {"src": name}

    try:
        result = mammoth.convert_to_html(
            io.BytesIO(payload),
            convert_image=mammoth.images.img_element(keep),
            style_map=STYLES,
            external_file_access=False,
        )
    except Exception as error:
        # mammoth raises whatever its parsers meet in a damaged file.
        code = "damaged"
        raise ValueError(code) from error
    return {"html": result.value, "pictures": pictures, "lost": lost}


def check(payload: bytes) -> None:
    """Refuse what is no .docx, unpacks to too much, or declares entities. Raises ValueError with a code."""
    try:
        with zipfile.ZipFile(io.BytesIO(payload)) as archive:
            entries = archive.infolist()
            if "word/document.xml" not in archive.namelist():
                refuse("not-docx")
            if len(entries) > ENTRIES_LIMIT or sum(entry.file_size for entry in entries) > UNPACKED_LIMIT:
                refuse("too-large")
            for entry in entries:
                if entry.filename.endswith((".xml", ".rels")):
                    check_xml(archive, entry)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        code = "not-docx"
        raise ValueError(code) from error


def check_xml(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Refuse a part that is larger than it says or declares a document type: Word writes none, entity bombs do."""
    with archive.open(entry) as stream:
        text = stream.read(XML_LIMIT + 1)
    if len(text) > XML_LIMIT:
        refuse("too-large")
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text or "<!DOCTYPE".encode("utf-16-le") in text:
        refuse("unsafe")


def refuse(code: str) -> None:
    """Raise ValueError with the code."""
    raise ValueError(code)
