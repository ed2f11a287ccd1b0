"""Lists of entries for the desk. Nothing sealed is read for them."""

from typing import Final

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from campaigns.contests.enums import EntryState, FindingState
from campaigns.contests.models import Contributor, Entry, Finding

HEAVY: Final = (
    "head__text",
    "head__counts",
    "rule_set__licence_text",
    "contest__notice",
    "submission__query_code",
    "submission__link_token",
    "submission__contact_name",
    "submission__contact_phone",
    "submission__contact_email",
)
"""Texts and sealed values that no row of a list shows."""


def open_findings() -> "QuerySet[Finding]":
    """Return resemblances that nobody has looked at yet."""
    return Finding.objects.filter(state=FindingState.OPEN)


def without_consent() -> "QuerySet[Contributor]":
    """Return minors without a guardian's consent that holds."""
    return Contributor.objects.filter(is_minor=True).exclude(
        guardian__isnull=False, guardian__withdrawn_at__isnull=True
    )


def listed_entries() -> "QuerySet[Entry]":
    """Return all entries that came in, newest first, with what a row shows and its flags: one query."""
    counted = (
        open_findings().filter(entry=OuterRef("pk")).order_by().values("entry").annotate(n=Count("pk")).values("n")
    )
    return (
        Entry.objects.exclude(state=EntryState.DRAFT)
        .select_related("submission", "contest", "group", "region", "head", "rule_set")
        .defer(*HEAVY)
        .annotate(
            finding_count=Coalesce(Subquery(counted), 0),
            lacks_consent=Exists(without_consent().filter(entry=OuterRef("pk"))),
        )
        .order_by("-received_at", "-pk")
    )


def waiting_count(contest_id: int, group: int | None = None) -> int:
    """Return how many received pieces of a competition wait for screening."""
    waiting = Entry.objects.filter(contest=contest_id, state=EntryState.RECEIVED)
    return (waiting if group is None else waiting.filter(group=group)).count()
