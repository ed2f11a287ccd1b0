"""What the public pages of the competitions show."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.contests.enums import Standing
from campaigns.contests.models import Contest, ContestPage
from campaigns.contests.queries.contests import announced, days_left, groups_offered, open_contests, rules_of
from campaigns.contests.queries.standing import extensions, standing
from foundation.intake.codes import OFFICE_ZONE

PAST_SHOWN = 60
"""Competitions listed that take nothing any more."""


@dataclass(frozen=True)
class Step:
    """One day of the timeline."""

    day: dt.date
    words: str
    is_past: bool


def list_context() -> dict[str, Any]:
    """Return the competitions that take entries, and those that did: two queries."""
    found = open_contests()
    others = announced().exclude(pk__in=[item.contest.pk for item in found]).select_related("page")
    return {"open_contests": found, "others": others[:PAST_SHOWN]}


def contest_context(contest: Contest, now: dt.datetime | None = None) -> dict[str, Any]:
    """Return what is shown of a competition's rules and of where it stands at ``now``."""
    at = now or timezone.now()
    rules = rules_of(contest)
    stands = standing(contest.state, rules, at)
    return {
        "contest": contest,
        "rules": rules,
        "versions": contest.rules.filter(version__gt=1).order_by("version"),
        "extensions": extensions(contest),
        "groups": groups_offered(rules),
        "standing": stands,
        "takes": stands in {Standing.OPEN, Standing.SOON},
        "days_left": days_left(rules.closes_at, at),
    }


def page_context(page: ContestPage, now: dt.datetime | None = None) -> dict[str, Any]:
    """Return what a competition's own page shows; a preview without a competition shows its words alone."""
    if page.contest is None:
        return {}
    context = contest_context(page.contest, now)
    return context | {"steps": steps(page, context["rules"], now), "questions": page.questions.all()}


def steps(page: ContestPage, rules: Any, now: dt.datetime | None = None) -> list[Step]:
    """Return the timeline in the order of days: opening and closing of the rules, and what the page adds."""
    today = (now or timezone.now()).astimezone(OFFICE_ZONE).date()
    days = [
        (rules.opens_at.astimezone(OFFICE_ZONE).date(), _("Entries open")),
        (rules.closes_at.astimezone(OFFICE_ZONE).date(), _("Entries close")),
        *((milestone.day, milestone.words) for milestone in page.milestones.all()),
    ]
    return [Step(day, words, day < today) for day, words in sorted(days, key=lambda item: item[0])]


def page_by_number(number: int) -> ContestPage | None:
    """Return the page of a public number, with its competition."""
    found: ContestPage | None = ContestPage.objects.select_related("contest").filter(number_id=number).first()
    return found
