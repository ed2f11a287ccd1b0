"""Reading mailboxes by IMAP. Nothing there is changed: mails are neither deleted nor marked as read."""

import imaplib
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import parse_qs, unquote, urlsplit

from campaigns.contests.domain.inbound_mails import Arrival, keep_mail
from campaigns.contests.domain.mail_rule import enter_mail, take_mail
from campaigns.contests.models import InboundMail
from campaigns.contests.queries.inbound_mails import complete_mails, fetched_uids, unread_mails
from campaigns.contests.rules.mail_heads import head_of

MEGABYTE: Final = 1024 * 1024
LARGEST: Final = 100 * MEGABYTE
"""Bytes of the largest mail that is taken whole."""
TIMEOUT: Final = 60.0
IDENTITY: Final = '("name" "Wenxuan" "version" "1.0" "vendor" "Wenxuan")'
LOCAL: Final = frozenset({"localhost", "127.0.0.1", "::1"})


class MailboxError(Exception):
    """The mailbox cannot be read; the message says why and holds no password."""


@dataclass(frozen=True, kw_only=True)
class Account:
    """One mailbox, and the label that its competition's notice asks for."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    folder: str
    label: str
    is_plain: bool

    @property
    def name(self) -> str:
        """Return the name under which its mails are listed."""
        return f"{self.user}/{self.folder}"[:120]


@dataclass
class Fetching:
    """What one run did: mails kept anew, mails here already, and of the new ones those too large to take whole."""

    new: int = 0
    known: int = 0
    too_large: int = 0


def account_of(url: str) -> Account:
    """Read ``imaps://user:password@host/folder?label=…``.

    Raises ``MailboxError`` for other addresses; ``imap://`` (no encryption) is for a server on this machine only.
    """
    parts = urlsplit(url)
    is_plain = parts.scheme == "imap"
    try:
        host, port = parts.hostname or "", parts.port or (143 if is_plain else 993)
    except ValueError:
        host, port = "", 0
    if parts.scheme not in {"imap", "imaps"} or not host or not parts.username:
        message = "a mailbox is written imaps://user:password@host/folder?label=…"
        raise MailboxError(message)
    if is_plain and host not in LOCAL:
        message = f"{host}: without encryption only a server on this machine is read"
        raise MailboxError(message)
    return Account(
        host=host,
        port=port,
        user=unquote(parts.username),
        password=unquote(parts.password or ""),
        folder=unquote(parts.path.strip("/")) or "INBOX",
        label=parse_qs(parts.query).get("label", [""])[0],
        is_plain=is_plain,
    )


def fetch_account(account: Account) -> Fetching:
    """Keep every mail that is not here yet, each committed before the next is asked for; raises ``MailboxError``.

    Of one larger than ``LARGEST`` bytes the head is kept, for the desk; the mail itself stays in its mailbox.

    May be run as often as one likes, also after a run that broke off.
    """
    fetching = Fetching()
    try:
        for message in _messages(account, fetching):
            mail, is_new = keep_mail(raw=message.raw, arrival=message.arrival)
            fetching.new += is_new
            fetching.known += not is_new
            if is_new:
                take_mail(mail=mail, label=account.label)
    except (OSError, UnicodeError, imaplib.IMAP4.error) as error:
        message_text = f"{account.name}: {type(error).__name__}"
        raise MailboxError(message_text) from error
    return fetching


def read_left_over(*, labels: Mapping[str, str]) -> int:
    """Take apart what an earlier run kept and could not read any more; returns how many.

    What it had read and could not enter any more is entered, too.

    ``labels`` names the label asked for by mailbox.
    """
    rows = list(unread_mails().values_list("pk", "mailbox"))
    for key, name in rows:
        take_mail(mail=InboundMail.objects.get(pk=key), label=labels.get(name, ""))
    for mail in complete_mails():
        enter_mail(mail=mail)
    return len(rows)


@dataclass(frozen=True)
class _Message:
    raw: bytes
    arrival: Arrival


def _messages(account: Account, fetching: Fetching) -> Iterator[_Message]:
    client = _connect(account)
    try:
        client.login(account.user, account.password)
        # 163 and 126 refuse SELECT ("Unsafe Login") to clients that do not say who they are (RFC 2971).
        client.xatom("ID", IDENTITY)
        _checked(client.select(_quoted(account.folder), readonly=True))
        validity = int((client.response("UIDVALIDITY")[1] or [b"0"])[0] or 0)
        known = fetched_uids(mailbox=account.name, uid_validity=validity)
        found = _checked(client.uid("SEARCH", "ALL"))
        for uid in (int(number) for number in (found[0] or b"").split()):
            if uid in known:
                fetching.known += 1
                continue
            size, at = _size_and_time(client, uid)
            fetching.too_large += size > LARGEST
            raw = head_of(_fetched(client, uid, "HEADER"), size=size) if size > LARGEST else _fetched(client, uid)
            yield _Message(raw, Arrival(mailbox=account.name, at=at, uid_validity=validity, uid=uid))
    finally:
        _leave(client)


def _connect(account: Account) -> imaplib.IMAP4:
    if account.is_plain:
        return imaplib.IMAP4(account.host, account.port, timeout=TIMEOUT)
    context = ssl.create_default_context()
    return imaplib.IMAP4_SSL(account.host, account.port, ssl_context=context, timeout=TIMEOUT)


def _leave(client: imaplib.IMAP4) -> None:
    try:
        client.logout()
    except (OSError, imaplib.IMAP4.error):
        client.shutdown()


def _checked(answer: tuple[str, list[Any]]) -> list[Any]:
    status, data = answer
    if status != "OK":
        message = "the server refuses"
        raise imaplib.IMAP4.error(message)
    return data


def _size_and_time(client: imaplib.IMAP4, uid: int) -> tuple[int, datetime | None]:
    line = b" ".join(
        part
        for part in _checked(client.uid("FETCH", str(uid), "(RFC822.SIZE INTERNALDATE)"))
        if isinstance(part, bytes)
    )
    size = line.partition(b"RFC822.SIZE ")[2].split()
    time = imaplib.Internaldate2tuple(line)
    at = datetime(*time[:6]).astimezone(UTC) if time else None
    return (int(size[0].strip(b")")) if size else 0), at


def _fetched(client: imaplib.IMAP4, uid: int, section: str = "") -> bytes:
    """Return a mail, or that section of it, without marking it as read."""
    for part in _checked(client.uid("FETCH", str(uid), f"(BODY.PEEK[{section}])")):
        if isinstance(part, tuple):
            return bytes(part[1])
    message = "the server sent no mail"
    raise imaplib.IMAP4.error(message)


def _quoted(folder: str) -> str:
    escaped = folder.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
