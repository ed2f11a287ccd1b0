"""What follows for pieces that are here already when the closing time moves later."""

from django.db import connection

from campaigns.contests.models import Contest, Entry, RuleSet
from campaigns.contests.queries.contests import rules_of
from campaigns.contests.queries.limits import erasing_day, is_late
from foundation.domain.audit import record
from foundation.intake.models import Submission
from foundation.models import User


def follow_closing(*, contest: Contest, rules: RuleSet, actor: User | None) -> int:
    """Let days of erasure follow a later closing, and take the flag off pieces that are in time by it.

    The new version calls this in its own transaction. A day never moves earlier; each piece keeps the months that the
    rules it was made under promised. What a screener decided stands. Returns how many pieces are no longer late.
    """
    for version in contest.rules.all():
        day = erasing_day(rules.closes_at, version)
        waiting = Submission.objects.filter(entry__rule_set=version, erased_at__isnull=True, erase_on__lt=day)
        waiting.update(erase_on=day)
    late = Entry.objects.select_for_update(of=("self",)).filter(contest=contest, is_late=True)
    in_time = [entry for entry in late if entry.counted_at is not None and not is_late(rules, entry.counted_at)]
    for entry in in_time:
        entry.is_late = False
        entry.save(update_fields=["is_late"])
        record(verb="count_entry_in_time", subject=entry, actor=actor, version=rules.version)
    return len(in_time)


def rules_held(contest: Contest) -> RuleSet:
    """Return the rules that hold, and let no later version be made until the transaction one is in has ended.

    Who reckons a piece by a version must not miss the one being made at the same moment, nor be missed by it. Pieces
    do not wait for each other: the lock is the one that a key to the competition takes anyway. SQLite has one writer.
    """
    if connection.features.has_select_for_update:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM contests_contest WHERE id = %s FOR KEY SHARE", [contest.pk])
    return rules_of(contest)
