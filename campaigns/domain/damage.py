"""Damage: taking in a passer-by's report, giving the unit its task, closing it with a photo."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.domain.placements import add_photo, move_placement
from campaigns.enums import DamageState, PlacementState
from campaigns.models import DamageReport, DamageTask, Placement
from campaigns.models.damage import OPEN_DAMAGE
from campaigns.queries.placements import addresses_of, placement_of_code
from campaigns.rules.placement_states import DAMAGE_STATES
from foundation.domain.audit import record
from foundation.intake.models import Submission
from foundation.intake.states import move
from foundation.mail.domain.outbox import queue_mail
from foundation.models import User
from foundation.reports.domain.reports import due_date
from foundation.secrets.domain.erasure import erase_sealed


def store_damage(submission: Submission, cleaned: Mapping[str, Any]) -> DamageReport:
    """Make the report of a submission, and the unit's task where none is open; the machine calls it.

    Raises ``ValidationError`` when no placement bears the code.
    """
    found = placement_of_code(cleaned["code"])
    if found is None:
        raise ValidationError(_("There is no such code. Please check it on the sticker."))
    placement = Placement.objects.select_for_update().get(pk=found.pk)
    task = DamageTask.objects.filter(placement=placement, state__in=OPEN_DAMAGE).first()
    if task is None:
        task = DamageTask.objects.create(placement=placement, due_on=due_date(submission.received_at))
        record(verb="open_damage_task", subject=task, actor=None, placement=placement.pk)
        _tell_unit(task, found)
    return DamageReport.objects.create(submission=submission, task=task, what=cleaned["what"])


def _tell_unit(task: DamageTask, placement: Placement) -> None:
    """Write to those who work at the unit; at the nearest unit above where nobody there has an address.

    The mail says where and by when. What the passer-by wrote, and who it was, stays in the system. The task keeps how
    many were written to: where it is nobody, the desk says so.
    """
    link = settings.WAGTAILADMIN_BASE_URL + reverse("damage_tasks:task", args=[task.pk])
    body = _(
        "A passer-by has reported that a public-service ad is damaged.\n\n"
        "Place: %(place)s\nMedium: %(medium)s\nCode: %(code)s\nDue on: %(due)s\n\n%(link)s\n"
    ) % {
        "place": placement.place,
        "medium": placement.medium,
        "code": placement.code,
        "due": task.due_on,
        "link": link,
    }
    addresses = addresses_of(placement.organisation)
    task.told = len(addresses)
    task.save(update_fields=["told"])
    for address in addresses:
        queue_mail(
            purpose="damage_task",
            recipient=address,
            subject=_("Damaged public-service ad: %(place)s") % {"place": placement.place},
            body=body,
        )


@transaction.atomic
def tell_unit_again(*, task: DamageTask, actor: User) -> int:
    """Write to the unit of an open task about which nobody could be told; return how many people were written to."""
    row = DamageTask.objects.select_for_update().get(pk=task.pk)
    if not row.is_open or row.told:
        return 0
    _tell_unit(row, row.placement)
    record(verb="tell_unit_of_damage", subject=row, actor=actor, count=row.told)
    return row.told


@transaction.atomic
def confirm_damage(*, task: DamageTask, actor: User) -> DamageTask:
    """Say that the damage is real; the placement counts as damaged. Raises ``ForbiddenMoveError``."""
    row = move(row=task, table=DAMAGE_STATES, to=DamageState.CONFIRMED, verb="confirm_damage", actor=actor)
    if row.placement.state == PlacementState.UP:
        move_placement(placement=row.placement, to=PlacementState.DAMAGED, actor=actor, on=timezone.localdate())
    return row


@transaction.atomic
def close_damage(  # noqa: PLR0913 - what closing needs
    *, task: DamageTask, outcome: DamageState, photo: bytes, name: str, on: dt.date, actor: User
) -> DamageTask:
    """Close a task with a photo of how it looks now, and tell those who reported it and left an address.

    Raises ``ForbiddenMoveError``, and ``ValidationError`` when the photo is refused.
    """
    kept = add_photo(placement=task.placement, data=photo, name=name, on=on, actor=actor)
    row = move(
        row=task,
        table=DAMAGE_STATES,
        to=outcome,
        verb="close_damage",
        actor=actor,
        photo=kept.picture,
        closed_at=timezone.now(),
        closed_by=actor,
    )
    placement = row.placement
    if outcome == DamageState.REPAIRED and placement.state == PlacementState.DAMAGED:
        move_placement(placement=placement, to=PlacementState.UP, actor=actor, on=on)
    if outcome == DamageState.TAKEN_DOWN and placement.is_live:
        move_placement(placement=placement, to=PlacementState.DOWN, actor=actor, on=on)
    for report in row.reports.select_related("submission"):
        _tell_reporter(report.submission, DamageState(outcome))
    return row


def _tell_reporter(submission: Submission, outcome: DamageState) -> None:
    if not submission.contact_email:
        return
    queue_mail(
        purpose="answer_damage_report",
        recipient=submission.contact_email.reveal(),
        subject=_("About the damage you reported (%(number)s)") % {"number": submission.number},
        body=_("Thank you for your report (%(number)s). Result: %(result)s.\n")
        % {"number": submission.number, "result": outcome.label},
        submission=submission,
    )


def erase_damage(submission: Submission) -> None:
    """Overwrite what the report tells; the task stays. The intake machine calls it."""
    report = DamageReport.objects.select_for_update().get(submission=submission)
    report.save(update_fields=[*erase_sealed(report)])
    record(verb="erase_damage_report", subject=report, actor=None)
