"""What an author may still do, and how many pieces an author has."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Q

from campaigns.contests.enums import ContestState, EntryState
from campaigns.contests.models import Contest, Entry
from campaigns.contests.queries.contests import announced, rules_of
from campaigns.contests.queries.limits import is_late
from foundation.intake.domain.access import NotHereError, by_link
from foundation.secrets.indexing import index_candidates

OUT = (EntryState.WITHDRAWN, EntryState.INELIGIBLE, EntryState.DISQUALIFIED)
CHANGED_UNTIL_CLOSING = (EntryState.RECEIVED, EntryState.ELIGIBLE)


def entry_of_link(token: str) -> Entry | None:
    """Return the piece of a private link, or None."""
    try:
        submission = by_link(token=token)
    except NotHereError:
        return None
    found = Entry.objects.select_related("head", "contest", "submission", "group")
    return found.filter(submission=submission).first()


def may_change(entry: Entry, now: datetime) -> bool:
    """Tell whether the author may change or withdraw a piece: until closing; one sent back until all is over.

    One that was found good before closing may be changed too; it is screened again then.
    """
    if entry.state == EntryState.RETURNED:
        return entry.contest.state != ContestState.FINISHED
    return entry.state in CHANGED_UNTIL_CLOSING and not is_late(rules_of(entry.contest), now)


def closing_of(values: Mapping[str, str]) -> datetime | None:
    """Return when a form's competition closes, if its writer wants the draft handed in then; None otherwise."""
    if not values.get("hand_in") or values.get("change"):
        return None
    contest = announced().filter(slug=values.get("contest", "")[:60]).first()
    return rules_of(contest).closes_at if contest is not None else None


def entries_of_author(contest: Contest, *, name: str, phone: str) -> int:
    """Return how many pieces of this name and telephone are in a competition, those that are out apart.

    Both must fit: one clerk's telephone stands under the pieces of a whole village.
    """
    by_phone = Q(contributors__phone_index__in=index_candidates(phone, "telephone"))
    by_name = Q(contributors__name_index__in=index_candidates(name, "exact"))
    own = Q(contributors__position=0)
    return Entry.objects.filter(own & by_phone & by_name, contest=contest).exclude(state__in=OUT).distinct().count()
