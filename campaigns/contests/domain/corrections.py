"""The desk puts right what stands wrongly in a piece, takes one back at its author's written wish, or excludes it."""

import json
from collections.abc import Mapping
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from campaigns.contests.domain.entries import move_entry, revise_entry
from campaigns.contests.domain.letters import take_back_letter
from campaigns.contests.domain.screening import ChangedEntryError, ReasonMissingError
from campaigns.contests.enums import ContestState, CorrectedField, CorrectionKind, EntryState
from campaigns.contests.models import Contributor, Entry, EntryCorrection, EntryFile, EntryGroup, Guardian
from foundation.domain.audit import record
from foundation.intake.models.submissions import CONTACT_COLUMNS
from foundation.models import User

F = CorrectedField
WORDING: Final = frozenset({F.TITLE, F.TEXT, F.CAPTIONS, F.GROUP, F.GENRE})
"""What judges read or sort by: a change of it is a new wording, and is screened again."""
PERSON: Final = (F.NAME, F.PHONE, F.EMAIL, F.UNIT, F.ADDRESS, F.POSTCODE)
GUARDIAN: Final = {F.GUARDIAN_NAME: "name", F.GUARDIAN_RELATION: "relation", F.GUARDIAN_PHONE: "phone"}
CONTACT: Final = {F.NAME: "contact_name", F.PHONE: "contact_phone", F.EMAIL: "contact_email"}
OVER: Final = frozenset({ContestState.JUDGING, ContestState.FINISHED})
ENDED: Final = frozenset({EntryState.WITHDRAWN, EntryState.DISQUALIFIED})


def standing_values(entry: Entry) -> dict[str, Any]:
    """Return what may be put right, as it stands. Names and telephones are among it: only through the guarded door."""
    author = Contributor.objects.get(entry=entry, position=0)
    head = entry.head
    values: dict[str, Any] = {
        F.TITLE: head.title if head is not None else "",
        F.TEXT: head.text if head is not None else "",
        F.CAPTIONS: [row.caption for row in _files(entry)],
        F.GROUP: entry.group.name if entry.group is not None else "",
        F.GENRE: entry.genre,
        **{name.value: getattr(author, name).reveal() for name in PERSON},
    }
    guardian = Guardian.objects.filter(contributor=author).first()
    if guardian is not None:
        told = {F.GUARDIAN_NAME.value: guardian.name.reveal(), F.GUARDIAN_PHONE.value: guardian.phone.reveal()}
        values |= {F.GUARDIAN_RELATION.value: guardian.relation, **told}
    return {str(name): value for name, value in values.items()}


def _files(entry: Entry) -> list[EntryFile]:
    return list(EntryFile.objects.filter(revision_id=entry.head_id).select_related("file").order_by("position"))


@transaction.atomic
def correct_entry(*, entry: Entry, values: Mapping[str, Any], reason: str, seen: int, actor: User) -> EntryCorrection:
    """Put right what ``values`` say otherwise than it stands; they are named by ``CorrectedField``, a group by name.

    Wording, group and genre make a new revision, which is screened again; they stay once judging has begun. Particulars
    of the author may be put right later too: they stand on the certificate. ``seen`` is the key of the revision that
    was read. Raises ``ReasonMissingError``, ``ChangedEntryError``, and ``ValidationError`` with what hinders it.
    """
    row = _locked(entry, reason)
    if row.head_id != seen:
        raise ChangedEntryError
    before = standing_values(row)
    changed = [name for name, value in before.items() if name in values and values[name] != value]
    _refuse(row, changed)
    after = {**before, **{name: values[name] for name in changed}}
    revision = _reword(row, after, actor) if WORDING & set(changed) else None
    _rename(row, before, {name: values[name] for name in changed})
    line = EntryCorrection.objects.create(
        entry=row,
        revision=revision,
        fields=changed,
        before=json.dumps({name: before[name] for name in changed}, ensure_ascii=False),
        after=json.dumps({name: after[name] for name in changed}, ensure_ascii=False),
        reason=reason.strip(),
        made_by=actor,
    )
    record(verb="correct_entry", subject=row, actor=actor, fields=changed, correction=line.pk)
    return line


def _locked(entry: Entry, reason: str) -> Entry:
    if not reason.strip():
        raise ReasonMissingError
    rows = Entry.objects.select_for_update(of=("self",)).select_related("head", "group", "contest", "submission")
    row = rows.get(pk=entry.pk)
    if row.submission.erased_at is not None:
        raise ValidationError(_("This entry is erased."), code="erased")
    return row


def _refuse(row: Entry, changed: list[str]) -> None:
    if not changed:
        raise ValidationError(_("Nothing differs from what stands."), code="same")
    if row.state in ENDED:
        raise ValidationError(_("This entry is out of the competition; it stays as it is."), code="ended")
    if not WORDING & set(changed):
        return
    if row.contest.state in OVER:
        raise ValidationError(
            _("Judging has begun: title, text, captions, group and genre stay as they are."), code="judging"
        )
    if row.state == EntryState.INELIGIBLE:
        raise ValidationError(_("Please undo the decision about this entry first."), code="decided")


def _reword(row: Entry, after: Mapping[str, Any], actor: User) -> Any:
    """Write group and genre, and add the wording as it is from now on, with the same files."""
    group = EntryGroup.objects.get(contest=row.contest, name=after[F.GROUP]) if after[F.GROUP] else None
    Entry.objects.filter(pk=row.pk).update(group=group, genre=after[F.GENRE])
    return revise_entry(
        entry=row,
        title=after[F.TITLE],
        text=after[F.TEXT],
        files=[each.file for each in _files(row)],
        captions=after[F.CAPTIONS],
        actor=actor,
    )


def _rename(row: Entry, before: Mapping[str, Any], changed: Mapping[str, Any]) -> None:
    """Write the particulars of author and guardian; the contact of the submission follows where it was the same."""
    author = Contributor.objects.select_for_update().get(entry=row, position=0)
    told = {name: value for name, value in changed.items() if name in PERSON}
    for name, value in told.items():
        setattr(author, name, value)
    if told:
        author.save()
    contact = {CONTACT[F(name)]: name for name in told if F(name) in CONTACT}
    same = {field: told[name] for field, name in contact.items() if _held(row, field) == before[name]}
    for field, value in same.items():
        setattr(row.submission, field, value)
    if same:
        row.submission.save(update_fields=CONTACT_COLUMNS)
    consent = {GUARDIAN[F(name)]: value for name, value in changed.items() if F(name) in GUARDIAN}
    if consent:
        guardian = Guardian.objects.select_for_update().get(contributor=author)
        for field, value in consent.items():
            setattr(guardian, field, value)
        guardian.save()


def _held(row: Entry, field: str) -> str:
    return str(getattr(row.submission, field).reveal())


@transaction.atomic
def withdraw_at_wish(*, entry: Entry, reason: str, actor: User) -> EntryCorrection:
    """Take a piece back for an author who asked in writing; ``reason`` says how and when.

    Raises ``ReasonMissingError``, ``ForbiddenMoveError``, and ``ValidationError`` once judging has begun.
    """
    row = _locked(entry, reason)
    if row.contest.state in OVER:
        raise ValidationError(_("Judging has begun: this entry can no longer be withdrawn."), code="judging")
    was_returned = row.state == EntryState.RETURNED
    move_entry(entry=row, to=EntryState.WITHDRAWN, actor=actor)
    if was_returned:
        take_back_letter(entry=row, actor=actor)
    return EntryCorrection.objects.create(
        entry=row, kind=CorrectionKind.WITHDRAWN, reason=reason.strip(), made_by=actor
    )


def disqualify_entry(*, entry: Entry, reason: str, actor: User) -> Entry:
    """Exclude a qualified piece by decision, at any time; its author reads the reason.

    Raises ``ReasonMissingError``, and ``ForbiddenMoveError`` for one that has not qualified.
    """
    if not reason.strip():
        raise ReasonMissingError
    return move_entry(entry=entry, to=EntryState.DISQUALIFIED, actor=actor, reason=reason.strip())
