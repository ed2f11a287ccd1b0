"""Taking in nominations, asking back, joining those of one person, and forgetting."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from exemplars.domain.checks import erase_checks
from exemplars.domain.forgetting import forget_account
from exemplars.enums import Age, Consent, NominationState, RoundState, SubjectKind
from exemplars.models import Nomination, Round
from exemplars.rules.likeness import name_key
from exemplars.rules.nominations import NOMINATION_STATES
from foundation.domain.audit import record
from foundation.intake.models import IntakeFile, Submission
from foundation.intake.states import ForbiddenMoveError, move
from foundation.mail.domain.outbox import queue_mail
from foundation.models import User
from foundation.secrets.domain.erasure import erase_sealed

ASKABLE = (RoundState.COLLECTING, RoundState.FIRST_REVIEW, RoundState.CONSULTING)


class RoundClosedError(Exception):
    """The round does not take nominations (any more)."""


class NotAPersonError(Exception):
    """Only a single person can have died."""


class NotTheSameRoundError(Exception):
    """Only nominations of one round are joined, and never with themselves or with a joined one."""


def store_nomination(submission: Submission, cleaned: Mapping[str, Any]) -> Nomination:
    """Make the nomination of a submission; the intake machine calls it inside its transaction.

    Raises ``RoundClosedError`` when the round closed while the form was under way.
    """
    round_, category = cleaned["category"]
    held = Round.objects.select_for_update(of=("self",)).get(pk=round_.pk)
    if held.state != RoundState.COLLECTING:
        raise RoundClosedError
    return Nomination.objects.create(
        submission=submission, round=held, category=category, unit_list=cleaned.get("unit_list"), **told(cleaned)
    )


def told(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns that follow from what the nominator wrote."""
    minor = cleaned["age"] == Age.MINOR
    return {
        "subject": cleaned["subject"],
        "name": cleaned["name"],
        "name_key": name_key(cleaned["name"]),
        "place": cleaned["place"],
        "unit": cleaned.get("unit") or "",
        "deeds": cleaned["deeds"],
        "nominee_contact": cleaned.get("nominee_contact") or "",
        "consent": cleaned["consent"],
        "is_minor": minor,
        "is_deceased": cleaned["age"] == Age.DECEASED,
        "guardian": (cleaned.get("guardian") or "") if minor else "",
        "guardian_agrees": minor,
    }


@transaction.atomic
def ask_nominator(*, nomination: Nomination, question: str, link: str, actor: User) -> Nomination:
    """Send a nomination back with what is missing; the nominator is told by mail if an address was left.

    ``link`` is the address at which the form opens again. Raises ``ForbiddenMoveError``, also when the round is past
    its reviews, and ``ValueError`` for an empty question.
    """
    if not question.strip():
        message = "asking back needs a question"
        raise ValueError(message)
    round_ = Round.objects.select_for_update(of=("self",)).get(pk=nomination.round_id)
    if round_.state not in ASKABLE:
        raise ForbiddenMoveError(round_.state, NominationState.NEEDS_INFO)
    asked = move(
        row=nomination,
        table=NOMINATION_STATES,
        to=NominationState.NEEDS_INFO,
        verb="ask_nominator",
        actor=actor,
        question=question.strip(),
    )
    _close_proposals(asked, actor)
    _tell(asked, link)
    return asked


def _close_proposals(nomination: Nomination, actor: User) -> None:
    """Return what was proposed before: it was proposed of something else."""
    nomination.decisions.filter(answered_at__isnull=True).update(answered_by=actor, answered_at=timezone.now())


def _tell(nomination: Nomination, link: str) -> None:
    submission = nomination.submission
    if not submission.contact_email:
        return
    queue_mail(
        purpose="ask_nominator",
        recipient=submission.contact_email.reveal(),
        subject=_("A question about your nomination %(number)s") % {"number": submission.number},
        body=_(
            "Thank you for your nomination (%(number)s). Before it can be reviewed, something is missing:\n\n"
            "%(question)s\n\nPlease open the form again here and add it:\n%(link)s\n"
        )
        % {"number": submission.number, "question": nomination.question, "link": link},
        submission=submission,
    )


@transaction.atomic
def answer_question(
    *, nomination: Nomination, cleaned: Mapping[str, Any], files: Sequence[IntakeFile] = ()
) -> Nomination:
    """Take what the nominator added, with new files, and put the nomination among the new ones again.

    Round and category stay, and so do the files sent before. Raises ``ForbiddenMoveError`` when nothing is asked (any
    more).
    """
    moved = move(
        row=nomination,
        table=NOMINATION_STATES,
        to=NominationState.NEW,
        verb="answer_question",
        actor=None,
        question="",
        **told(cleaned),
    )
    keys = [file.pk for file in files]
    waiting = IntakeFile.objects.filter(pk__in=keys, submission__isnull=True)
    waiting.update(submission=nomination.submission_id, draft=None)  # the draft in which they waited is of no more use
    return moved


@transaction.atomic
def withdraw_nominee_consent(*, nomination: Nomination, actor: User) -> Nomination:
    """Note that a nominee does not agree any more: from now on public notices cover the name, without unit and place.

    Where they have a page, its own consents are withdrawn by ``consents.withdraw_consent``.
    """
    held = Nomination.objects.select_for_update(of=("self",)).get(pk=nomination.pk)
    held.consent = Consent.WITHDRAWN
    held.save(update_fields=["consent"])
    record(verb="withdraw_nominee_consent", subject=held, actor=actor)
    return held


@transaction.atomic
def note_deceased(*, nomination: Nomination, is_deceased: bool, actor: User) -> Nomination:
    """Note that a nominee has died, or take that back: the honour of the round will be posthumous.

    Raises ``ForbiddenMoveError`` once the round is announced and ``NotAPersonError`` for a group, a unit or a place.
    """
    round_ = Round.objects.select_for_update(of=("self",)).get(pk=nomination.round_id)
    if round_.state == RoundState.ANNOUNCED:
        raise ForbiddenMoveError(round_.state, round_.state)
    held = Nomination.objects.select_for_update(of=("self",)).get(pk=nomination.pk)
    if held.subject != SubjectKind.PERSON:
        raise NotAPersonError
    held.is_deceased = is_deceased
    held.save(update_fields=["is_deceased"])
    record(verb="note_deceased", subject=held, actor=actor, is_deceased=is_deceased)
    return held


@transaction.atomic
def join_nomination(*, nomination: Nomination, into: Nomination, actor: User) -> Nomination:
    """Join a nomination with another of the same person; both stay to read, one goes on.

    Raises ``NotTheSameRoundError`` and ``ForbiddenMoveError``.
    """
    # Both rows are locked in one order, so that two editors who join crosswise do not wait for each other.
    rows = {
        row.pk: row
        for row in Nomination.objects.select_for_update().filter(pk__in=(nomination.pk, into.pk)).order_by("pk")
    }
    goal = rows[into.pk]
    if nomination.pk == goal.pk or goal.round_id != nomination.round_id or goal.state == NominationState.JOINED:
        raise NotTheSameRoundError
    _close_proposals(nomination, actor)
    joined = move(
        row=nomination,
        table=NOMINATION_STATES,
        to=NominationState.JOINED,
        verb="join_nomination",
        actor=actor,
        joined_to=goal,
        question="",
    )
    record(verb="join_nomination", subject=goal, actor=actor, joined=joined.pk)
    return joined


def erase_nomination(submission: Submission) -> None:
    """Overwrite what the nomination tells of people; state and decisions stay. The intake machine calls it.

    The copy of the account on a draft that was made of it goes too; other pages that hold its words are named.
    """
    nomination = Nomination.objects.select_for_update(of=("self",)).get(submission=submission)
    forget_account(nomination=nomination)
    touched = erase_sealed(nomination)
    plain = ("name", "name_key", "place", "unit", "deeds")
    for name in plain:
        setattr(nomination, name, "")
    nomination.question = "—" if nomination.question else ""  # the constraint asks for one while it is asked
    nomination.save(update_fields=[*touched, *plain, "question"])
    nomination.decisions.update(reason="—")
    erase_checks(nomination)
    record(verb="erase_nomination", subject=nomination, actor=None)
