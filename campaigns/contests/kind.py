"""What the intake machine is told about entries of competitions."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.contests.domain.entries import KIND_SLUG, confirm_entry, erase_entry, store_entry
from campaigns.contests.domain.readings import file_complete, file_erased
from campaigns.contests.domain.resending import is_same_piece
from campaigns.contests.enums import ContestKind, CorrectedField, CorrectionKind, EntryState
from campaigns.contests.forms.entries import EntryForm
from campaigns.contests.models import Entry
from campaigns.contests.queries.contests import announced, rules_of
from campaigns.contests.queries.editing import closing_of, may_change
from campaigns.contests.queries.limits import was_late
from campaigns.contests.queries.pictures import picture_files, work_form
from campaigns.contests.rules.file_types import MEDIA_TYPES, MOST_PICTURES, file_rule, takes_pictures
from campaigns.contests.rules.states import ENTRY_STATES
from foundation.intake.file_rules import FileRule
from foundation.intake.kinds import Action, Fact, IntakeKind, Limits, Status
from foundation.intake.models import Submission

if TYPE_CHECKING:
    from foundation.intake.kinds import Text

MEGABYTE: Final = 1024 * 1024
FILES: Final = FileRule(
    max_count=MOST_PICTURES, max_bytes=100 * MEGABYTE, types=tuple(dict.fromkeys(MEDIA_TYPES.values()))
)
"""The widest rule; the rules of a competition narrow it."""
LIMITS: Final = Limits(per_device=60, per_address=3000, unproved_per_address=1000)
"""A clerk enters a village's pieces on one telephone; a school of 300 stands behind one address in one lesson."""
PUBLIC_LABELS: Final = {
    EntryState.RECEIVED: _("Received"),
    EntryState.RETURNED: _("Please revise"),
    EntryState.ELIGIBLE: _("Admitted to judging"),
    EntryState.INELIGIBLE: _("Not admitted to judging"),
    EntryState.WITHDRAWN: _("Withdrawn by the author"),
    EntryState.DISQUALIFIED: _("Excluded"),
}
"""What authors read; the desk has its own words."""
CORRECTED: Final = {
    CorrectionKind.CORRECTED: _("Corrected by the organiser"),
    CorrectionKind.WITHDRAWN: _("Withdrawn by the organiser at the author's wish"),
}


def _entry(submission: Submission) -> Entry:
    """Return the entry of a submission: the one just made where it hangs on it, otherwise as it stands."""
    rows = Entry.objects.select_related("head", "contest", "group", "submission", "rule_set")
    prefetch_related_objects([submission], Prefetch("entry", rows))
    return submission.entry


def _shown_form(entry: Entry) -> str:
    if entry.contest.kind == ContestKind.ESSAY:
        return ""
    count = picture_files(entry).count()
    return "" if not count else f"{work_form(count).label}（{count}）"


def received(submission: Submission) -> tuple[Fact, ...]:
    """Return what the receipt repeats."""
    entry = _entry(submission)
    words = str(entry.head.words) if entry.head is not None else ""
    facts = (
        Fact(_("Competition"), entry.contest.title),
        Fact(_("Title of the work"), entry.head.title if entry.head is not None else ""),
        Fact(_("Pictures"), _shown_form(entry)),
        Fact(_("Word count (as in Word)"), words if entry.head is not None and entry.head.text else ""),
        Fact(_("Group"), entry.group.name if entry.group is not None else ""),
        Fact(_("Note"), _time_note(entry)),
    )
    return tuple(fact for fact in facts if fact.value)


def _time_note(entry: Entry) -> "Text":
    if entry.is_late:
        return _("This arrived after closing; the organiser decides.")
    if was_late(entry.rule_set, entry.counted_at, flagged=entry.is_late):
        return _("This arrived after the first closing time. The closing time was extended, so it counts as in time.")
    return ""


def status(submission: Submission) -> Status:
    """Return what the author sees of the progress."""
    entry = _entry(submission)
    reason = Fact(_("Reason"), entry.reason)
    facts = (*([reason] if entry.reason else ()), *_corrections(entry), *received(submission))
    return Status(PUBLIC_LABELS[EntryState(entry.state)], facts, _actions(entry))


def _corrections(entry: Entry) -> tuple[Fact, ...]:
    """Return what the desk put right or took back, when and why; the values stand with the piece itself."""
    facts = []
    for row in entry.corrections.filter(erased_at__isnull=True).order_by("pk"):
        names = "、".join(str(CorrectedField(name).label) for name in row.fields)
        said = "：".join(part for part in (names, row.reason) if part)
        at = timezone.localtime(row.made_at).strftime("%Y-%m-%d %H:%M")
        facts.append(Fact(CORRECTED[CorrectionKind(row.kind)], f"{at} {said}"))
    return tuple(facts)


def _actions(entry: Entry) -> tuple[Action, ...]:
    if not may_change(entry, timezone.now()):
        return ()
    token = entry.submission.link_token.reveal()
    return (
        Action(_("Change the entry"), reverse("entry-change", args=[token])),
        Action(_("Withdraw the entry"), reverse("entry-withdraw", args=[token])),
    )


def files_for(values: Mapping[str, str]) -> FileRule:
    """Return which files a form takes: those of its competition's rules."""
    contest = announced().filter(slug=values.get("contest", "")).first()
    if contest is None:
        return FILES
    rules = rules_of(contest)
    pictures = takes_pictures(contest.kind, values.get("work", ""))
    return file_rule(rules.file_types, min(rules.file_bytes, FILES.max_bytes), pictures=pictures)


ENTRY: Final = IntakeKind(
    slug=KIND_SLUG,
    name=_("Entry for a competition"),
    title=_("Send an entry"),
    prefix="ZW",
    form_url="entry",
    form_class=EntryForm,
    store=store_entry,
    numbered=confirm_entry,
    received=received,
    status=status,
    erase=erase_entry,
    states=ENTRY_STATES,
    desk_permission="contests.change_entry",
    retention_days=3 * 365,
    files=FILES,
    files_for=files_for,
    file_complete=file_complete,
    file_erased=file_erased,
    is_same=is_same_piece,
    hand_in_at=closing_of,
    proof_bits=16,
    limits=LIMITS,
    template="contests/entry_form.html",
)
