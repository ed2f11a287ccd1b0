"""Asking other offices about nominees, recording what they answer, and keeping what comes back on paper."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from exemplars.domain.decisions import AnsweredError, NotNowError
from exemplars.enums import CheckOpinion, DeskFilePurpose, RoundState
from exemplars.models import DeskFile, Nomination, OfficeCheck, OfficeLetter, Round
from exemplars.rules.checks import ASKED_ABOUT, ASKED_DURING
from foundation.domain.audit import record
from foundation.intake.domain.files import take_whole
from foundation.intake.kinds import get_kind
from foundation.models import User
from foundation.secrets.domain.erasure import erase_sealed


class NobodyToAskAboutError(Exception):
    """No nominee was chosen, or one that is of another round or out of the running."""


class DatesError(Exception):
    """The answer would be due, or have come, before the letter."""


class AnswerMissingError(Exception):
    """An office that objects has reasons, and they belong into the record."""


@transaction.atomic
def ask_office(  # noqa: PLR0913 - what a letter consists of
    *,
    round_: Round,
    nominations: Sequence[Nomination],
    office: str,
    question: str,
    asked_on: date,
    due_on: date,
    actor: User,
) -> OfficeLetter:
    """Write a letter to an office about nominees of a round; returns it.

    Raises ``NotNowError`` outside the reviews, ``NobodyToAskAboutError``, ``DatesError``, and ``ValueError`` without
    an office or a question.
    """
    if not office.strip() or not question.strip():
        message = "a letter needs an office and a question"
        raise ValueError(message)
    if due_on < asked_on:
        raise DatesError
    held = Round.objects.select_for_update(of=("self",)).get(pk=round_.pk)
    if held.state not in ASKED_DURING:
        raise NotNowError
    keys = {nomination.pk for nomination in nominations}
    found = list(Nomination.objects.filter(pk__in=keys, round=held, state__in=ASKED_ABOUT).order_by("pk"))
    if not found or len(found) != len(keys):
        raise NobodyToAskAboutError
    letter = OfficeLetter.objects.create(
        round=held,
        office=office.strip(),
        question=question.strip(),
        asked_on=asked_on,
        due_on=due_on,
        asked_by=actor,
    )
    OfficeCheck.objects.bulk_create([OfficeCheck(letter=letter, nomination=nomination) for nomination in found])
    record(verb="ask_office", subject=letter, actor=actor, nominations=[nomination.pk for nomination in found])
    return letter


@transaction.atomic
def answer_checks(  # noqa: PLR0913 - what an answer consists of
    *,
    letter: OfficeLetter,
    checks: Sequence[OfficeCheck],
    opinion: CheckOpinion,
    answer: str,
    answered_on: date,
    actor: User,
    upload: Any = None,
) -> list[OfficeCheck]:
    """Record what an office answered about some or all nominees of its letter; returns the answered checks.

    ``upload`` is the answer as a file; each nominee keeps a copy, so that forgetting one takes nothing from another.
    Raises ``AnsweredError`` when one of them is answered already, ``NotNowError`` once the round is announced,
    ``DatesError``, ``AnswerMissingError``, and ``ValidationError`` for a file that is not taken.
    """
    if answered_on < letter.asked_on:
        raise DatesError
    if opinion == CheckOpinion.OBJECTS and not answer.strip():
        raise AnswerMissingError
    round_ = Round.objects.select_for_update(of=("self",)).get(pk=letter.round_id)
    if round_.state == RoundState.ANNOUNCED:
        raise NotNowError
    keys = {check.pk for check in checks}
    open_checks = OfficeCheck.objects.select_for_update(of=("self",)).filter(letter=letter, answered_on__isnull=True)
    held = list(open_checks.filter(pk__in=keys).select_related("nomination__submission").order_by("pk"))
    if not held or len(held) != len(keys):
        raise AnsweredError
    for check in held:
        check.opinion, check.answer = opinion, answer.strip()
        check.answered_on, check.recorded_by = answered_on, actor
        check.save(update_fields=["opinion", "answer", "answered_on", "recorded_by"])
        if upload is not None:
            upload.seek(0)
            _keep(check.nomination, upload, DeskFilePurpose.ANSWER, actor, check)
        record(verb="answer_check", subject=check, actor=actor, opinion=str(opinion))
    return held


@transaction.atomic
def keep_sheet(*, nomination: Nomination, upload: Any, actor: User) -> DeskFile:
    """Keep the nomination sheet that came back with its seal; raises ``ValidationError`` for a file not taken."""
    return _keep(nomination, upload, DeskFilePurpose.SHEET, actor, None)


def _keep(
    nomination: Nomination, upload: Any, purpose: DeskFilePurpose, actor: User, check: OfficeCheck | None
) -> DeskFile:
    file = take_whole(kind=get_kind("nomination"), upload=upload)
    file.submission_id = nomination.submission_id
    file.save(update_fields=["submission"])
    kept = DeskFile.objects.create(
        nomination=nomination, check_answered=check, purpose=purpose, file=file, added_by=actor
    )
    record(verb="keep_desk_file", subject=kept, actor=actor, purpose=str(purpose))
    return kept


def erase_checks(nomination: Nomination) -> None:
    """Overwrite what offices said of somebody; erasing the nomination calls it."""
    for check in OfficeCheck.objects.filter(nomination=nomination):
        check.save(update_fields=erase_sealed(check))
