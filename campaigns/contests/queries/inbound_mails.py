"""Lists of received mails. Nothing sealed is read for them."""

from django.db.models import QuerySet

from campaigns.contests.enums import InboundState
from campaigns.contests.models import InboundMail

HEAVY = ("raw", "contents", "note")
WAITING = (InboundState.NEW, InboundState.PARSED, InboundState.NEEDS_HUMAN)


def listed_mails() -> QuerySet[InboundMail]:
    """Return all mails, without their heavy fields."""
    return InboundMail.objects.defer(*HEAVY).select_related("decided_by")


def unread_mails() -> QuerySet[InboundMail]:
    """Return mails that are stored and not taken apart yet, oldest first."""
    return InboundMail.objects.filter(state=InboundState.NEW, erased_at__isnull=True).order_by("pk")


def complete_mails() -> QuerySet[InboundMail]:
    """Return mails that are taken apart and not entered yet, oldest first."""
    return InboundMail.objects.filter(state=InboundState.PARSED, erased_at__isnull=True).order_by("pk")


def fetched_uids(*, mailbox: str, uid_validity: int) -> set[int]:
    """Return the server's numbers of the mails that are here already."""
    rows = InboundMail.objects.filter(mailbox=mailbox, uid_validity=uid_validity, uid__isnull=False)
    return {uid for uid in rows.values_list("uid", flat=True) if uid is not None}
