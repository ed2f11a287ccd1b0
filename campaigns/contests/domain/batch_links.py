"""Private links for units that send batches: made, opened, revoked."""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from campaigns.contests.models import BatchLink, BatchRun, Contest
from campaigns.contests.queries.batches import runs_under
from foundation.domain.audit import record
from foundation.intake.codes import new_token
from foundation.intake.domain.access import NotHereError
from foundation.intake.domain.throttling import count, counted
from foundation.models import User

PERMISSION: Final = "contests.change_contest"
OPEN_SCOPE: Final = "batch:open"
OPEN_TRIES: Final = 10
"""Wrong telephones at one link within ``OPEN_WINDOW``, after which it rests."""
OPEN_WINDOW: Final = timedelta(minutes=15)


class LockedError(Exception):
    """Too many wrong telephones were tried at a link."""


class LinkedAlreadyError(Exception):
    """The unit has a link that was not revoked."""


class ExpiredError(Exception):
    """The link was good once; its time is over."""


@dataclass(frozen=True)
class MadeLink:
    """A new link and its token: the only time that the token is there to be shown."""

    link: BatchLink
    token: str


def _digest(token: str) -> str:
    # The token is random and long, so a plain digest can be neither guessed nor turned back.
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


@transaction.atomic
def make_link(*, contest: Contest, unit: str, expires_at: datetime, actor: User) -> MadeLink:
    """Give a unit its private page; raises ``LinkedAlreadyError``, ``ValueError`` for no unit or a time gone by."""
    name, now = " ".join(unit.split()), timezone.now()
    if not name or expires_at <= now:
        message = "a link needs a unit and a time to come"
        raise ValueError(message)
    token = new_token()
    earlier = BatchLink.objects.filter(contest=contest, unit=name).first()
    try:
        with transaction.atomic():
            link = BatchLink.objects.create(
                contest=contest,
                unit=name,
                batch=earlier.batch if earlier is not None else uuid.uuid4(),
                token_sha256=_digest(token),
                expires_at=expires_at,
                made_at=now,
                made_by=actor,
            )
    except IntegrityError:
        raise LinkedAlreadyError from None
    record(verb="make_batch_link", subject=link, actor=actor, contest=contest.pk)
    return MadeLink(link, token)


@transaction.atomic
def revoke_link(*, link: BatchLink, actor: User) -> BatchLink:
    """Close a link at once; what came by it stays. Revoking again changes nothing."""
    row = BatchLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    if row.revoked_at is None:
        row.revoked_at, row.revoked_by = timezone.now(), actor
        row.save(update_fields=["revoked_at", "revoked_by"])
        record(verb="revoke_batch_link", subject=row, actor=actor)
    return row


def open_link(*, token: str, now: datetime | None = None) -> BatchLink:
    """Return the link of a token; raises ``NotHereError`` for one that never was or was revoked, ``ExpiredError``."""
    row = (
        BatchLink.objects.select_related("contest").filter(token_sha256=_digest(token), revoked_at__isnull=True).first()
    )
    if row is None:
        raise NotHereError
    if row.expires_at <= (now or timezone.now()):
        raise ExpiredError
    return row


def runs_for_sender(*, link: BatchLink, phone: str, now: datetime | None = None) -> list[BatchRun]:
    """Return the runs whose sender this is: those sent under the telephone, the newest first.

    The address of a unit's page is passed on among teachers; what names pupils is for who sent it. Raises
    ``LockedError`` after too many telephones that fitted nothing; one that fits is not counted.
    """
    if counted(scope=OPEN_SCOPE, value=str(link.pk), window=OPEN_WINDOW, now=now) >= OPEN_TRIES:
        raise LockedError
    found = list(runs_under(link, phone=phone))
    if not found:
        count(scope=OPEN_SCOPE, value=str(link.pk), window=OPEN_WINDOW, now=now)
    return found
