"""Lists of batches: links for the organiser, runs for the unit."""

from datetime import timedelta
from typing import Final

from django.db.models import Count, OuterRef, QuerySet, Subquery

from campaigns.contests.models import BatchEntry, BatchLink, BatchRun
from foundation.secrets.indexing import index_candidates

STALE: Final = timedelta(minutes=10)
"""After so long without an answered row a run has lost its worker and may be taken up by another."""


def desk_links() -> QuerySet[BatchLink]:
    """Return all links with the number of entries that came by each: one query."""
    entries = BatchEntry.objects.filter(run__link=OuterRef("pk")).order_by().values("run__link").annotate(n=Count("pk"))
    return BatchLink.objects.select_related("contest", "made_by").annotate(
        entry_count=Subquery(entries.values("n")[:1])
    )


def runs_of(link: BatchLink) -> QuerySet[BatchRun]:
    """Return the runs that came by a link, the newest first."""
    return link.runs.filter(erased_at__isnull=True).order_by("-pk")


def runs_under(link: BatchLink, *, phone: str) -> QuerySet[BatchRun]:
    """Return the runs of a link that were sent under a telephone; none for an empty one."""
    return runs_of(link).filter(phone_index__in=index_candidates(phone, "telephone"))
