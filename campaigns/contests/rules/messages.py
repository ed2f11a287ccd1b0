"""Taking a mail apart. Called in a limited process: the mail is a stranger's."""

import hashlib
import re
from datetime import timedelta, timezone
from email import message_from_bytes
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from html.parser import HTMLParser
from itertools import islice
from pathlib import PurePosixPath
from typing import Any, Final, TypedDict

from campaigns.contests.rules import signs
from campaigns.contests.rules.charsets import decode, header

BEIJING: Final = timezone(timedelta(hours=8))
MOST_PARTS: Final = 300
MOST_RECIPIENTS: Final = 50
ADDRESSED: Final = frozenset({"to", "cc", "delivered-to", "x-original-to", "envelope-to"})
MOST_TEXT: Final = 200_000
NAME_CHARACTERS: Final = 120
CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
BREAKING: Final = frozenset({"p", "div", "br", "li", "tr", "table", "h1", "h2", "h3", "blockquote"})
READ: Final = frozenset({"text/plain", "text/html"})
"""What is a mail's own text; a calendar or a business card is a file."""
SIGNATURES: Final = frozenset(
    {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}
)
"""They sign the mail, and are no part of what is sent in."""
SILENT: Final = frozenset({"script", "style", "head", "title"})


class Attachment(TypedDict):
    """One part that is a file. ``index`` finds it again in the raw mail; ``size`` is in bytes.

    ``inline``: it belongs to the letter, as a logo in its text or the mail's signature does.
    """

    index: int
    name: str
    size: int
    sha256: str
    inline: bool


class Parsed(TypedDict):
    """A mail taken apart. Times are ISO 8601 or None where the mail tells none that can be read."""

    message_id: str
    subject: str
    sender_name: str
    sender: str
    recipients: list[str]
    sent_at: str | None
    relayed_at: str | None
    text: str
    attachments: list[Attachment]
    links: list[str]
    problems: list[str]
    automated: bool
    content_sha256: str


def parse(raw: bytes, *, label: str = "") -> dict[str, Any]:
    """Take a mail apart; ``label`` is what the notice asks to be written on it.

    Raises ``ValueError`` when it has more parts than any honest mail.
    """
    message = message_from_bytes(raw)
    text, attachments, links = _contents(message)
    name, sender = _sender(message)
    subject = header(_raw(message, "Subject"))[:300]
    seen = signs.Seen(
        subject=subject,
        sender=sender,
        text=text,
        names=tuple(each["name"] for each in attachments if not each["inline"]),
        links=tuple(links),
        headers={key.lower(): value for key, value in message.raw_items()},
        content_type=message.get_content_type(),
        holds_a_mail=any(part.get_content_type() == "message/rfc822" for part in message.walk()),
    )
    content = "\n".join([text, *sorted(each["sha256"] for each in attachments)])
    parsed: Parsed = {
        "message_id": header(_raw(message, "Message-ID"))[:998],
        "subject": subject,
        "sender_name": name[:NAME_CHARACTERS],
        "sender": sender,
        "recipients": _recipients(message),
        "sent_at": _time(header(_raw(message, "Date"))),
        "relayed_at": _time(header(_raw(message, "Received")).rpartition(";")[2]),
        "text": text,
        "attachments": attachments,
        "links": links,
        "problems": signs.problems(seen, label=label),
        "automated": signs.is_automated(seen),
        "content_sha256": hashlib.sha256(content.encode()).hexdigest(),
    }
    return dict(parsed)


def attachment(raw: bytes, *, index: int) -> bytes:
    """Return the bytes of one attachment; raises ``ValueError`` when there is no such part."""
    parts = list(message_from_bytes(raw).walk())
    if not 0 <= index < len(parts) or parts[index].is_multipart():
        message = "there is no such file in the mail"
        raise ValueError(message)
    return _bytes(parts[index])


def _contents(message: "Message[str, str]") -> tuple[str, list[Attachment], list[str]]:
    plain: list[str] = []
    rich: list[str] = []
    links: list[str] = []
    files: list[Attachment] = []
    shown: list[str] = []
    parts = _parts(message)
    twice = _said_in_plain(message)
    for index, part in enumerate(parts):
        if part.is_multipart():
            continue
        name = _file_name(part)
        if name or part.get_content_type() not in READ or _disposition(part) == "attachment":
            files.append(_file(index, part, name))
        elif part.get_content_subtype() == "html":
            reader = _Reader()
            reader.feed(decode(_bytes(part), _charset(part))[: 5 * MOST_TEXT])
            reader.close()
            rich.append(reader.text())
            links += reader.links
            shown += [] if id(part) in twice else [rich[-1]]
        else:
            plain.append(decode(_bytes(part), _charset(part)).strip())
            shown.append(plain[-1])
    text = "\n".join(piece for piece in shown if piece)
    links += signs.links_in("\n".join([*plain, *rich]))
    return text.replace("\r\n", "\n").strip()[:MOST_TEXT], files, list(dict.fromkeys(links))[:50]


def _parts(message: "Message[str, str]") -> list["Message[str, str]"]:
    """Return the parts in their order; raises ``ValueError`` when there are too many."""
    parts = list(islice(message.walk(), MOST_PARTS + 1))
    if len(parts) > MOST_PARTS:
        reason = "the mail has more parts than can be read"
        raise ValueError(reason)
    return parts


def _said_in_plain(message: "Message[str, str]") -> set[int]:
    """Return which HTML parts say once more what a plain part beside them says."""
    found = set()
    for part in message.walk():
        if part.get_content_type() == "multipart/alternative":
            within = [each for each in part.walk() if not each.is_multipart()]
            if any(each.get_content_type() == "text/plain" and _bytes(each).strip() for each in within):
                found |= {id(each) for each in within if each.get_content_type() == "text/html"}
    return found


def _file(index: int, part: "Message[str, str]", name: str) -> Attachment:
    data = _bytes(part)
    return {
        "index": index,
        "name": name or f"{index}.{part.get_content_subtype()[:10]}",
        "size": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "inline": part.get_content_type() in SIGNATURES
        or (_disposition(part) == "inline" and part.get_content_maintype() == "image"),
    }


def _bytes(part: "Message[str, str]") -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _charset(part: "Message[str, str]") -> str:
    return header(_parameter(part, "Content-Type", "charset"))[:40]


def _disposition(part: "Message[str, str]") -> str:
    return header(_raw(part, "Content-Disposition")).partition(";")[0].strip().lower()


def _file_name(part: "Message[str, str]") -> str:
    """Return the name without folder and without signs that could mislead."""
    name = _parameter(part, "Content-Disposition", "filename") or _parameter(part, "Content-Type", "name")
    base = PurePosixPath(header(name).replace("\\", "/")).name
    return CONTROLS.sub("", base)[-NAME_CHARACTERS:].strip()


def _parameter(part: "Message[str, str]", name: str, parameter: str) -> str:
    """Read a parameter from the raw header: the library's own reading destroys raw 8-bit names."""
    copy: Message[str, str] = Message()
    value = re.sub(r"\r?\n[ \t]*", " ", _raw(part, name))
    copy[name] = value if value.isascii() else decode(value.encode("utf-8", "surrogateescape"))
    found = copy.get_param(parameter, header=name)
    if isinstance(found, tuple):
        return decode(bytes(found[2], "raw-unicode-escape"), found[0] or "")
    return found or ""


def _raw(message: "Message[str, str]", name: str) -> str:
    wanted = name.lower()
    return next((str(value) for key, value in message.raw_items() if key.lower() == wanted), "")


def _sender(message: "Message[str, str]") -> tuple[str, str]:
    """Return name and address. The address is read before names are decoded: a name may hold another one."""
    raw = _raw(message, "From")
    value = raw if raw.isascii() else decode(raw.encode("utf-8", "surrogateescape"))
    name, address = (getaddresses([value]) or [("", "")])[0]
    return header(name), header(address)[:254] if "@" in address else ""


def _recipients(message: "Message[str, str]") -> list[str]:
    """Return the addresses it was sent to, in lower case."""
    values = [str(value) for key, value in message.raw_items() if key.lower() in ADDRESSED]
    found = [header(address)[:254].lower() for _name, address in getaddresses(values) if "@" in address]
    return list(dict.fromkeys(found))[:MOST_RECIPIENTS]


def _time(value: str) -> str | None:
    """Return the time; one without zone was written in China."""
    try:
        time = parsedate_to_datetime(value.strip())
        return (time if time.tzinfo else time.replace(tzinfo=BEIJING)).astimezone(BEIJING).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


class _Reader(HTMLParser):
    """Gathers visible text and addresses."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self._pieces: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Break lines at blocks, keep addresses of links."""
        if tag in SILENT:
            self._silent += 1
        if tag in BREAKING:
            self._pieces.append("\n")
        if tag == "a":
            self.links += signs.links_in(dict(attrs).get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        """Speak again after a silent part."""
        if tag in SILENT and self._silent:
            self._silent -= 1

    def handle_data(self, data: str) -> None:
        """Keep what a reader would see."""
        if not self._silent:
            self._pieces.append(data)

    def text(self) -> str:
        """Return the lines that hold something."""
        lines = (" ".join(line.split()) for line in "".join(self._pieces).splitlines())
        return "\n".join(line for line in lines if line)
