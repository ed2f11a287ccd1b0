"""Reading bytes of Chinese mails, whatever they call themselves.

Old clients write file names as raw 8-bit GBK, label GBK text as gb2312, or name no charset at all. A label that can be
right is believed; otherwise UTF-8 is tried first because other encodings almost never look like it.
"""

import base64
import binascii
import quopri
import re
from typing import Final

UNLABELLED: Final = ("utf-8", "gb18030", "big5")
CHINESE: Final = frozenset({"gb2312", "gb_2312", "gb_2312-80", "gbk", "gb18030", "x-gbk", "cp936", "euc-cn"})
SAYS_NOTHING: Final = frozenset({"", "us-ascii", "ascii", "iso-8859-1", "latin1", "unknown-8bit", "8bit", "default"})
ENCODED_WORDS: Final = re.compile(r"=\?[^?\s]+\?[bBqQ]\?[^?]*\?=(?:\s*=\?[^?\s]+\?[bBqQ]\?[^?]*\?=)*")
ENCODED_WORD: Final = re.compile(r"=\?([^?*\s]+)(?:\*[^?\s]*)?\?([bBqQ])\?([^?]*)\?=")


def decode(data: bytes, charset: str = "") -> str:
    """Return the text of the bytes; never raises, and NUL is taken out."""
    label = charset.strip().strip("\"'").lower()
    tries: tuple[str, ...] = UNLABELLED
    if label in CHINESE:
        tries = ("gb18030", *UNLABELLED)
    elif label not in SAYS_NOTHING:
        tries = (label, *UNLABELLED)
    for name in tries:
        try:
            return data.decode(name).replace("\0", "")
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("gb18030", "replace").replace("\0", "")


def header(value: str) -> str:
    """Return a header in one line. ``value`` is as the standard library's parser left it, raw bytes as surrogates."""
    if not value.isascii():
        value = decode(value.encode("utf-8", "surrogateescape"))
    line = re.sub(r"\r?\n[ \t]*", " ", value)
    return " ".join(ENCODED_WORDS.sub(_words, line).replace("\0", "").split())


def _words(match: "re.Match[str]") -> str:
    """Join neighbours of one charset before decoding: old clients cut characters in two."""
    text, pending, label = "", b"", ""
    for word in ENCODED_WORD.finditer(match.group()):
        charset = word[1].lower()
        if pending and charset != label:
            text, pending = text + decode(pending, label), b""
        label = charset
        pending += _payload(word[2], word[3])
    return text + decode(pending, label)


def _payload(kind: str, content: str) -> bytes:
    if kind in "qQ":
        return quopri.decodestring(content.replace("_", " ").encode("ascii", "replace"))
    try:
        return base64.b64decode(content + "=" * (-len(content) % 4))
    except (binascii.Error, ValueError):
        return content.encode("ascii", "replace")
