"""Bytes to text: the encodings that Chinese page text comes in, and refusal of what is no newspaper page."""

import re
import unicodedata

from django.utils.translation import gettext_lazy as _

from foundation.text.encodings import decode_chinese
from news.reading.signs import HAN

MAX_BYTES = 20 * 1024 * 1024
MAX_CHARACTERS = 400_000
"""A broadsheet page holds some 8,000 characters; fifty pages' worth in one file is no page."""
MIN_HAN = 20
MIN_HAN_SHARE = 0.25
MAX_CONTROL_SHARE = 0.01
_HAN = re.compile(f"[{HAN}]")
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x0b\x85]")


class UnreadablePage(ValueError):  # noqa: N818  (the public name says what happened; "Error" would say less)
    """The data is no page that can be read; its text is one sentence for the user."""


def _text_of(data: bytes) -> str:
    text = decode_chinese(data)
    if text is None:
        raise UnreadablePage(_("The file is not text: save the page's text layer as a plain text file and try again."))
    return text


def _is_control(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cs"} and char not in "\n\t\f"


def _check(text: str) -> None:
    """Refuse text that cannot be a newspaper page."""
    if not text.strip("\ufeff\u200b \t\r\n\f\u3000"):
        raise UnreadablePage(_("The file is empty."))
    if len(text) > MAX_CHARACTERS:
        raise UnreadablePage(
            _("The text is far too long for one newspaper page (at most %(limit)d characters).")
            % {"limit": MAX_CHARACTERS}
        )
    if sum(map(_is_control, text)) > MAX_CONTROL_SHARE * len(text):
        raise UnreadablePage(_("The file is not text: save the page's text layer as a plain text file and try again."))
    solid = "".join(text.split())
    han = len(_HAN.findall(solid))
    if han < MIN_HAN or han < MIN_HAN_SHARE * len(solid):
        raise UnreadablePage(_("The file holds no Chinese newspaper page: hardly any Chinese text was found in it."))


def decode(data: bytes | str) -> str:
    """Return the page's text with plain line ends.

    UTF-8, UTF-16 (with or without byte order mark), GB18030 and Big5 are read. Raises `UnreadablePage` for data that is
    empty, binary, over 20 MB, too long for a page, or not Chinese text.
    """
    if len(data) > MAX_BYTES:
        raise UnreadablePage(_("The file is larger than 20 MB: no text of one newspaper page is."))
    text = _LINE_ENDS.sub("\n", data if isinstance(data, str) else _text_of(data))
    _check(text)
    return "".join(char for char in text if not _is_control(char) and char not in "\ufeff\u200b\u200c\u200d\u2060\xad")
