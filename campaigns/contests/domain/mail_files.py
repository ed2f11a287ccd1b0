"""Mails from files: ``.eml`` and ``.mbox``."""

import mailbox
from collections.abc import Iterator
from pathlib import Path

from campaigns.contests.domain.inbound_mails import MAILBOX_OF_FILES, Arrival, keep_mail
from campaigns.contests.domain.mail_rule import take_mail
from campaigns.contests.domain.mailboxes import LARGEST
from campaigns.contests.rules.mail_heads import MOST_HEAD, head_of


def take_file(*, path: Path, label: str = "") -> tuple[int, int]:
    """Keep the mails of a file and take them apart; returns how many are new and how many were here already.

    Of a mail larger than ``LARGEST`` bytes the head is kept, for the desk.

    A file ending in ``.mbox`` holds many mails, every other file one. Raises ``OSError``.
    """
    new = known = 0
    for raw in _messages(path):
        mail, is_new = keep_mail(raw=raw, arrival=Arrival(mailbox=MAILBOX_OF_FILES))
        new += is_new
        known += not is_new
        if is_new:
            take_mail(mail=mail, label=label)
    return new, known


def _messages(path: Path) -> Iterator[bytes]:
    if path.suffix.lower() != ".mbox":
        with path.open("rb") as file:
            size = path.stat().st_size
            yield file.read() if size <= LARGEST else head_of(file.read(MOST_HEAD), size=size)
        return
    path.stat()  # the library has an error of its own for a file that is not there
    box = mailbox.mbox(str(path), create=False)
    try:
        for key in box.keys():  # noqa: SIM118 - a mailbox yields messages, which would lose raw bytes
            raw = box.get_bytes(key)
            yield raw if len(raw) <= LARGEST else head_of(raw, size=len(raw))
    finally:
        box.close()
