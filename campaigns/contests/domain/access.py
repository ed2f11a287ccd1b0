"""The guarded door of the competitions: who opens a stranger's mail, entry or address is written down."""

from typing import Any, Final

from django.db import transaction

from campaigns.contests.models import Contributor, Entry, InboundMail
from campaigns.contests.queries.contacts import entries_of_contact
from foundation.domain.audit import record
from foundation.models import User

DESK_PERMISSION = "contests.change_inboundmail"
ENTRY_PERMISSION: Final = "contests.change_entry"
CONTACT_LIMIT: Final = 200


class NotHereError(Exception):
    """There is no such mail or entry for this person. The same whether it does not exist or may not be seen."""


def see_mail(*, public_id: Any, user: User) -> InboundMail:
    """Return a mail for a part of its page, such as a picture: the page itself was written down when it opened.

    Raises ``NotHereError``.
    """
    row = InboundMail.objects.select_related("decided_by", "question").filter(public_id=public_id).first()
    if row is None or row.erased_at is not None or not user.is_active or not user.has_perm(DESK_PERMISSION):
        raise NotHereError
    return row


@transaction.atomic
def open_mail(*, public_id: Any, user: User) -> InboundMail:
    """Return a mail to somebody at the desk and write down that they opened it; raises ``NotHereError``."""
    row = see_mail(public_id=public_id, user=user)
    record(verb="open_inbound_mail", subject=row, actor=user)
    return row


def _entry(public_id: Any, user: User) -> Entry:
    found = Entry.objects.select_related("submission", "contest", "group", "region", "head", "rule_set", "decided_by")
    row = found.filter(submission__public_id=public_id).first()
    if row is None or row.head is None or not user.is_active or not user.has_perm(ENTRY_PERMISSION):
        raise NotHereError
    return row


@transaction.atomic
def open_entry(*, public_id: Any, user: User) -> Entry:
    """Return an entry, found by its submission's public id, and write down who opened it; raises ``NotHereError``."""
    row = _entry(public_id, user)
    record(verb="open_entry", subject=row, actor=user)
    return row


def see_entry(*, public_id: Any, user: User) -> Entry:
    """Return an entry for a part of its page, such as a picture: the page itself was written down when it opened.

    Raises ``NotHereError``.
    """
    return _entry(public_id, user)


@transaction.atomic
def open_contributors(*, public_id: Any, user: User) -> list[Contributor]:
    """Return the people behind an entry, with guardians, and write down who looked; raises ``NotHereError``."""
    row = _entry(public_id, user)
    record(verb="open_contributors", subject=row, actor=user)
    return list(row.contributors.select_related("guardian").order_by("position"))


@transaction.atomic
def find_by_contact(*, value: str, user: User) -> list[Entry]:
    """Return entries by an exact telephone, e-mail address or name; that it was asked is written down, not what.

    At most ``CONTACT_LIMIT``. Raises ``NotHereError`` for somebody without the right.
    """
    if not user.is_active or not user.has_perm(ENTRY_PERMISSION):
        raise NotHereError
    found = list(entries_of_contact(value)[:CONTACT_LIMIT])
    record(verb="find_by_contact", subject=user, actor=user, found=len(found))
    return found
