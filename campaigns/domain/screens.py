"""Screens: giving them their secret address, and keeping what they report."""

import datetime as dt
import hashlib
import re
import secrets
import uuid
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from campaigns.domain.showings import count_month
from campaigns.enums import PlayKind
from campaigns.models import Play, Screen
from campaigns.rules.months import month_of
from foundation.domain.audit import record
from foundation.models import User

MOST_PLAYS: Final = 500
"""Showings in one report."""
LONGEST_SECONDS: Final = 24 * 3600
OLDEST: Final = dt.timedelta(days=90)
AHEAD: Final = dt.timedelta(days=1)
"""A screen's clock may run ahead by this much."""
OBJECT_KEY: Final = re.compile(r"[A-Za-z0-9_.:-]{1,60}")


def digest_of(token: str) -> str:
    """Return the digest under which a screen's token is kept. The token has 256 bits, so it needs no salt."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


@transaction.atomic
def issue_address(*, screen: Screen, actor: User | None) -> str:
    """Give the screen a new secret token and return it: the only time it is shown. The former one ends at once."""
    row = Screen.objects.select_for_update(of=("self",)).get(pk=screen.pk)
    token = secrets.token_urlsafe(32)
    row.token_digest = digest_of(token)
    row.save(update_fields=["token_digest"])
    record(verb="issue_screen_address", subject=row, actor=actor)
    return token


@transaction.atomic
def revoke_address(*, screen: Screen, actor: User | None) -> None:
    """End the screen's address; at its next contact the player forgets everything."""
    row = Screen.objects.select_for_update(of=("self",)).get(pk=screen.pk)
    row.token_digest = None
    row.save(update_fields=["token_digest"])
    record(verb="revoke_screen_address", subject=row, actor=actor)


def screen_of(token: str) -> Screen | None:
    """Return the screen of a secret address, or None."""
    return Screen.objects.select_related("playlist").filter(token_digest=digest_of(token)).first()


def note_contact(*, screen: Screen, now: dt.datetime | None = None) -> None:
    """Remember when the screen last asked for its program."""
    Screen.objects.filter(pk=screen.pk).update(last_contact_at=now or timezone.now())


def take_plays(*, screen: Screen, reported: Sequence[Any], now: dt.datetime | None = None) -> list[str]:
    """Keep what a screen says it showed; returns the identifiers that it need not send again.

    A report sent twice counts once. Showings of ads enter the accounts under the screen's medium. What cannot be true
    (a wrong kind, a day far off) is not kept, and not asked for again either.
    """
    at = now or timezone.now()
    taken: list[str] = []
    plays: dict[uuid.UUID, Play] = {}
    for entry in reported[:MOST_PLAYS]:
        if not isinstance(entry, Mapping):
            continue
        taken.append(str(entry.get("id"))[:60])
        play = _play(screen, entry, at)
        if play is not None:
            plays[play.id] = play
    Play.objects.bulk_create(plays.values(), ignore_conflicts=True)
    if any(play.kind == PlayKind.PSA for play in plays.values()) and screen.medium_id is not None:
        months = sorted({month_of(timezone.localdate(play.shown_at)) for play in plays.values()})
        for month in months:
            count_month(screen=screen, month=month)
    return taken


def _play(screen: Screen, entry: Mapping[str, Any], at: dt.datetime) -> Play | None:
    kind, key, seconds, shown = (entry.get(name) for name in ("kind", "key", "seconds", "shown_at"))
    if kind not in PlayKind.values or not isinstance(key, str) or not OBJECT_KEY.fullmatch(key):
        return None
    if not isinstance(seconds, int) or not isinstance(shown, int) or not 1 <= seconds <= LONGEST_SECONDS:
        return None
    try:
        moment = dt.datetime.fromtimestamp(shown / 1000, tz=dt.UTC)
        identifier = uuid.UUID(str(entry.get("id")))
    except (ValueError, OverflowError, OSError):
        return None
    if not at - OLDEST <= moment <= at + AHEAD:
        return None
    return Play(
        id=identifier, screen=screen, kind=kind, object_key=key, shown_at=moment, seconds=seconds, reported_at=at
    )
