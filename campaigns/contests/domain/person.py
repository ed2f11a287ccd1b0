"""The rights of a person whose data we hold: to be given all of it, and to have it erased."""

from typing import Final

from django.db import transaction

from campaigns.contests.domain.access import NotHereError
from campaigns.contests.domain.inbound_mails import erase_mail
from campaigns.contests.domain.person_files import archive
from campaigns.contests.models import Contributor
from campaigns.contests.queries.held import Held, held_about
from foundation.domain.audit import record
from foundation.intake.domain.erasing import erase_submission
from foundation.models import User
from foundation.secrets.domain.erasure import erase_sealed

LOOK_PERMISSION: Final = "contests.view_contributor"
ERASE_PERMISSION: Final = "contests.delete_contributor"


@transaction.atomic
def look_up_person(*, phone: str = "", email: str = "", user: User) -> Held:
    """Return what is held about a person; that it was asked is written down, not for whom. Raises ``NotHereError``."""
    _check(user, LOOK_PERMISSION)
    held = held_about(phone=phone, email=email)
    record(verb="look_up_person", subject=user, actor=user, **held.counts())
    return held


@transaction.atomic
def export_person(*, phone: str = "", email: str = "", user: User) -> bytes:
    """Return an archive of everything held about a person, for that person; raises ``NotHereError``.

    The audit line names the entries and mails by their keys, so that it can be told what was handed out.
    """
    _check(user, LOOK_PERMISSION)
    held = held_about(phone=phone, email=email)
    entries, mails = [entry.pk for entry in held.entries], [mail.pk for mail in held.mails]
    record(verb="export_person", subject=user, actor=user, entries=entries, mails=mails)
    return archive(held)


@transaction.atomic
def erase_person(*, phone: str = "", email: str = "", user: User, dry_run: bool = False) -> Held:
    """Erase what the competitions hold about a person and return it as it was found; raises ``NotHereError``.

    Their entries and mails go whole. In the entries of others their own row goes. What other desks hold
    (``Held.elsewhere``) is told and left: those desks decide by their own rules.
    """
    _check(user, ERASE_PERMISSION)
    held = held_about(phone=phone, email=email)
    if dry_run:
        return held
    for entry in held.entries:
        erase_submission(submission=entry.submission, actor=user)
    for mail in held.mails:
        erase_mail(mail=mail, actor=user)
    for row in held.contributors:
        _erase_row(row, user)
    for guardian in held.guardians:
        guardian.save(update_fields=erase_sealed(guardian))
        record(verb="erase_guardian", subject=guardian, actor=user)
    record(verb="erase_person", subject=user, actor=user, **held.counts())
    return held


def _erase_row(row: Contributor, user: User) -> None:
    row.save(update_fields=erase_sealed(row))
    record(verb="erase_contributor", subject=row, actor=user, entry=row.entry_id)


def _check(user: User, permission: str) -> None:
    if not user.is_active or not user.has_perm(permission):
        raise NotHereError
