"""Making entries of received mails. A person has read the mail; the verb is that of every channel."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from campaigns.contests.domain.entries import KIND_SLUG, submit_entry
from campaigns.contests.domain.inbound_mails import MEMORY
from campaigns.contests.domain.pieces import Person, Piece
from campaigns.contests.enums import EntryChannel, InboundState
from campaigns.contests.models import Contest, Entry, InboundMail
from campaigns.contests.rules.inbound import INBOUND
from foundation.domain.audit import record
from foundation.intake.domain.files import take_whole
from foundation.intake.domain.submitting import Receipt
from foundation.intake.kinds import IntakeKind, get_kind
from foundation.intake.models import IntakeFile
from foundation.intake.states import ForbiddenMoveError, move
from foundation.limited import LimitedError, run_limited
from foundation.models import User


@dataclass(frozen=True, kw_only=True)
class Work:
    """One piece found in a mail. ``files`` are the indexes of its attachments, in order."""

    contest: Contest
    title: str
    text: str
    author: Person
    files: tuple[int, ...] = ()


@dataclass(frozen=True)
class Made:
    """The receipt, and how many of the chosen files the rules of the intake refused; the mail keeps those."""

    receipt: Receipt
    refused: int


def make_entry(*, mail: InboundMail, work: Work, actor: User) -> Made:
    """Take one piece of a mail in; its author gets the receipt mail with number and private link.

    The same piece of the same mail twice gives the same receipt. A mail of several works is taken piece by piece.
    Must not be called inside a transaction. Raises ``ForbiddenMoveError`` for a mail that is put aside.
    """
    row = InboundMail.objects.get(pk=mail.pk)
    if row.state not in {InboundState.PARSED, InboundState.NEEDS_HUMAN, InboundState.CONVERTED}:
        raise ForbiddenMoveError(row.state, InboundState.CONVERTED)
    chosen = list(work.files)
    key = uuid.uuid5(row.public_id, json.dumps([work.contest.pk, work.title, work.text, chosen]))
    kind = get_kind(KIND_SLUG)
    files = _files(kind, row, chosen)
    piece = Piece(
        contest=work.contest,
        title=work.title,
        text=work.text,
        people=(work.author,),
        channel=EntryChannel.MAIL,
        sent_at=row.sent_at,
    )
    receipt = submit_entry(piece=piece, key=key, files=files, actor=actor)
    _join(row, Entry.objects.get(submission=receipt.submission), actor)
    return Made(receipt, len(chosen) - len(files))


@transaction.atomic
def _join(mail: InboundMail, entry: Entry, actor: User) -> None:
    row = InboundMail.objects.select_for_update().get(pk=mail.pk)
    if row.state != InboundState.CONVERTED:
        row = move(
            row=row,
            table=INBOUND,
            to=InboundState.CONVERTED,
            verb="convert_inbound_mail",
            actor=actor,
            decided_at=timezone.now(),
            decided_by=actor,
        )
    row.entries.add(entry)
    record(verb="make_entry_of_mail", subject=row, actor=actor, entry=entry.pk)


def _files(kind: IntakeKind, mail: InboundMail, chosen: Sequence[int]) -> list[IntakeFile]:
    names = {each["index"]: each["name"] for each in json.loads(mail.contents.reveal() or "{}").get("attachments", [])}
    taken: list[IntakeFile] = []
    for index in chosen:
        try:
            upload = ContentFile(read_attachment(mail=mail, index=index), name=names.get(index, str(index)))
            taken.append(take_whole(kind=kind, upload=upload))
        except (ValidationError, LimitedError):
            continue
    return taken


def read_attachment(*, mail: InboundMail, index: int) -> bytes:
    """Return the bytes of a file in a mail, read apart under limits; raises ``LimitedError``."""
    data: bytes = run_limited(
        "campaigns.contests.rules.messages:attachment",
        mail.raw.reveal(),
        options={"index": index},
        memory=MEMORY,
        output_limit=MEMORY // 8,
    )
    return data
