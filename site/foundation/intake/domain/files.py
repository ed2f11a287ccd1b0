"""Receiving files: whole or piece by piece, sealed as they arrive, checked at the end."""

import hashlib
import uuid
from collections.abc import Iterator
from typing import Final

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import storages
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.domain.audit import record
from foundation.intake.domain.drafts import draft_values
from foundation.intake.enums import FileState
from foundation.intake.file_rules import HEAD_BYTES, PIECE_BYTES, FileRule
from foundation.intake.kinds import IntakeKind, all_kinds
from foundation.intake.models import Draft, IntakeFile
from foundation.secrets.sealing import Binding, seal_bytes, unseal_bytes

TABLE: Final = "foundation_intakefile"
NAME_CHARACTERS: Final = 200


class WrongOffsetError(Exception):
    """The piece does not begin where the file ends so far; ``offset`` says where that is."""

    def __init__(self, offset: int) -> None:
        super().__init__(str(offset))
        self.offset = offset


def _rule(kind: IntakeKind, draft: Draft | None, given: FileRule | None = None) -> FileRule:
    if given is not None:
        return given
    rule = kind.file_rule(draft_values(draft)) if draft is not None else kind.files
    if rule is None:
        raise ValidationError(_("No files are taken here."), code="no_files")
    return rule


def begin_file(
    *, kind: IntakeKind, name: str, size: int, draft: Draft | None = None, rule: FileRule | None = None
) -> IntakeFile:
    """Make the row of a file about to arrive; raises ``ValidationError`` for too many, too large or empty.

    It is judged by ``rule``, or else by the rule that holds for the draft's values, or by the kind's widest.
    """
    rule = _rule(kind, draft, rule)
    rule.check_size(size)
    with transaction.atomic():
        if draft is not None:
            locked = Draft.objects.select_for_update().get(pk=draft.pk)
            kept = locked.files.exclude(state__in=[FileState.REFUSED, FileState.ERASED]).count()
            _check_count(rule, kept + 1)
        file = IntakeFile.objects.create(kind=kind.slug, name=name[-NAME_CHARACTERS:], size=size, draft=draft)
        record(verb="begin_file", subject=file, actor=None)
    return file


def check_count(*, kind: IntakeKind, count: int) -> None:
    """Raise ``ValidationError`` when that many files are more than the kind takes."""
    _check_count(_rule(kind, None), count)


def _check_count(rule: FileRule, count: int) -> None:
    if count > rule.max_count:
        raise ValidationError(
            _("At most %(count)s files can be attached. Please take some away."),
            code="too_many",
            params={"count": rule.max_count},
        )


def take_piece(
    *, kind: IntakeKind, file: IntakeFile, offset: int, piece: bytes, rule: FileRule | None = None
) -> IntakeFile:
    """Add the next piece (at most ``PIECE_BYTES``) and return the row as it now is.

    The last piece completes the file and writes its digest. Raises ``WrongOffsetError`` when pieces were lost or
    repeated, and ``ValidationError`` when the content is not of an allowed type or longer than announced.
    """
    rule = _rule(kind, file.draft, rule)
    with transaction.atomic():
        row = IntakeFile.objects.select_for_update().get(pk=file.pk)
        if row.state != FileState.UPLOADING or offset != row.received:
            raise WrongOffsetError(row.received)
        if not piece or len(piece) > PIECE_BYTES or row.received + len(piece) > row.size:
            raise ValidationError(_("The file changed while it was sent. Please choose it again."), code="size")
        if offset == 0:
            if len(piece) < min(HEAD_BYTES, row.size):
                raise WrongOffsetError(0)
            row.media_type = rule.check_head(piece)
        row.pieces = [*row.pieces, [_store(row, len(row.pieces), piece), len(piece)]]
        row.received += len(piece)
        if row.received == row.size:
            row.sha256 = _digest(row)
            row.state = FileState.COMPLETE
            record(verb="complete_file", subject=row, actor=None)
        row.save(update_fields=["media_type", "pieces", "received", "sha256", "state"])
    if row.state == FileState.COMPLETE and kind.file_complete is not None:
        kind.file_complete(row)
    return row


def take_whole(
    *,
    kind: IntakeKind,
    upload: File,  # type: ignore[type-arg]
    draft: Draft | None = None,
    rule: FileRule | None = None,
) -> IntakeFile:
    """Receive a file that came whole, judged as ``begin_file`` does; raises ``ValidationError``."""
    file = begin_file(kind=kind, name=upload.name or "", size=upload.size, draft=draft, rule=rule)
    offset = 0
    try:
        upload.seek(0)
        while piece := upload.read(PIECE_BYTES):  # chunks() of a file held in memory gives it whole, however large
            file = take_piece(kind=kind, file=file, offset=offset, piece=piece, rule=rule)
            offset += len(piece)
    except ValidationError:
        erase_file(file=file)  # it counts no more among the files of its draft
        raise
    return file


def _binding(row: IntakeFile, position: int) -> Binding:
    return Binding(TABLE, str(row.public_id), f"piece{position}")


def folder(row: IntakeFile) -> str:
    """Return the file's folder in the private storage: random, so that it says nothing."""
    return f"intake/{row.public_id.hex[:2]}/{row.public_id.hex}"


def _store(row: IntakeFile, position: int, piece: bytes) -> str:
    sealed = seal_bytes(piece, _binding(row, position))
    name = f"{folder(row)}/{position:05d}-{uuid.uuid4().hex[:8]}"
    return storages["private"].save(name, ContentFile(sealed))


def read_file(row: IntakeFile) -> Iterator[bytes]:
    """Yield the plain content piece by piece; raises ``SealError`` when a piece was changed or exchanged."""
    for position, (name, _size) in enumerate(row.pieces):
        with storages["private"].open(name) as stored:
            yield unseal_bytes(stored.read(), _binding(row, position))


@transaction.atomic
def keep_preview(*, file: IntakeFile, preview: bytes) -> IntakeFile:
    """Keep a small picture of a file beside it, sealed; a file that was erased meanwhile keeps none."""
    row = IntakeFile.objects.select_for_update().get(pk=file.pk)
    if row.state == FileState.ERASED:
        return row
    old = [row.preview] if row.preview else []
    row.preview = _store_preview(row, preview)
    row.save(update_fields=["preview"])
    transaction.on_commit(lambda: _delete(old))
    return row


def _store_preview(row: IntakeFile, preview: bytes) -> str:
    sealed = seal_bytes(preview, Binding(TABLE, str(row.public_id), "preview"))
    return storages["private"].save(f"{folder(row)}/preview-{uuid.uuid4().hex[:8]}", ContentFile(sealed))


def read_preview(row: IntakeFile) -> bytes | None:
    """Return the small picture of a file, or None where there is none."""
    if not row.preview:
        return None
    with storages["private"].open(row.preview) as stored:
        return unseal_bytes(stored.read(), Binding(TABLE, str(row.public_id), "preview"))


def _digest(row: IntakeFile) -> str:
    digest = hashlib.sha256()
    for piece in read_file(row):
        digest.update(piece)
    return digest.hexdigest()


@transaction.atomic
def reseal_file(*, file: IntakeFile) -> bool:
    """Seal all pieces of a file under the current key; returns whether the file still was there to do it."""
    row = IntakeFile.objects.select_for_update().filter(pk=file.pk).first()
    if row is None or row.state == FileState.ERASED:
        return False
    old = [*(name for name, _size in row.pieces), *([row.preview] if row.preview else [])]
    preview = read_preview(row)
    row.pieces = [[_store(row, position, piece), len(piece)] for position, piece in enumerate(read_file(row))]
    row.preview = _store_preview(row, preview) if preview is not None else ""
    row.save(update_fields=["pieces", "preview"])
    transaction.on_commit(lambda: _delete(old))
    return True


@transaction.atomic
def erase_file(*, file: IntakeFile) -> None:
    """Take away content, preview and name of a file; the row stays with its digest and size."""
    row = IntakeFile.objects.select_for_update().get(pk=file.pk)
    names = [*(name for name, _size in row.pieces), *([row.preview] if row.preview else [])]
    row.name, row.pieces, row.preview, row.state = None, [], "", FileState.ERASED
    row.save(update_fields=["name", "pieces", "preview", "state"])
    forget = next((kind.file_erased for kind in all_kinds() if kind.slug == row.kind), None)
    if forget is not None:
        forget(row)
    transaction.on_commit(lambda: _delete(names))


def _delete(names: list[str]) -> None:
    for name in names:
        storages["private"].delete(name)
