"""An e-mail's text and attachments, with the names and encodings that Chinese mail programs write."""

import re
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import Message
from html.parser import HTMLParser
from typing import Final

from foundation.text.encodings import decode_chinese

PARTS_LIMIT: Final = 200
_HEADER: Final = re.compile(rb"[A-Za-z][A-Za-z0-9-]{1,40}:[ \t\r\n]")
_KNOWN: Final = re.compile(rb"(?im)^(?:received|return-path|message-id|mime-version|from|date|subject|delivered-to):")
_NAME: Final = re.compile(r"(?:file)?name\s*=\s*(?:\"(?P<quoted>[^\"]*)\"|(?P<bare>[^;\r\n]+))", re.IGNORECASE)
HEAD: Final = 4096
HEADERS: Final = 2
"""Well-known headers from which on bytes without the name of a mail are one."""


@dataclass
class Opened:
    """What a mail holds: its own text, and the attachments as (name, bytes)."""

    text: str = ""
    attachments: list[tuple[str, bytes]] = field(default_factory=list)


def is_mail(payload: bytes, filename: str) -> bool:
    """Tell whether the bytes are an e-mail: headers at the start, two of them well-known ones (or the name says so)."""
    if not _HEADER.match(payload):
        return False
    return filename.lower().endswith(".eml") or len(_KNOWN.findall(payload[:HEAD])) >= HEADERS


def opened(payload: bytes) -> Opened:
    """Return text and attachments of an e-mail."""
    message = message_from_bytes(payload, policy=policy.compat32)
    result = Opened()
    html = ""
    for number, part in enumerate(message.walk()):
        if number >= PARTS_LIMIT:
            break
        name = attachment_name(part)
        if part.get_content_type() == "message/rfc822":
            result.attachments += [(name or "mail.eml", inner.as_bytes()) for inner in _inner(part)]
            continue
        if part.is_multipart():
            continue
        data = _bytes_of(part)
        if name or part.get_content_disposition() == "attachment":
            result.attachments.append((name, data))
        elif part.get_content_type() == "text/plain":
            result.text += (decode_chinese(data) or "") + "\n"
        elif part.get_content_type() == "text/html":
            html += decode_chinese(data) or ""
    result.text = result.text if result.text.strip() else plain_text(html)
    return result


def _inner(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [each for each in payload if isinstance(each, Message)] if isinstance(payload, list) else []


def _bytes_of(part: Message) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def attachment_name(part: Message) -> str:
    """Return a part's file name, however it was written; empty where it has none.

    Old programs write raw GBK bytes into the header. These are repaired from the header as it came, since the standard
    library's reading of it destroys them (reference: contests, section 4).
    """
    for key, value in part.raw_items():
        raw = str(value)
        if key.lower() in {"content-disposition", "content-type"} and not raw.isascii():
            match = _NAME.search(raw)
            if match:
                written = (match["quoted"] or match["bare"] or "").strip()
                return _repaired(written)
    return str(message_from_bytes(_head(part), policy=policy.default).get_filename(""))


def _repaired(written: str) -> str:
    return decode_chinese(written.encode("utf-8", "surrogateescape")) or ""


def _head(part: Message) -> bytes:
    """Return the two headers that name a part, as bytes that can be parsed anew."""
    lines = [f"{key}: {value}" for key, value in part.raw_items() if key.lower().startswith("content-")]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("ascii", "replace")


class _Text(HTMLParser):
    """Gathers the text of an HTML mail, a line for each block."""

    BLOCKS: Final = frozenset({"p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "table"})
    SILENT: Final = frozenset({"style", "script", "title"})

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser's form
        if tag in self.SILENT:
            self._silent += 1
        elif tag in self.BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.SILENT:
            self._silent = max(0, self._silent - 1)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append(data.replace("\n", " "))


def plain_text(html: str) -> str:
    """Return the text of an HTML mail, one line for each block."""
    reader = _Text()
    reader.feed(html)
    reader.close()
    return "".join(reader.pieces)
