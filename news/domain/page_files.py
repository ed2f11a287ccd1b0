"""The door through which the text of newspaper pages comes in: a pasted text, or a file of whatever kind."""

from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.utils.translation import gettext as _

from foundation.limited import LimitedError, LimitExceededError, RefusedError, run_limited
from news.domain.refusals import Refused
from news.reading import UnreadablePage
from news.reading.decoding import decode

FILE_LIMIT = 40 * 1024 * 1024
"""Bytes of a file: an edition's PDF with its pictures; no text is a tenth of it."""
PASTE_LIMIT = 2 * 1024 * 1024
"""Bytes of a pasted text; a page holds some 30 KB."""
MEMORY = 1024 * 1024 * 1024
SECONDS = 30


@dataclass(frozen=True)
class PageText:
    """One page's text: its number in the file, and the file or attachment it was found in."""

    number: int
    text: str
    name: str = ""

    @property
    def data(self) -> bytes:
        """The text as bytes, as `import_page` and `read` take it."""
        return self.text.encode()


def pasted_text(text: str) -> PageText:
    """Return what was pasted as the one page it is.

    Raises Refused with one sentence where it is empty, no Chinese text, or far more than a page.
    """
    if len(text) > PASTE_LIMIT or len(text.encode(errors="replace")) > PASTE_LIMIT:
        raise Refused(_("The pasted text is larger than 2 MB. Paste the text of one newspaper page."))
    return PageText(1, _checked(text))


def page_texts(*, data: bytes, filename: str = "") -> list[PageText]:
    """Return the pages of a file: .txt, .pdf with a text layer, .docx, or .eml with such an attachment.

    Each page of a PDF, and each part of a text between form feeds, is a page; pages without text are left out, the
    others keep their numbers. The file is opened in a process of its own, with bounded time and memory, and nothing is
    stored. Raises Refused with one sentence that says what to do.
    """
    if len(data) > FILE_LIMIT:
        raise Refused(_("The file is larger than 40 MB. Give the text of the page, or a PDF with smaller pictures."))
    read = _extracted(data, PurePath(filename).name)
    pages = [PageText(number, text, read["name"]) for number, text in read["pages"]]
    return [PageText(1, _checked(pages[0].text), read["name"])] if len(pages) == 1 and pages[0].number == 1 else pages


def _checked(text: str) -> str:
    """Return the text of a single page. Raises Refused where it is none."""
    try:
        return decode(text)
    except UnreadablePage as reason:
        raise Refused(str(reason)) from None


def _extracted(data: bytes, filename: str) -> dict[str, Any]:
    """Return what the limited process found in the file. Raises Refused."""
    try:
        read: dict[str, Any] = run_limited(
            "news.workshop.pages:extract",
            data,
            options={"filename": filename},
            memory=MEMORY,
            cpu_seconds=SECONDS,
            wall_seconds=2.0 * SECONDS,
        )
    except RefusedError as reason:
        raise Refused(_sentence(str(reason))) from None
    except LimitExceededError:
        raise Refused(_("Reading the document takes too much time or memory.")) from None
    except LimitedError:
        raise Refused(_("The file is damaged and cannot be read. Save it anew and try again.")) from None
    return read


def _sentence(reason: str) -> str:
    """Return the refusal's code in words."""
    code, _colon, limit = reason.partition(":")
    sentences = {
        "empty": _("The file is empty."),
        "not-text": _("The file is not text: save the page's text layer as a plain text file and try again."),
        "picture": _("This is a picture and holds no text. Give the page's text, or the PDF that was set."),
        "old-word": _("Old Word and WPS files (.doc, .wps) cannot be read. Save the document as .docx and try again."),
        "word-password": _("The document is protected by a password. Save it without one and try again."),
        "not-docx": _("This is no Word document (.docx). Save it as .docx and try again."),
        "too-large": _("The document unpacks to too much. Make its pictures smaller and try again."),
        "unsafe": _("The document holds parts that Word does not write; it was not opened."),
        "damaged": _("The document is damaged. Save it anew in Word or WPS and try again."),
        "no-text": _("The document holds no text."),
        "pdf-password": _("The PDF is protected by a password. Save it without one and try again."),
        "pdf-damaged": _("The PDF is damaged and cannot be read. Write it out anew and try again."),
        "pdf-pages": _("The PDF has more than %(limit)s pages. Give the pages of one edition.") % {"limit": limit},
        "pdf-fonts": _("The PDF does not say which characters its fonts show. Have its text recognised and try again."),
        "scan": _("The PDF holds pictures of pages but no text (a scan). Give the PDF that was set, or recognise it."),
        "mail-empty": _("The e-mail holds neither text nor an attachment that can be read (.txt, .pdf, .docx)."),
    }
    return sentences.get(code) or _("The file is damaged and cannot be read. Save it anew and try again.")
