"""Which competitions there are and which rules hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from campaigns.contests.enums import ContestState
from campaigns.contests.models import Contest, EntryGroup, RuleSet
from foundation.intake.codes import OFFICE_ZONE


class NoRulesError(Exception):
    """The competition has no rules yet, so it can take nothing."""


def rules_of(contest: Contest) -> RuleSet:
    """Return the version of the rules that holds: the newest. Raises ``NoRulesError``."""
    found = RuleSet.objects.filter(contest=contest).order_by("-version").first()
    if found is None:
        raise NoRulesError
    return found


def groups_offered(rules: RuleSet) -> "list[EntryGroup]":
    """Return the groups that these rules offer, in their order: one query."""
    groups = list(EntryGroup.objects.filter(contest_id=rules.contest_id))
    if rules.groups is None:
        return groups
    by_name = {group.name: group for group in groups}
    return [by_name[name] for name in rules.groups if name in by_name]


@dataclass(frozen=True)
class OpenContest:
    """A competition that takes entries, with the days that are left at the office's clock."""

    contest: Contest
    closes_at: datetime
    days_left: int


def announced() -> "QuerySet[Contest]":
    """Return the competitions the public may see."""
    return Contest.objects.exclude(state=ContestState.DRAFT)


def open_contests(*, now: datetime | None = None) -> list[OpenContest]:
    """Return the competitions that take entries now, the next to close first: one query."""
    at = now or timezone.now()
    rules = current_rules().filter(opens_at__lte=at, closes_at__gte=at)
    return [OpenContest(rule.contest, rule.closes_at, days_left(rule.closes_at, at)) for rule in rules]


def current_rules() -> "QuerySet[RuleSet]":
    """Return the rules that hold of each announced competition, the next to close first."""
    newest = RuleSet.objects.filter(contest=OuterRef("contest")).order_by("-version").values("version")[:1]
    rules = RuleSet.objects.filter(contest__state=ContestState.OPEN, version=Subquery(newest))
    return rules.select_related("contest__page").order_by("closes_at", "pk")


def contests_of_mailbox(addresses: Iterable[str]) -> list[RuleSet]:
    """Return the rules that hold of the announced competitions that take mail at one of these addresses: one query."""
    wanted = {address.strip().casefold() for address in addresses}
    return [
        rules for rules in current_rules() if wanted & {str(box).strip().casefold() for box in rules.mailboxes or []}
    ]


def days_left(closes_at: datetime, now: datetime) -> int:
    """Return how many midnights lie between now and closing at the office's clock; nought on the last day."""
    return (closes_at.astimezone(OFFICE_ZONE).date() - now.astimezone(OFFICE_ZONE).date()).days
