"""The organiser's one queue: everything that waits for somebody, of six kinds, the oldest first."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import merge
from itertools import islice
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.aggregates import Count as NumberOf
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.contests.enums import BatchState, EntryState, InboundState, QueueKind
from campaigns.contests.models import BatchRun, Entry, EntryRevision, InboundMail
from campaigns.contests.queries.batches import STALE
from campaigns.contests.queries.entry_desk import HEAVY, open_findings
from campaigns.contests.queries.inbound_mails import listed_mails
from foundation.mail.enums import MailState
from foundation.mail.models import OutboxMail
from foundation.mail.purposes import purpose_name
from foundation.models import User

PURPOSES: Final = ("entry_receipt", "entry_returned", "ask_contest_mail", "draft_unsent")
FIRST_TRY: Final = timedelta(minutes=10)
"""After this a letter that nobody tried to send shows too: the worker may be down."""
SENT_AGAIN: Final = "send_link_again"
"""What every desk sends; here those about an entry count."""
LEFT_ALONE: Final = tuple(name for name in HEAVY if not name.startswith("rule_set"))
OUT: Final = (EntryState.WITHDRAWN, EntryState.INELIGIBLE, EntryState.DISQUALIFIED)


@dataclass(frozen=True)
class Item:
    """One thing that waits: since when, what it is called, why it waits, and where something is done about it."""

    kind: QueueKind
    since: datetime
    name: str
    about: str
    why: str
    url: str


@dataclass(frozen=True)
class _Source:
    permission: str
    rows: Callable[[], QuerySet[Any]]
    since: str
    item: Callable[[Any], Item]


@dataclass(frozen=True)
class Count:
    """How many of a kind wait."""

    kind: QueueKind
    count: int


def _mails() -> QuerySet[InboundMail]:
    return listed_mails().filter(state=InboundState.NEEDS_HUMAN, erased_at__isnull=True)


def _mail(row: InboundMail) -> Item:
    name = _("Mail %(number)s") % {"number": row.pk}
    url = reverse("inbound_mails:mail", args=[row.public_id])
    return Item(QueueKind.MAIL, row.arrived_at, name, row.mailbox, "；".join(row.problem_labels()), url)


def _entries() -> QuerySet[Entry]:
    rows = Entry.objects.select_related("submission", "contest", "head").defer(*LEFT_ALONE)
    return rows.filter(submission__erased_at__isnull=True)


def _returned() -> QuerySet[Entry]:
    return _entries().filter(state=EntryState.RETURNED)


def _duplicates() -> QuerySet[Entry]:
    """Pieces with an open resemblance, or with the very text of an earlier piece of the same competition."""
    earlier = Entry.objects.filter(
        contest=OuterRef("contest"), head__text_sha256=OuterRef("head__text_sha256"), pk__lt=OuterRef("pk")
    ).exclude(state__in=OUT)
    # First the few texts that stand twice, by one pass: asked of every piece in turn this would cost the square.
    texts = EntryRevision.objects.order_by().values("text_sha256").annotate(n=NumberOf("entry", distinct=True))
    repeated = texts.filter(n__gt=1).values("text_sha256")
    same_text = Q(head__words__gt=0, head__text_sha256__in=repeated) & Exists(earlier)
    return _entries().filter(
        same_text | Exists(open_findings().filter(entry=OuterRef("pk"))), state=EntryState.RECEIVED
    )


def _late() -> QuerySet[Entry]:
    return _entries().filter(state=EntryState.RECEIVED, is_late=True)


def _entry_item(kind: QueueKind, why: Callable[[Entry], str], since: str) -> Callable[[Entry], Item]:
    def item(row: Entry) -> Item:
        title = row.head.title if row.head is not None else ""
        url = reverse("entries:entry", args=[row.submission.public_id])
        return Item(kind, getattr(row, since), row.submission.number, f"{title} · {row.contest}", why(row), url)

    return item


def _why_late(row: Entry) -> str:
    return _("Counted at %(time)s") % {"time": timezone.localtime(row.counted_at).strftime("%Y-%m-%d %H:%M")}


def _why_returned(row: Entry) -> str:
    return row.reason


def _why_duplicate(_row: Entry) -> str:
    return _("Resembles another work; compare both.")


def _failed() -> QuerySet[OutboxMail]:
    ours = Q(purpose__in=PURPOSES) | Q(purpose=SENT_AGAIN, submission__entry__isnull=False)
    tried = ~Q(error="") | Q(created_at__lt=timezone.now() - FIRST_TRY)
    held_up = Q(state=MailState.FAILED) | (Q(state=MailState.WAITING) & tried)
    return OutboxMail.objects.filter(ours, held_up).select_related("submission", "submission__entry")


def _failed_mail(row: OutboxMail) -> Item:
    number = row.submission.number if row.submission is not None else "—"
    url = f"{reverse('outbox:index')}?state={row.state}"
    return Item(QueueKind.FAILED, row.created_at, number, purpose_name(row.purpose), _why_unsent(row), url)


def _why_unsent(row: OutboxMail) -> str:
    """Say how it stands: given up, to be tried again and when, or not tried at all."""
    if row.state == MailState.FAILED:
        return _("Not delivered after %(count)s attempts (%(error)s).") % {"count": row.attempts, "error": row.error}
    if not row.error:
        return _("Waiting, not tried yet: is the worker running?")
    at = timezone.localtime(row.next_attempt_at).strftime("%H:%M")
    return _("Waiting after %(count)s attempts (%(error)s); tried again at %(time)s.") % {
        "count": row.attempts,
        "error": row.error,
        "time": at,
    }


def _batches() -> QuerySet[BatchRun]:
    stale = timezone.now() - STALE
    stuck = Q(state__in=[BatchState.WAITING, BatchState.WORKING], touched_at__lt=stale)
    newer = BatchRun.objects.filter(link=OuterRef("link"), pk__gt=OuterRef("pk"), state=BatchState.DONE)
    failed = Q(state=BatchState.FAILED) & ~Exists(newer)
    return (
        BatchRun.objects.filter(stuck | failed, erased_at__isnull=True).select_related("link__contest").defer("answers")
    )


def _batch(row: BatchRun) -> Item:
    url = reverse("contest_batches:link", args=[row.link_id])
    why = row.problem or _("No worker has gone on with it for ten minutes.")
    return Item(QueueKind.BATCH, row.sent_at, row.link.unit, str(row.link.contest), why, url)


SOURCES: Final = {
    QueueKind.MAIL: _Source("contests.change_inboundmail", _mails, "arrived_at", _mail),
    QueueKind.RETURNED: _Source(
        "contests.change_entry",
        _returned,
        "decided_at",
        _entry_item(QueueKind.RETURNED, _why_returned, "decided_at"),
    ),
    QueueKind.DUPLICATE: _Source(
        "contests.change_entry",
        _duplicates,
        "received_at",
        _entry_item(QueueKind.DUPLICATE, _why_duplicate, "received_at"),
    ),
    QueueKind.LATE: _Source(
        "contests.change_entry", _late, "received_at", _entry_item(QueueKind.LATE, _why_late, "received_at")
    ),
    QueueKind.FAILED: _Source("foundation.change_outboxmail", _failed, "created_at", _failed_mail),
    QueueKind.BATCH: _Source("contests.change_contest", _batches, "sent_at", _batch),
}
"""Each kind with the permission that its action needs: nobody sees what they could do nothing about."""


def kinds_for(user: User) -> list[QueueKind]:
    """Return the kinds that somebody may do something about."""
    return [kind for kind, source in SOURCES.items() if user.has_perm(source.permission)]


def counts(user: User) -> list[Count]:
    """Return how many of each kind wait for this person: one query a kind."""
    return [Count(kind, SOURCES[kind].rows().count()) for kind in kinds_for(user)]


def items(user: User, *, kind: QueueKind | None, start: int, size: int) -> list[Item]:
    """Return a stretch of the queue, the oldest first: one query a kind, however many wait."""
    kinds = [each for each in kinds_for(user) if kind is None or each == kind]
    stretches = [_stretch(SOURCES[each], start + size) for each in kinds]
    return list(islice(merge(*stretches, key=_age), start, start + size))


def _stretch(source: _Source, most: int) -> list[Item]:
    return [source.item(row) for row in source.rows().order_by(source.since, "pk")[:most]]


def _age(item: Item) -> datetime:
    return item.since
