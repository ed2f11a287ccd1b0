"""Making entries of received mails, by a person who has read the mail or by the rule; the verb is every channel's."""

import json
import uuid
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from campaigns.contests.domain.entries import KIND_SLUG, submit_entry
from campaigns.contests.domain.inbound_mails import MEMORY, arrived_at
from campaigns.contests.domain.pieces import Person, Piece
from campaigns.contests.enums import EntryChannel, InboundState
from campaigns.contests.models import Contest, Entry, EntryGroup, InboundMail
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
    """One piece found in a mail. ``files`` are the indexes of its attachments, in order, ``captions`` go with them."""

    contest: Contest
    title: str
    text: str
    author: Person
    files: tuple[int, ...] = ()
    captions: tuple[str, ...] = ()
    group: EntryGroup | None = None
    genre: str = ""


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
    files, captions = _files(kind, row, work)
    receipt = submit_entry(piece=_piece(row, work, captions), key=key, files=files, actor=actor)
    _join(row, Entry.objects.get(submission=receipt.submission), actor=actor)
    return Made(receipt, len(chosen) - len(files))


def _piece(mail: InboundMail, work: Work, captions: tuple[str, ...]) -> Piece:
    return Piece(
        contest=work.contest,
        title=work.title,
        text=work.text,
        people=(work.author,),
        group=work.group,
        genre=work.genre,
        channel=EntryChannel.MAIL,
        sent_at=mail.sent_at,
        arrived_at=arrived_at(mail),
        captions=captions,
    )


class FileRefusedError(Exception):
    """A file of the mail is of a kind that entries do not take."""


def _rule_key(mail: InboundMail, rule: str) -> uuid.UUID:
    return uuid.uuid5(mail.public_id, rule)


def enter_by_rule(*, mail: InboundMail, work: Work, rule: str) -> Receipt:
    """Take in the one piece of a mail that fits the rule of that name; its author gets the receipt mail.

    The same mail twice gives the same receipt. Must not be called inside a transaction. Raises ``FileRefusedError``,
    and ``ForbiddenMoveError`` when a person has decided about the mail meanwhile.
    """
    files, captions = _files(get_kind(KIND_SLUG), mail, work)
    if len(files) < len(work.files):
        raise FileRefusedError
    state = InboundMail.objects.values_list("state", flat=True).get(pk=mail.pk)
    if state != InboundState.PARSED:
        raise ForbiddenMoveError(state, InboundState.CONVERTED)
    receipt = submit_entry(piece=_piece(mail, work, captions), key=_rule_key(mail, rule), files=files)
    _join(mail, Entry.objects.get(submission=receipt.submission), rule=rule)
    return receipt


def join_known(*, mail: InboundMail, rule: str) -> bool:
    """Finish what a run that broke off had begun; returns whether the mail has its entry by the rule already."""
    entry = Entry.objects.filter(submission__submission_key=_rule_key(mail, rule)).first()
    if entry is not None:
        _join(mail, entry, rule=rule)
    return entry is not None


@transaction.atomic
def _join(mail: InboundMail, entry: Entry, *, actor: User | None = None, rule: str = "") -> None:
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
            rule=rule,
        )
    row.entries.add(entry)
    record(verb="make_entry_of_mail", subject=row, actor=actor, entry=entry.pk)


def _files(kind: IntakeKind, mail: InboundMail, work: Work) -> tuple[list[IntakeFile], tuple[str, ...]]:
    """Return the files of a piece that the rules of the intake take, in order, each with its caption."""
    names = {each["index"]: each["name"] for each in json.loads(mail.contents.reveal() or "{}").get("attachments", [])}
    taken: list[IntakeFile] = []
    captions: list[str] = []
    rule = kind.file_rule({"contest": work.contest.slug, "work": "" if work.text else "pictures"})
    padded = [*work.captions, *[""] * len(work.files)]
    for index, caption in zip(work.files, padded, strict=False):
        try:
            data = read_attachment(mail=mail, index=index)
            upload = ContentFile(data, name=names.get(index, str(index)))
            taken.append(take_whole(kind=kind, upload=upload, rule=rule))
        except (ValidationError, LimitedError):
            continue
        captions.append(caption)
    return taken, tuple(captions)


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
