"""What the intake machine is told about entries of competitions."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from campaigns.contests.domain.entries import KIND_SLUG, erase_entry, store_entry
from campaigns.contests.enums import EntryState
from campaigns.contests.forms.entries import EntryForm
from campaigns.contests.models import Entry
from campaigns.contests.rules.states import ENTRY_STATES
from foundation.intake.file_rules import FileRule
from foundation.intake.kinds import Fact, IntakeKind, Status
from foundation.intake.models import Submission

MEGABYTE: Final = 1024 * 1024
PUBLIC_LABELS: Final = {
    EntryState.RECEIVED: _("Received"),
    EntryState.RETURNED: _("Please revise"),
    EntryState.ELIGIBLE: _("Admitted to judging"),
    EntryState.INELIGIBLE: _("Not admitted to judging"),
    EntryState.WITHDRAWN: _("Withdrawn by the author"),
    EntryState.DISQUALIFIED: _("Excluded"),
}
"""What authors read; the desk has its own words."""


def _entry(submission: Submission) -> Entry:
    return Entry.objects.select_related("head", "contest", "group").get(submission=submission)


def received(submission: Submission) -> tuple[Fact, ...]:
    """Return what the receipt repeats."""
    entry = _entry(submission)
    words = str(entry.head.words) if entry.head is not None else ""
    facts = (
        Fact(_("Competition"), entry.contest.title),
        Fact(_("Title of the work"), entry.head.title if entry.head is not None else ""),
        Fact(_("Word count (as in Word)"), words),
        Fact(_("Group"), entry.group.name if entry.group is not None else ""),
        Fact(_("Note"), _("This arrived after closing; the organiser decides.") if entry.is_late else ""),
    )
    return tuple(fact for fact in facts if fact.value)


def status(submission: Submission) -> Status:
    """Return what the author sees of the progress."""
    entry = _entry(submission)
    reason = Fact(_("Reason"), entry.reason)
    return Status(PUBLIC_LABELS[EntryState(entry.state)], (*received(submission), *([reason] if entry.reason else ())))


ENTRY: Final = IntakeKind(
    slug=KIND_SLUG,
    name=_("Entry for a competition"),
    title=_("Send an entry"),
    prefix="ZW",
    form_url="entry",
    form_class=EntryForm,
    store=store_entry,
    received=received,
    status=status,
    erase=erase_entry,
    states=ENTRY_STATES,
    desk_permission="contests.change_entry",
    retention_days=3 * 365,
    files=FileRule(max_count=5, max_bytes=20 * MEGABYTE, types=("application/zip", "application/pdf", "text/plain")),
    template="contests/entry_form.html",
)
