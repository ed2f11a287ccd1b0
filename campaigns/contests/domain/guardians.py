"""A guardian's consent that comes later, and one that is taken back."""

from django.db import transaction
from django.utils import timezone

from campaigns.contests.domain.people import write_consent
from campaigns.contests.domain.pieces import Consent
from campaigns.contests.domain.screening import undo_screening
from campaigns.contests.enums import ContestState, EntryState
from campaigns.contests.models import Contributor, Entry, Guardian
from foundation.domain.audit import record
from foundation.models import User


class NoMinorError(Exception):
    """The person is not under eighteen, is forgotten, or has no consent that could be taken back."""


@transaction.atomic
def record_consent(*, contributor: Contributor, consent: Consent, actor: User) -> Guardian:
    """Write down a consent that came later, or again after it was withdrawn; raises ``NoMinorError``."""
    row = Contributor.objects.select_for_update().get(pk=contributor.pk)
    if not row.is_minor or not row.name:
        raise NoMinorError
    guardian = Guardian.objects.select_for_update().filter(contributor=row).first() or Guardian(contributor=row)
    write_consent(guardian, consent, timezone.now())
    record(verb="record_consent", subject=guardian, actor=actor, entry=row.entry_id, method=str(consent.method))
    return guardian


@transaction.atomic
def withdraw_consent(*, contributor: Contributor, reason: str, actor: User) -> Guardian:
    """Take a consent back at the guardian's wish: a piece that had qualified waits again, with that as its reason.

    In a competition that is over the decision stands, and a person must see to it. Raises ``NoMinorError``, and
    ``ReasonMissingError`` for a qualified piece.
    """
    # The entry is locked first, as everywhere; otherwise two people could wait for each other.
    entry = Entry.objects.select_for_update(of=("self",)).select_related("contest").get(pk=contributor.entry_id)
    guardian = Guardian.objects.select_for_update().filter(contributor=contributor, withdrawn_at__isnull=True).first()
    if guardian is None:
        raise NoMinorError
    guardian.withdrawn_at = timezone.now()
    guardian.save(update_fields=["withdrawn_at"])
    record(verb="withdraw_consent", subject=guardian, actor=actor, entry=entry.pk)
    if entry.state == EntryState.ELIGIBLE and entry.contest.state != ContestState.FINISHED:
        undo_screening(entry=entry, reason=reason, actor=actor)
    return guardian
