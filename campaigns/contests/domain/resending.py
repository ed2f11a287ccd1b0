"""An author changes a piece by its private link: the same screen, a new wording."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.contests.domain.entries import FrozenEntryError, arranged, revise_entry
from campaigns.contests.domain.people import renew_author
from campaigns.contests.domain.pieces import Piece
from campaigns.contests.enums import DeclarationKind, EntryState
from campaigns.contests.models import Declaration, Entry, EntryRevision
from campaigns.contests.queries.editing import may_change
from foundation.domain.audit import record
from foundation.intake.domain.raw_posts import judge_raw
from foundation.intake.enums import FileState, Outcome
from foundation.intake.models import Draft, IntakeFile, RawPost, Submission
from foundation.intake.models.submissions import CONTACT_COLUMNS


def resend_entry(  # noqa: PLR0913 - everything a change consists of
    *,
    entry: Entry,
    piece: Piece,
    draft: Draft | None = None,
    raw: RawPost | None = None,
    files: Sequence[IntakeFile] = (),
    keeps_files: bool = True,
) -> Entry:
    """Take in what the author changed: wording, files, particulars; sent back or not, it is received again.

    The same once more changes nothing. Without ``keeps_files`` a manuscript's old file is left out. ``draft`` is the
    one in which the change was typed; it is used up. Raises ``FrozenEntryError`` after closing or once it is judged,
    and ``MissingFileError``.
    """
    with transaction.atomic():
        row = (
            Entry.objects.select_for_update(of=("self",))
            .select_related("head", "contest", "submission")
            .get(pk=entry.pk)
        )
        if not may_change(row, timezone.now()):
            raise FrozenEntryError
        kept = arranged(_files_at_hand(row, piece, draft, files, keeps_files=keeps_files), piece)
        if row.state == EntryState.RETURNED or not _is_same(row.head, piece, kept) or _is_judged_otherwise(row, piece):
            revise_entry(entry=row, title=piece.title, text=piece.text, files=kept, captions=piece.captions)
        row = _renew(row, piece)
        IntakeFile.objects.filter(pk__in=[file.pk for file in kept], submission__isnull=True).update(
            submission=row.submission
        )
        if draft is not None:
            Draft.objects.filter(pk=draft.pk).update(expires_at=timezone.now(), hand_in_at=None)
        if raw is not None:
            judge_raw(raw=raw, outcome=Outcome.ACCEPTED, submission=row.submission)
        record(verb="resend_entry", subject=row, actor=None)
    return row


def _files_at_hand(
    entry: Entry, piece: Piece, draft: Draft | None, files: Sequence[IntakeFile], *, keeps_files: bool
) -> list[IntakeFile]:
    """Return what the piece may be made of: its files so far and those that the change brought.

    A new manuscript takes the place of the old one; pictures are chosen from all.
    """
    brought = [*(draft.files.filter(state=FileState.COMPLETE) if draft is not None else ()), *files]
    standing = IntakeFile.objects.filter(submission=entry.submission, state=FileState.COMPLETE)
    if piece.file_order is not None:
        return [*standing, *brought]
    if brought or not keeps_files:
        return brought
    return list(standing.filter(entry_files__revision=entry.head).order_by("entry_files__position"))


def _is_same(head: EntryRevision | None, piece: Piece, files: Sequence[IntakeFile]) -> bool:
    if head is None or (head.title, head.text) != (piece.title, piece.text):
        return False
    stored = [(row.file_id, row.caption) for row in head.files.order_by("position")]
    captions = [*piece.captions, *[""] * len(files)]
    return stored == [(file.pk, captions[position]) for position, file in enumerate(files)]


def _is_judged_otherwise(entry: Entry, piece: Piece) -> bool:
    """Tell whether a piece found good would have been looked at otherwise: in another group, or as a minor's."""
    if entry.state != EntryState.ELIGIBLE:
        return False
    was_minor = entry.contributors.filter(position=0, is_minor=True).exists()
    is_group_same = entry.group_id == (piece.group.pk if piece.group is not None else None)
    return not is_group_same or entry.genre != piece.genre or was_minor != piece.people[0].is_minor


def _renew(entry: Entry, piece: Piece) -> Entry:
    """Write what else was changed: group, genre, the author's particulars, the words accepted."""
    row = Entry.objects.select_related("submission").get(pk=entry.pk)
    row.group, row.genre = piece.group, piece.genre
    row.save(update_fields=["group", "genre"])
    author, submission = piece.people[0], row.submission
    submission.contact_name, submission.contact_phone = author.name, author.phone
    submission.contact_email = author.email
    submission.save(update_fields=CONTACT_COLUMNS)
    renew_author(row, author)
    _declare(row, piece)
    return row


def _declare(entry: Entry, piece: Piece) -> None:
    """Write down what is declared otherwise than before; what was declared first stays beside it."""
    standing = {row.kind: (row.text, row.detail) for row in entry.declarations.order_by("pk")}
    for kind, words in piece.declarations.items():
        detail = piece.ai_detail if kind == DeclarationKind.AI_USE else ""
        if standing.get(kind) != (words, detail):
            Declaration.objects.create(entry=entry, kind=kind, text=words, detail=detail)


def is_same_piece(submission: Submission, cleaned: Mapping[str, Any]) -> bool:
    """Tell whether a form's piece is one of the wordings that an entry has had; the intake machine asks it."""
    piece: Piece = cleaned["entry"]
    entry = Entry.objects.get(submission=submission)
    author, sender = entry.contributors.get(position=0), piece.people[0]
    if (author.name.reveal(), author.phone.reveal()) != (sender.name, sender.phone):
        return False
    for wording in entry.revisions.filter(erased_at__isnull=True).order_by("sequence"):
        names = [str(row.file.public_id) for row in wording.files.select_related("file").order_by("position")]
        is_same_work = piece.file_order is None or list(piece.file_order) == names
        if is_same_work and (wording.title, wording.text) == (piece.title, piece.text):
            return True
    return False


def frozen_sentence() -> ValidationError:
    """Return what an author reads who comes too late with a change."""
    return ValidationError(
        _("This entry can no longer be changed: the competition has closed or the entry is being judged."),
        code="frozen",
    )
