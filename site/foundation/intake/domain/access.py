"""The guarded door: the only way to a submission. Not yours and not there look the same."""

from datetime import datetime
from typing import Final

from django.db import transaction

from foundation.domain.audit import record
from foundation.intake.domain.throttling import (
    LOOKUP_SCOPE,
    LOOKUP_TRIES,
    LOOKUP_WINDOW,
    count,
    counted,
    forget,
    same,
)
from foundation.intake.kinds import IntakeKind, all_kinds
from foundation.intake.models import Submission
from foundation.models import User
from foundation.secrets.indexing import code as fold_code
from foundation.secrets.indexing import index_candidates, telephone

TAIL_DIGITS: Final = 4
NOBODY: Final = "k0." + "0" * 64
"""A digest that no code has: compared when there is no row, so that both answers take the same path."""


class NotHereError(Exception):
    """There is no such submission for this person. The same whether it does not exist or is somebody else's."""


class LockedOutError(Exception):
    """Too many wrong guesses at this number; also raised for numbers that do not exist."""


def number_written(text: str) -> str:
    """Return a number as it is stored, however its width, case and dashes were typed."""
    folded = fold_code(text)
    for kind in all_kinds():
        rest = folded.removeprefix(kind.prefix)
        if rest != folded and rest.isdigit():
            return f"{kind.prefix}{rest[:4]}-{rest[4:]}"
    return folded[:40]


def by_code(*, number: str, code: str, now: datetime | None = None) -> Submission:
    """Return the submission with that number and query code.

    Raises ``LockedOutError`` after five wrong guesses in fifteen minutes, otherwise ``NotHereError``.
    """
    wanted = number_written(number)
    _refuse_locked(wanted, now)
    row = Submission.objects.filter(number=wanted, erased_at__isnull=True).first()
    held = (row.query_code_index if row is not None else None) or NOBODY
    matches = [same(held, candidate) for candidate in index_candidates(code, "code")]
    if row is None or not any(matches):
        count(scope=LOOKUP_SCOPE, value=wanted, window=LOOKUP_WINDOW, now=now)
        raise NotHereError
    forget(scope=LOOKUP_SCOPE, value=wanted)
    return row


def by_tail(*, number: str, tail: str, now: datetime | None = None) -> Submission:
    """Return the submission with that number and telephone tail: good for sending its link again, nothing else.

    Every call counts as a guess, right or wrong. Raises as ``by_code`` does.
    """
    wanted = number_written(number)
    _refuse_locked(wanted, now)
    count(scope=LOOKUP_SCOPE, value=wanted, window=LOOKUP_WINDOW, now=now)
    row = Submission.objects.filter(number=wanted, erased_at__isnull=True).first()
    digits = telephone(row.contact_phone.reveal()) if row is not None else ""
    if row is None or not same(digits[-TAIL_DIGITS:], telephone(tail)) or len(telephone(tail)) != TAIL_DIGITS:
        raise NotHereError
    return row


def _refuse_locked(number: str, now: datetime | None) -> None:
    if counted(scope=LOOKUP_SCOPE, value=number, window=LOOKUP_WINDOW, now=now) >= LOOKUP_TRIES:
        raise LockedOutError


def by_link(*, token: str) -> Submission:
    """Return the submission of a private link; raises ``NotHereError``. Reading does not use the link up."""
    row = Submission.objects.filter(link_index__in=index_candidates(token, "exact"), erased_at__isnull=True).first()
    if row is None:
        raise NotHereError
    return row


@transaction.atomic
def for_desk(*, kind: IntakeKind, public_id: str, user: User) -> Submission:
    """Return a submission to somebody at the desk, and write down that they opened it; raises ``NotHereError``."""
    row = Submission.objects.filter(kind=kind.slug, public_id=public_id).first()
    if row is None or not user.is_active or not user.has_perm(kind.desk_permission):
        raise NotHereError
    record(verb="open_submission", subject=row, actor=user)
    return row
