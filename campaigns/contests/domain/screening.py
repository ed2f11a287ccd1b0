"""Screening: deciding about a piece, undoing it with a reason, and who gets which piece next."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from campaigns.contests.domain.entries import move_entry
from campaigns.contests.domain.letters import send_back_letter, take_back_letter
from campaigns.contests.enums import ContestState, EntryState, ScreeningResult
from campaigns.contests.models import Contest, Entry, Screening, ScreeningSeat
from campaigns.contests.rules.screening import lacks_reason, reason_text
from campaigns.contests.rules.states import ENTRY_STATES
from foundation.domain.audit import record
from foundation.intake.states import ForbiddenMoveError, move
from foundation.models import User

SEAT: Final = timedelta(minutes=10)
"""How long a piece stays with the screener who opened it last."""

UNDOABLE: Final = frozenset({EntryState.ELIGIBLE, EntryState.INELIGIBLE, EntryState.RETURNED})


class ReasonMissingError(Exception):
    """The decision needs a reason: a ground other than “another”, or a note."""


class ChangedEntryError(Exception):
    """The author has sent a new wording since the screener began to read."""


class JudgedError(Exception):
    """The competition is over; what was decided stands."""


@transaction.atomic
def screen_entry(  # noqa: PLR0913 - a decision, its ground and what it was made on
    *, entry: Entry, result: ScreeningResult, actor: User, seen: int, code: str = "", note: str = ""
) -> Screening:
    """Decide about a received piece; one sent back gets a letter with its private link where there is an address.

    ``seen`` is the key of the revision that was read. Raises ``ReasonMissingError``, ``ChangedEntryError`` when the
    piece has another wording by now, ``ForbiddenMoveError`` when somebody else has decided, and ``NoConsentError``.
    """
    if result == ScreeningResult.UNDONE or lacks_reason(result, code, note):
        raise ReasonMissingError
    row = Entry.objects.select_for_update().get(pk=entry.pk)
    if row.state != EntryState.RECEIVED:
        raise ForbiddenMoveError(row.state, result)
    if row.head_id != seen:
        raise ChangedEntryError
    reason = "" if result == ScreeningResult.ELIGIBLE else reason_text(code, note)
    row = move_entry(entry=row, to=EntryState(result), actor=actor, reason=reason)
    letter = send_back_letter(entry=row, reason=reason) if result == ScreeningResult.RETURNED else None
    ScreeningSeat.objects.filter(entry=row).delete()
    return _write(row, seen, result, actor, code=code, note=note.strip(), letter=letter)


def _write(entry: Entry, revision: int, result: ScreeningResult, actor: User, **words: object) -> Screening:
    line = Screening.objects.create(entry=entry, revision_id=revision, result=result, made_by=actor, **words)
    record(verb="screen_entry", subject=entry, actor=actor, result=str(result), screening=line.pk)
    return line


@transaction.atomic
def undo_screening(*, entry: Entry, reason: str, actor: User) -> Screening:
    """Put a decided piece back among the received ones; a letter that has not gone out yet does not go.

    Raises ``ReasonMissingError``, ``ForbiddenMoveError`` where nothing is decided, and ``JudgedError`` when the
    competition is over.
    """
    if not reason.strip():
        raise ReasonMissingError
    row = Entry.objects.select_for_update().select_related("contest").get(pk=entry.pk)
    if row.state not in UNDOABLE:
        raise ForbiddenMoveError(row.state, EntryState.RECEIVED)
    if row.contest.state == ContestState.FINISHED:
        raise JudgedError
    was_returned = row.state == EntryState.RETURNED
    row = move(
        row=row,
        table=ENTRY_STATES,
        to=EntryState.RECEIVED,
        verb="undo_screening",
        actor=actor,
        reason="",
        decided_at=None,
        decided_by=None,
    )
    if was_returned:
        take_back_letter(entry=row, actor=actor)
    read = int(row.head_id or 0)  # a decided piece has a revision, says the database
    return _write(row, read, ScreeningResult.UNDONE, actor, note=reason.strip())


@transaction.atomic
def take_seat(
    *, contest: Contest, user: User, group: int | None = None, after: Entry | None = None, now: datetime | None = None
) -> Entry | None:
    """Return the next received piece for this screener, the earliest first, and keep it for them for ten minutes.

    Pieces that others have before them are passed over, those up to ``after`` too until none is left behind it.
    None when nothing waits.
    """
    at = now or timezone.now()
    waiting = Entry.objects.filter(contest=contest, state=EntryState.RECEIVED).exclude(
        Q(seat__until__gt=at) & ~Q(seat__user=user)
    )
    if group is not None:
        waiting = waiting.filter(group=group)
    found = _first(_behind(waiting, after)) if after is not None else None
    found = found or _first(waiting)
    if found is not None:
        ScreeningSeat.objects.update_or_create(entry=found, defaults={"user": user, "until": at + SEAT})
    return found


def _behind(waiting: QuerySet[Entry], entry: Entry) -> QuerySet[Entry]:
    return waiting.filter(Q(received_at__gt=entry.received_at) | Q(received_at=entry.received_at, pk__gt=entry.pk))


def _first(waiting: QuerySet[Entry]) -> Entry | None:
    """Lock and return the first; where the database can, one that another screener is just taking is passed over."""
    return waiting.select_for_update(skip_locked=True, of=("self",)).order_by("received_at", "pk").first()
