"""Taking in a piece, revising it, moving its state, forgetting it."""

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.contests.domain.batch_erasing import erase_batch_of
from campaigns.contests.domain.desk_words import erase_desk_words
from campaigns.contests.domain.extending import rules_held
from campaigns.contests.domain.inbound_mails import erase_mail
from campaigns.contests.domain.people import erase_people, store_people
from campaigns.contests.domain.pieces import Piece
from campaigns.contests.domain.readings import ask_reading
from campaigns.contests.enums import DeclarationKind, EntryChannel, EntryState
from campaigns.contests.models import Declaration, Entry, EntryFile, EntryRevision, RuleSet
from campaigns.contests.models.entries import DECIDED
from campaigns.contests.queries.editing import entries_of_author
from campaigns.contests.queries.limits import erasing_day, is_late, time_that_counts
from campaigns.contests.rules.file_types import PICTURE_TYPES
from campaigns.contests.rules.states import ENTRY_STATES
from foundation.domain.audit import record
from foundation.intake.codes import shown_code
from foundation.intake.domain.submitting import Receipt, submit
from foundation.intake.domain.throttling import count
from foundation.intake.enums import Channel
from foundation.intake.kinds import get_kind
from foundation.intake.models import Draft, IntakeFile, RawPost, Submission
from foundation.intake.states import move
from foundation.mail.domain.outbox import queue_mail
from foundation.models import User
from foundation.queries.regions import region_told_by
from foundation.secrets.indexing import telephone
from foundation.text import counting

KIND_SLUG: Final = "entry"
BY_MAIL: Final = gettext_lazy(
    "A mail carries no declarations: please open the private link, tick what you declare, and send once more."
)
INTAKE_CHANNELS: Final = {
    EntryChannel.WEB: Channel.WEB,
    EntryChannel.MAIL: Channel.MAIL,
    EntryChannel.BATCH: Channel.BATCH,
    EntryChannel.POST: Channel.DESK,
    EntryChannel.HAND: Channel.DESK,
}


class FrozenEntryError(Exception):
    """The piece can no longer be changed by its author."""


class MissingFileError(ValidationError):
    """A file that belongs to the piece is not with us any more; the message is for its author."""

    def __init__(self) -> None:
        super().__init__(_("One of your files is not here any more. Please choose it again."), code="missing_file")


class TooManyEntriesError(ValidationError):
    """The rules allow no further piece of this author; the message is for the author."""

    def __init__(self, most: int) -> None:
        sentence = _(
            "The rules allow %(most)s entries of one author, and as many under this name and telephone are here. "
            "You can change or withdraw one by its private link."
        )
        super().__init__(sentence, code="per_author", params={"most": most})


class NoConsentError(Exception):
    """A minor's piece cannot qualify without a guardian's consent that still holds."""


def submit_entry(  # noqa: PLR0913 - everything a submission consists of
    *,
    piece: Piece,
    key: uuid.UUID,
    raw: RawPost | None = None,
    draft: Draft | None = None,
    files: Sequence[IntakeFile] = (),
    actor: User | None = None,
) -> Receipt:
    """Take in one piece of any channel and return its receipt, after the commit. The same key, the same receipt.

    Contact is the first author's, and where nobody names the region, their address or unit tells it. Must not be
    called inside a transaction; raises as ``submit`` does.
    """
    first = piece.people[0]
    if piece.region is None:
        piece = replace(piece, region=region_told_by(f"{first.address} {first.unit}"))
    cleaned = {
        "entry": piece,
        "contact_name": first.name,
        "contact_phone": first.phone,
        "contact_email": first.email,
    }
    return submit(
        kind=get_kind(KIND_SLUG),
        key=key,
        cleaned=cleaned,
        channel=INTAKE_CHANNELS[piece.channel],
        raw=raw,
        draft=draft,
        files=files,
        actor=actor,
    )


def store_entry(submission: Submission, cleaned: Mapping[str, Any]) -> Entry:
    """Make the entry of a submission; the intake machine calls it inside its transaction.

    ``cleaned["entry"]`` is the ``Piece``; ``cleaned["files"]`` its files, in order.
    """
    piece: Piece = cleaned["entry"]
    rules = rules_held(piece.contest)
    _refuse_excess(piece, rules)
    arrived = min(piece.arrived_at or submission.received_at, submission.received_at)
    counted = time_that_counts(rules, piece.channel, arrived=arrived, sent=piece.sent_at)
    entry = Entry.objects.create(
        submission=submission,
        contest=piece.contest,
        rule_set=rules,
        group=piece.group,
        genre=piece.genre,
        channel=piece.channel,
        region=piece.region,
        counted_at=counted,
        is_late=is_late(rules, counted),
    )
    store_people(entry, piece)
    Declaration.objects.bulk_create(
        Declaration(
            entry=entry,
            kind=kind,
            text=words,
            detail=piece.ai_detail if kind == DeclarationKind.AI_USE else "",
            made_at=arrived,
        )
        for kind, words in piece.declarations.items()
    )
    head = _append(entry, piece.title, piece.text, arrived, None, sequence=1)
    _attach(head, arranged(cleaned.get("files", ()), piece), piece.captions)
    entry.head, entry.received_at, entry.state = head, arrived, EntryState.RECEIVED
    entry.save(update_fields=["head", "received_at", "state"])
    submission.erase_on = erasing_day(rules.closes_at, rules)
    return entry


def _refuse_excess(piece: Piece, rules: RuleSet) -> None:
    """Hold the limit of one author, also where two forms are sent at once: a counter of theirs lets in one by one."""
    first = piece.people[0]
    if piece.channel != EntryChannel.WEB or rules.per_author is None:
        return
    count(scope=f"author:{piece.contest.pk}", value=telephone(first.phone), window=timedelta(minutes=1))
    if entries_of_author(piece.contest, name=first.name, phone=first.phone) >= rules.per_author:
        raise TooManyEntriesError(rules.per_author)


def _append(  # noqa: PLR0913 - everything a wording consists of
    entry: Entry, title: str, text: str, at: datetime, actor: User | None, *, sequence: int
) -> EntryRevision:
    counts = asdict(counting.count(text))
    return EntryRevision.objects.create(
        entry=entry,
        sequence=sequence,
        title=title,
        text=text,
        words=counts["words"],
        counts=counts,
        count_rule=counting.RULE,
        text_sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        received_at=at,
        actor=actor,
    )


def arranged(files: Sequence[IntakeFile], piece: Piece) -> list[IntakeFile]:
    """Return a piece's files in the order its author gave them; raises ``MissingFileError`` when one is not there."""
    if piece.file_order is None:
        return list(files)
    found = {str(file.public_id): file for file in files}
    if not found.keys() >= set(piece.file_order):
        raise MissingFileError
    return [found[name] for name in piece.file_order]


def _attach(revision: EntryRevision, files: Sequence[IntakeFile], captions: Sequence[str]) -> None:
    for file in files:
        if file.media_type in PICTURE_TYPES:
            ask_reading(file=file)
    padded = [*captions, *[""] * len(files)]
    EntryFile.objects.bulk_create(
        EntryFile(revision=revision, file=file, position=position, caption=padded[position])
        for position, file in enumerate(files)
    )


def confirm_entry(submission: Submission, cleaned: Mapping[str, Any]) -> None:
    """Write the receipt mail, where an address was left; the intake machine calls it once the number is given."""
    piece: Piece = cleaned["entry"]
    if not submission.contact_email:
        return
    link = settings.WAGTAILADMIN_BASE_URL + reverse("intake-link", args=[submission.link_token.reveal()])
    queue_mail(
        purpose="entry_receipt",
        recipient=submission.contact_email.reveal(),
        subject=_("Entry received: %(number)s") % {"number": submission.number},
        body=_(
            "We have received your entry “%(title)s” for “%(contest)s”.\n\nNumber: %(number)s\nQuery code: %(code)s\n"
            "Private link: %(link)s\n\nPlease do not pass the link on."
        )
        % {
            "title": piece.title,
            "contest": piece.contest.title,
            "number": submission.number,
            "code": shown_code(submission.query_code.reveal()),
            "link": link,
        }
        + (f"\n\n{BY_MAIL}" if piece.channel == EntryChannel.MAIL else ""),
        submission=submission,
    )


@transaction.atomic
def revise_entry(  # noqa: PLR0913 - everything a wording consists of
    *,
    entry: Entry,
    title: str,
    text: str,
    files: Sequence[IntakeFile] = (),
    captions: Sequence[str] = (),
    actor: User | None = None,
) -> EntryRevision:
    """Add a new wording before judging; one that had been sent back or found good counts as received again.

    Raises ``FrozenEntryError`` when the piece is neither received nor one of these.
    """
    row = Entry.objects.select_for_update().get(pk=entry.pk)
    if row.state in {EntryState.RETURNED, EntryState.ELIGIBLE}:
        changes: dict[str, Any] = {"reason": "", "decided_at": None, "decided_by": None}
        row = move(row=row, table=ENTRY_STATES, to=EntryState.RECEIVED, verb="send_entry_again", actor=actor, **changes)
    elif row.state != EntryState.RECEIVED:
        raise FrozenEntryError
    head = _append(row, title, text, timezone.now(), actor, sequence=row.revisions.count() + 1)
    _attach(head, files, captions)
    row.head = head
    row.save(update_fields=["head"])
    record(verb="revise_entry", subject=row, actor=actor, revision=head.sequence)
    return head


@transaction.atomic
def move_entry(*, entry: Entry, to: EntryState, actor: User | None, reason: str = "") -> Entry:
    """Move an entry's intake state by the table, with its reason where the state needs one.

    Raises ``ForbiddenMoveError``, ``NoConsentError`` for a minor without consent who would qualify, and
    ``IntegrityError`` for a decision without reason or person.
    """
    if to == EntryState.ELIGIBLE and _lacks_consent(entry):
        raise NoConsentError
    changes: dict[str, Any] = {"reason": reason if to in {*DECIDED, EntryState.RETURNED} else ""}
    if to != EntryState.WITHDRAWN:
        changes |= {"decided_at": timezone.now(), "decided_by": actor}
    return move(row=entry, table=ENTRY_STATES, to=to, verb=f"move_entry_{to}", actor=actor, **changes)


def _lacks_consent(entry: Entry) -> bool:
    minors = entry.contributors.filter(is_minor=True)
    return minors.exclude(guardian__isnull=False, guardian__withdrawn_at__isnull=True).exists()


def withdraw_entry(*, entry: Entry) -> Entry:
    """Take a piece back at its author's wish; raises ``ForbiddenMoveError`` once it is judged or out."""
    return move_entry(entry=entry, to=EntryState.WITHDRAWN, actor=None)


def erase_entry(submission: Submission) -> None:
    """Forget people and wording, and the mail or sheet it came in; number, times, state, counts and digests stay.

    A mail goes whole, also when another piece came in it: that one keeps its own text and files. The intake machine
    calls this.
    """
    entry = Entry.objects.select_for_update().get(submission=submission)
    EntryFile.objects.filter(revision__entry=entry).update(caption="")
    entry.revisions.filter(erased_at__isnull=True).update(title="", text="", erased_at=timezone.now())
    entry.declarations.exclude(detail="").update(detail="")
    erase_people(entry)
    erase_desk_words(entry)
    erase_batch_of(entry)
    for mail in entry.mails.filter(erased_at__isnull=True):
        erase_mail(mail=mail, actor=None)
    record(verb="erase_entry", subject=entry, actor=None)
