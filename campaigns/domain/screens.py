"""Screens: giving them their secret address, and keeping what they report."""

import datetime as dt
import hashlib
import secrets
import uuid
from bisect import bisect_left, insort
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from campaigns.domain.showings import count_month
from campaigns.enums import PlayKind
from campaigns.models import Handout, Play, Screen
from campaigns.rules.months import month_of
from foundation.domain.audit import record
from foundation.models import User

MOST_PLAYS: Final = 500
"""Showings in one report."""
LONGEST_SECONDS: Final = 24 * 3600
SLACK: Final = dt.timedelta(seconds=1)
"""Two showings may overlap by this much: the player rounds to whole seconds."""
OLDEST: Final = dt.timedelta(days=90)
"""Of showings that enter the accounts; older ones are counted apart (``Screen.late_plays``)."""
AHEAD: Final = dt.timedelta(days=1)
"""A screen's clock may run ahead by this much, and it goes on showing what it could not yet know to be over."""
BEHIND: Final = dt.timedelta(minutes=1)


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


@transaction.atomic
def note_contact(*, screen: Screen, items: Sequence[Mapping[str, Any]] = (), now: dt.datetime | None = None) -> None:
    """Remember when the screen last asked for its program, and what it was given (``program_of``) to show."""
    at = now or timezone.now()
    Screen.objects.filter(pk=screen.pk).update(last_contact_at=at)
    given: dict[tuple[str, str], Handout] = {}
    for item in items:
        key = item["kind"], item["key"]
        seconds = max(item["seconds"], given[key].seconds if key in given else 0)
        given[key] = Handout(
            screen=screen, kind=key[0], object_key=key[1], file_id=item["file"], seconds=seconds, began_at=at
        )
    there = {(row.kind, row.object_key): row for row in Handout.objects.filter(screen=screen)}
    changed = [there[key] for key, new in given.items() if key in there and _renewed(there[key], new)]
    Handout.objects.bulk_update(changed, ["file", "seconds", "ended_at"])
    Handout.objects.bulk_create([new for key, new in given.items() if key not in there], ignore_conflicts=True)
    over = [row.pk for key, row in there.items() if key not in given and row.ended_at is None]
    if over:
        Handout.objects.filter(pk__in=over).update(ended_at=at)
        Handout.objects.filter(screen=screen, ended_at__lt=at - OLDEST).delete()


def _renewed(row: Handout, new: Handout) -> bool:
    """Bring a row in step with what is given now; tell whether it changed. The longest time ever given is kept."""
    before = row.file_id, row.seconds, row.ended_at
    row.file_id, row.seconds, row.ended_at = new.file_id, max(row.seconds, new.seconds), None
    return before != (row.file_id, row.seconds, row.ended_at)


@transaction.atomic
def take_plays(*, screen: Screen, reported: Sequence[Any], now: dt.datetime | None = None) -> list[str]:
    """Keep what a screen says it showed; returns the identifiers that it need not send again.

    A report sent twice counts once. Showings of ads enter the accounts under the screen's medium. What cannot be true
    is not kept, and not asked for again either: what the screen was not given, a day far off, more time than there was.
    """
    at = now or timezone.now()
    # The screen's row is the lock: two reports of one screen are judged one after the other.
    row = Screen.objects.select_for_update(of=("self",)).get(pk=screen.pk)
    _count_late(row, reported[:MOST_PLAYS], at)
    given = {(row.kind, row.object_key): row for row in Handout.objects.filter(screen=screen)}
    taken: list[str] = []
    plays: dict[uuid.UUID, Play] = {}
    for entry in reported[:MOST_PLAYS]:
        if not isinstance(entry, Mapping):
            continue
        taken.append(str(entry.get("id"))[:60])
        play = _play(given, entry, at)
        if play is not None:
            plays[play.id] = play
    kept = _one_after_the_other(screen, plays)
    Play.objects.bulk_create(kept, ignore_conflicts=True)
    if screen.medium_id is not None:
        ads = (play for play in kept if play.kind == PlayKind.PSA)
        for month in sorted({month_of(timezone.localdate(play.shown_at)) for play in ads}):
            count_month(screen=screen, month=month)
    return taken


def _count_late(screen: Screen, reported: Sequence[Any], at: dt.datetime) -> None:
    """Count the showings that come too late for the accounts, so that the desk can say so.

    A screen reports in the order of showing; what is not later than the last one counted has been counted before.
    """
    moments = [_moment(entry.get("shown_at")) for entry in reported if isinstance(entry, Mapping)]
    begun = screen.late_until or dt.datetime.min.replace(tzinfo=dt.UTC)
    late = [moment for moment in moments if moment is not None and begun < moment < at - OLDEST]
    if late:
        screen.late_plays += len(late)
        screen.late_until = max(late)
        screen.save(update_fields=["late_plays", "late_until"])


def _moment(shown: Any) -> dt.datetime | None:
    """Return the instant of milliseconds since 1970, or None where it is none."""
    if type(shown) is not int:
        return None
    try:
        return dt.datetime.fromtimestamp(shown / 1000, tz=dt.UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _play(given: Mapping[tuple[str, str], Handout], entry: Mapping[str, Any], at: dt.datetime) -> Play | None:
    """Return a showing as it is kept, or None for what cannot be true."""
    kind, key, seconds = (entry.get(name) for name in ("kind", "key", "seconds"))
    moment = _moment(entry.get("shown_at"))
    handout = given.get((kind, key)) if isinstance(kind, str) and isinstance(key, str) else None
    if handout is None or moment is None or type(seconds) is not int or not 1 <= seconds <= LONGEST_SECONDS:
        return None
    try:
        identifier = uuid.UUID(str(entry.get("id")))
    except ValueError:
        return None
    first = max(at - OLDEST, handout.began_at - BEHIND)
    last = min(at, handout.ended_at or at) + AHEAD
    if not first <= moment <= last:
        return None
    return Play(
        id=identifier,
        screen=handout.screen,
        kind=handout.kind,
        object_key=handout.object_key,
        shown_at=moment,
        seconds=min(seconds, handout.seconds),
        reported_at=at,
    )


def _one_after_the_other(screen: Screen, plays: Mapping[uuid.UUID, Play]) -> list[Play]:
    """Return the new showings that overlap none kept before and none of each other: one screen shows one thing."""
    if not plays:
        return []
    known = set(Play.objects.filter(pk__in=plays).values_list("pk", flat=True))
    moments = [play.shown_at for play in plays.values()]
    longest = dt.timedelta(seconds=LONGEST_SECONDS)
    around = Play.objects.filter(screen=screen, shown_at__range=(min(moments) - longest, max(moments) + longest))
    taken = sorted(_span(*row) for row in around.values_list("shown_at", "seconds"))
    kept = []
    for play in sorted(plays.values(), key=lambda play: (play.shown_at, play.pk)):
        span = _span(play.shown_at, play.seconds)
        if play.pk not in known and _is_free(span, taken):
            insort(taken, span)
            kept.append(play)
    return kept


def _span(start: dt.datetime, seconds: int) -> tuple[dt.datetime, dt.datetime]:
    return start, start + dt.timedelta(seconds=seconds)


def _is_free(span: tuple[dt.datetime, dt.datetime], taken: list[tuple[dt.datetime, dt.datetime]]) -> bool:
    place = bisect_left(taken, span)
    before_ends = place == 0 or taken[place - 1][1] - SLACK <= span[0]
    return before_ends and (place == len(taken) or span[1] - SLACK <= taken[place][0])
