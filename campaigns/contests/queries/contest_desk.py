"""What the organiser's list of competitions shows."""

from django.db.models import Count, OuterRef, QuerySet, Subquery

from campaigns.contests.models import Contest, Entry, RuleSet


def desk_contests() -> "QuerySet[Contest]":
    """Return all competitions with times and version of the newest rules and the number of entries: one query."""
    newest = RuleSet.objects.filter(contest=OuterRef("pk")).order_by("-version")
    entries = Entry.objects.filter(contest=OuterRef("pk")).order_by().values("contest").annotate(n=Count("pk"))
    return Contest.objects.annotate(
        opens_at=Subquery(newest.values("opens_at")[:1]),
        closes_at=Subquery(newest.values("closes_at")[:1]),
        version=Subquery(newest.values("version")[:1]),
        entry_count=Subquery(entries.values("n")[:1]),
    )
