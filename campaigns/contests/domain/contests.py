"""Setting up a competition: its rules by version, announcing, extending, copying last year's."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.contests.domain.contest_pages import copy_page
from campaigns.contests.domain.extending import follow_closing
from campaigns.contests.enums import ContestState
from campaigns.contests.models import Contest, ContestPage, EntryGroup, RuleSet
from campaigns.contests.queries.contests import groups_offered, rules_of
from campaigns.contests.queries.limits import is_late
from campaigns.contests.rules.contest_states import CONTEST_STATES
from foundation.domain.audit import record
from foundation.intake.codes import OFFICE_ZONE
from foundation.intake.states import move
from foundation.models import User
from foundation.signals import public_object_changed

FIXED_FACTS: Final = frozenset({"slug", "kind"})
OWN_FIELDS: Final = frozenset({"id", "contest", "version", "reason", "made_at", "made_by"})
"""Fields of a version that are never taken over from an earlier one."""


class StillOpenError(Exception):
    """The competition still takes entries."""


def rule_values(rules: RuleSet) -> dict[str, Any]:
    """Return what a version says, without what makes it that version."""
    fields = RuleSet._meta.concrete_fields  # noqa: SLF001 - Django's documented way to a model's fields
    return {field.name: getattr(rules, field.name) for field in fields if field.name not in OWN_FIELDS}


@transaction.atomic
def open_contest(
    *,
    slug: str,
    title: str,
    rules: Mapping[str, Any],
    groups: tuple[str, ...] = (),
    actor: User | None,
    **facts: Any,
) -> Contest:
    """Make a competition in preparation with its first rules; ``facts`` are fields of ``Contest``.

    Raises ``ValidationError`` for rules that would erase at closing.
    """
    _refuse_no_retention(rules)
    contest = Contest.objects.create(slug=slug, title=title, **facts)
    _keep_groups(contest, groups)
    RuleSet.objects.create(contest=contest, version=1, made_by=actor, **{**rules, "groups": list(groups)})
    record(verb="open_contest", subject=contest, actor=actor)
    return contest


def _keep_groups(contest: Contest, names: Iterable[str]) -> None:
    """Have a row for each group named, in this order. One that is no longer offered keeps its entries."""
    for order, name in enumerate(names):
        EntryGroup.objects.update_or_create(contest=contest, name=name, defaults={"order": order})


@transaction.atomic
def change_contest(*, contest: Contest, actor: User | None, **facts: Any) -> Contest:
    """Change what is said of a competition besides its rules.

    Raises ``ValidationError`` when its address or what it asks for would change after it was announced.
    """
    row = Contest.objects.select_for_update().get(pk=contest.pk)
    changed = sorted(name for name, value in facts.items() if getattr(row, name) != value)
    if row.state != ContestState.DRAFT and FIXED_FACTS & set(changed):
        raise ValidationError(_("Once announced, the address part and what is asked for stay."), code="fixed")
    for name in changed:
        setattr(row, name, facts[name])
    row.save(update_fields=changed)
    record(verb="change_contest", subject=row, actor=actor, fields=changed)
    tell_search(row)
    return row


def announce_contest(*, contest: Contest, actor: User | None) -> Contest:
    """Show a competition to the public; from now on its closing never moves earlier. Raises as ``move_contest``."""
    return move_contest(contest=contest, to=ContestState.OPEN, actor=actor)


@transaction.atomic
def move_contest(*, contest: Contest, to: ContestState, actor: User | None, now: datetime | None = None) -> Contest:
    """Move a competition's own state by its table.

    Raises ``ForbiddenMoveError``, ``NoRulesError``, and ``StillOpenError`` when judging would begin before closing
    and the grace after it: that would be closing earlier by another door.
    """
    rules = rules_of(contest)
    if to == ContestState.JUDGING and not is_late(rules, now or timezone.now()):
        raise StillOpenError
    row = move(row=contest, table=CONTEST_STATES, to=to, verb=f"move_contest_{to}", actor=actor)
    tell_search(row)
    return row


def tell_search(contest: Contest) -> None:
    """Have the public page of a competition described anew; what it shows has changed."""
    if (page := ContestPage.objects.filter(contest=contest).first()) is not None:
        public_object_changed.send(sender=ContestPage, instance=page)


@transaction.atomic
def revise_rules(*, contest: Contest, reason: str, actor: User | None, **changes: Any) -> RuleSet:
    """Add a version of the rules that differs in ``changes``, with the reason that the public reads.

    A later closing is followed by the pieces that are here (``follow_closing``). Raises ``ValidationError`` without a
    reason or a change, in judging, for no retention, or when an announced competition would open later or close
    earlier.
    """
    row = Contest.objects.select_for_update().get(pk=contest.pk)
    before = rules_of(row)
    values = rule_values(before)
    if not reason.strip():
        raise ValidationError(_("Please give the reason; it is published with the change."), code="reason")
    if row.state in {ContestState.JUDGING, ContestState.FINISHED}:
        raise ValidationError(_("Judging has begun: the rules stand as they are."), code="judging")
    if all(values[name] == value for name, value in changes.items()):
        raise ValidationError(_("Nothing differs from the rules that hold."), code="same")
    _refuse_no_retention(changes)
    if row.state != ContestState.DRAFT:
        _refuse_shorter(before, {**values, **changes})
    _keep_groups(row, changes.get("groups") or ())
    after = RuleSet.objects.create(
        **{**values, **changes}, contest=row, version=before.version + 1, reason=reason.strip(), made_by=actor
    )
    record(verb="revise_contest_rules", subject=row, actor=actor, version=after.version)
    if _last_moment(rule_values(after)) > _last_moment(values):
        follow_closing(contest=row, rules=after, actor=actor)
    return after


def _refuse_no_retention(values: Mapping[str, Any]) -> None:
    """Hold at least a month after closing: with none, pieces would be erased before anybody judged them."""
    if values.get("retention_months", 1) < 1:
        raise ValidationError(
            _("Entries are kept at least a month after closing; otherwise nobody could judge them."), code="retention"
        )


def _refuse_shorter(before: RuleSet, values: Mapping[str, Any]) -> None:
    """Hold what was announced: nobody finds shut what was said to be open, nor is late who would not have been."""
    if values["closes_at"] < before.closes_at:
        raise ValidationError(_("The closing time can be moved later, never earlier."), code="earlier")
    if values["opens_at"] > before.opens_at:
        raise ValidationError(_("Once announced, the opening time can be moved earlier, never later."), code="opening")
    if _last_moment(values) < _last_moment(rule_values(before)):
        raise ValidationError(_("The grace can be made longer, never shorter: that would close earlier."), code="grace")


def _last_moment(values: Mapping[str, Any]) -> datetime:
    closes_at: datetime = values["closes_at"]
    return closes_at + timedelta(minutes=values["grace_minutes"])


def extend_contest(*, contest: Contest, closes_at: datetime, reason: str, actor: User | None) -> RuleSet:
    """Move the closing time later: a new version with its public reason. Raises ``ValidationError``."""
    return revise_rules(contest=contest, reason=reason, actor=actor, closes_at=closes_at)


@transaction.atomic
def copy_contest(  # noqa: PLR0913 - what a copy must not take over
    *, contest: Contest, slug: str, title: str, opens_at: datetime, closes_at: datetime, actor: User | None
) -> Contest:
    """Make next year's competition from this one: groups, rules and a draft of its page the same, times new."""
    before = rules_of(contest)
    copied = open_contest(
        slug=slug,
        title=title,
        rules={**rule_values(before), "opens_at": opens_at, "closes_at": closes_at},
        groups=tuple(group.name for group in groups_offered(before)),
        actor=actor,
        kind=contest.kind,
        organisers=contest.organisers,
        sponsor=contest.sponsor,
        notice=contest.notice,
        copied_from=contest,
    )
    years = closes_at.astimezone(OFFICE_ZONE).year - before.closes_at.astimezone(OFFICE_ZONE).year
    copy_page(contest=contest, copied=copied, years=years, actor=actor)
    return copied
