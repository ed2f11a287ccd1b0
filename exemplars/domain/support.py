"""Taking in messages of support, letting them through or not, and forgetting them."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from exemplars.enums import SupportState
from exemplars.models import SupportMessage
from exemplars.rules.minors import names_address, names_birth_date, names_class
from exemplars.rules.support import SUPPORT_STATES
from foundation.domain.audit import record
from foundation.intake.models import Submission
from foundation.intake.states import move
from foundation.models import User


class TellsTooMuchError(Exception):
    """The message tells of somebody under eighteen what must not be published."""


def store_support(submission: Submission, cleaned: Mapping[str, Any]) -> SupportMessage:
    """Make the message of a submission; the intake machine calls it inside its transaction."""
    return SupportMessage.objects.create(
        submission=submission,
        exemplar=cleaned["exemplar"],
        text=cleaned["text"],
        signature=cleaned.get("signature") or "",
    )


@transaction.atomic
def decide_support(*, message: SupportMessage, to: SupportState, actor: User) -> SupportMessage:
    """Show a message or not; a decision can be turned round.

    Raises ``ForbiddenMoveError``, and ``TellsTooMuchError`` for what must not be told of a minor.
    """
    if to == SupportState.SHOWN and message.exemplar.is_minor:
        text = f"{message.text}\n{message.signature}"
        if names_class(text) or names_address(text) or names_birth_date(text):
            raise TellsTooMuchError
    return move(
        row=message,
        table=SUPPORT_STATES,
        to=to,
        verb="decide_support",
        actor=actor,
        decided_by=actor,
        decided_at=timezone.now(),
    )


def erase_support(submission: Submission) -> None:
    """Overwrite what the message says; the intake machine calls it."""
    message = SupportMessage.objects.select_for_update(of=("self",)).filter(submission=submission).first()
    if message is None:  # the exemplar's page was deleted, and its messages with it
        return
    message.text = message.signature = ""
    message.save(update_fields=["text", "signature"])
    record(verb="erase_support", subject=message, actor=None)
