"""A file of whatever kind to the texts of newspaper pages. Runs in a limited process; refusals are codes.

``news.domain.page_files`` puts the codes into words.
"""

from typing import Any, Final

from foundation.text.encodings import decode_chinese
from news.workshop import mail, pdf, word_text
from news.workshop.docx import refuse

OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The container of .doc and .wps files, and of .docx files with a password."""
PICTURES: Final = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
BITMAP: Final = b"BM"
ARCHIVES: Final = (b"PK\x03\x04", b"PK\x05\x06")
"""How a ZIP begins, and an empty one; a text may begin with PK as well."""
PDF_HEAD: Final = 1024
NESTED: Final = 2
"""How deep an e-mail attached to an e-mail is opened."""


def extract(payload: bytes, *, filename: str = "", depth: int = 0) -> dict[str, Any]:
    """Return ``name`` (of the file or of the attachment that was read) and ``pages``: (page number, text) pairs.

    What the file is, its content tells; the name only decides between a text and an e-mail. Raises ValueError with a
    code: ``empty``, ``not-text``, ``picture``, ``old-word``, ``word-password``, ``mail-empty`` or one of ``pdf`` and
    ``docx``; after a colon a code may carry a number.
    """
    if not payload.strip():
        refuse("empty")
    if is_pdf(payload):
        return {"name": filename, "pages": pdf.page_texts(payload)}
    if payload.startswith(ARCHIVES):
        return {"name": filename, "pages": [(1, word_text.text_of(payload))]}
    _refuse_known(payload)
    if mail.is_mail(payload, filename):
        return _of_mail(payload, depth)
    text = decode_chinese(payload)
    if text is None:
        code = "not-text"
        raise ValueError(code)
    return {"name": filename, "pages": sheets(text)}


def is_pdf(payload: bytes) -> bool:
    """Tell whether the file is a PDF and no text that speaks of one; some writers put lines before its head."""
    head = payload[:PDF_HEAD]
    return payload.startswith(b"%PDF-") or (b"\n%PDF-" in head and b"endobj" in payload)


def _refuse_known(payload: bytes) -> None:
    """Refuse what is known to hold no text that can be read here."""
    if payload.startswith(OLD_OFFICE):
        refuse("word-password" if "EncryptedPackage".encode("utf-16-le") in payload else "old-word")
    is_bitmap = payload.startswith(BITMAP) and int.from_bytes(payload[2:6], "little") == len(payload)
    if is_bitmap or payload.startswith(PICTURES):
        refuse("picture")


def sheets(text: str) -> list[tuple[int, str]]:
    """Return the pages of a text: programs that write out a PDF's text part its pages by form feeds."""
    found = [
        (number, part) for number, part in enumerate(text.split("\f"), 1) if part.strip("\ufeff\u200b \t\r\n\u3000")
    ]
    if not found:
        refuse("empty")
    return found


def _of_mail(payload: bytes, depth: int) -> dict[str, Any]:
    """Return the pages of the attachments that can be read, else those of the mail's own text."""
    found: list[tuple[int, str]] = []
    names: list[str] = []
    reasons: list[str] = []
    parts = mail.opened(payload)
    for name, data in parts.attachments if depth < NESTED else []:
        try:
            read = extract(data, filename=name, depth=depth + 1)
        except ValueError as reason:
            reasons.append(str(reason))
            continue
        found += [(len(found) + place, text) for place, (_number, text) in enumerate(read["pages"], 1)]
        names.append(read["name"])
    if found:
        return {"name": "、".join(names), "pages": found}
    if parts.text.strip():
        return {"name": "", "pages": [(1, parts.text)]}
    raise ValueError(reasons[0] if reasons else "mail-empty")
