"""What the intake machine is told about damage reports."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from campaigns.domain.damage import erase_damage, store_damage
from campaigns.enums import DamageState
from campaigns.forms.damage import DamageReportForm
from campaigns.models import DamageReport
from campaigns.rules.placement_states import DAMAGE_STATES
from foundation.intake.file_rules import FileRule
from foundation.intake.kinds import Fact, IntakeKind, Status
from foundation.intake.models import Submission

MEGABYTE: Final = 1024 * 1024


def received(submission: Submission) -> tuple[Fact, ...]:
    """Return what the receipt repeats."""
    report = DamageReport.objects.select_related("task__placement__medium", "task__placement__region").get(
        submission=submission
    )
    facts = (
        Fact(_("Place"), report.task.placement.place),
        Fact(_("What is damaged"), report.what.reveal()),
    )
    return tuple(fact for fact in facts if fact.value)


def status(submission: Submission) -> Status:
    """Return what the passer-by sees of the progress."""
    report = DamageReport.objects.select_related("task").get(submission=submission)
    return Status(DamageState(report.task.state).label)


DAMAGE_REPORT: Final = IntakeKind(
    slug="damage-report",
    name=_("Damage report"),
    title=_("Report a damaged ad"),
    prefix="BX",
    form_url="report-damage",
    form_class=DamageReportForm,
    store=store_damage,
    received=received,
    status=status,
    erase=erase_damage,
    states=DAMAGE_STATES,
    desk_permission="campaigns.change_damagetask",
    retention_days=365,
    files=FileRule(max_count=3, max_bytes=10 * MEGABYTE, types=("image/jpeg", "image/png", "image/webp")),
    template="campaigns/damage.html",
)
