"""The rights of a person whose data we hold: to be given all of it, and to have it erased."""

from typing import Final

from django.db import transaction

from campaigns.contests.domain.access import NotHereError
from campaigns.contests.domain.batch_erasing import erase_run
from campaigns.contests.domain.inbound_mails import erase_mail
from campaigns.contests.domain.people import erase_guardian
from campaigns.contests.domain.person_files import archive
from campaigns.contests.models import Contributor
from campaigns.contests.queries.held import Held, held_about
from foundation.domain.audit import record
from foundation.intake.domain.erasing import erase_draft, erase_submission
from foundation.mail.domain.outbox import erase_letters
from foundation.mail.models import OutboxMail
from foundation.models import User
from foundation.secrets.domain.erasure import erase_sealed

LOOK_PERMISSION: Final = "contests.view_contributor"
ERASE_PERMISSION: Final = "contests.delete_contributor"


class SeveralPeopleError(Exception):
    """Authors of different names share the telephone or address; ``count`` of them. Say which one is meant."""

    def __init__(self, count: int) -> None:
        super().__init__(str(count))
        self.count = count


@transaction.atomic
def look_up_person(*, phone: str = "", email: str = "", name: str = "", user: User) -> Held:
    """Return what is held about a person; that it was asked is written down, not for whom. Raises ``NotHereError``."""
    _check(user, LOOK_PERMISSION)
    held = held_about(phone=phone, email=email, name=name)
    record(verb="look_up_person", subject=user, actor=user, **held.counts())
    return held


@transaction.atomic
def export_person(*, phone: str = "", email: str = "", name: str = "", user: User) -> bytes:
    """Return an archive of everything held about a person, for that person.

    Raises ``NotHereError``, and ``SeveralPeopleError`` where only the name can tell whose it is.

    The audit line names the entries and mails by their keys, so that it can be told what was handed out.
    """
    _check(user, LOOK_PERMISSION)
    held = held_about(phone=phone, email=email, name=name)
    _one_person(held, name)
    entries, mails = [entry.pk for entry in held.entries], [mail.pk for mail in held.mails]
    record(verb="export_person", subject=user, actor=user, entries=entries, mails=mails)
    return archive(held)


@transaction.atomic
def erase_person(*, phone: str = "", email: str = "", name: str = "", user: User, dry_run: bool = False) -> Held:
    """Erase what the competitions hold about a person and return it as it was found.

    Their entries, mails, drafts and stored requests go whole, and so do the batches they sent; the pupils' entries
    stay and lose the sender's telephone. In the entries of others their own row goes. What other desks hold
    (``Held.elsewhere``) is told and left: those desks decide by their own rules. Raises ``NotHereError``, and
    ``SeveralPeopleError`` where only the name can tell whose works they are.
    """
    _check(user, ERASE_PERMISSION)
    held = held_about(phone=phone, email=email, name=name)
    if dry_run:
        return held
    _one_person(held, name)
    for entry in held.entries:
        erase_submission(submission=entry.submission, actor=user)
    for mail in held.mails:
        erase_mail(mail=mail, actor=user)
    for run in held.batches:
        erase_run(run=run)
    for row in held.contributors:
        _erase_row(row, user)
    for row in held.lent:
        _take_back_telephone(row, user)
    for draft in held.drafts:
        erase_draft(draft=draft)
    for raw in held.requests:
        raw.save(update_fields=erase_sealed(raw))
    erase_letters(mails=OutboxMail.objects.filter(pk__in=[mail.pk for mail in held.letters]))
    for guardian in held.guardians:
        erase_guardian(guardian)
        record(verb="erase_guardian", subject=guardian, actor=user)
    record(verb="erase_person", subject=user, actor=user, **held.counts())
    return held


def _one_person(held: Held, name: str) -> None:
    if not name.strip() and len(held.names) > 1:
        raise SeveralPeopleError(len(held.names))


def _erase_row(row: Contributor, user: User) -> None:
    row.save(update_fields=erase_sealed(row))
    record(verb="erase_contributor", subject=row, actor=user, entry=row.entry_id)


def _take_back_telephone(row: Contributor, user: User) -> None:
    """Leave a pupil's entry alone, without the telephone of the teacher who sent it."""
    row.save(update_fields=erase_sealed(row, names=["phone"]))
    submission = row.entry.submission
    submission.save(update_fields=erase_sealed(submission, names=["contact_phone"]))
    record(verb="take_back_telephone", subject=row, actor=user, entry=row.entry_id)


def _check(user: User, permission: str) -> None:
    if not user.is_active or not user.has_perm(permission):
        raise NotHereError
