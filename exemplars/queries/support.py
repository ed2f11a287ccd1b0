"""Reading questions about messages of support. Nothing here counts or ranks them."""

from typing import Any, Final

from django.db.models import QuerySet
from django.http import HttpRequest

from exemplars.enums import SupportState
from exemplars.models import ExemplarPage, SupportMessage, SupportSettings
from foundation.intake.kinds import Fact, Status
from foundation.intake.models import Submission

SHOWN_AT_MOST: Final = 30


def takes_support(request: HttpRequest) -> bool:
    """Tell whether the site takes messages of support."""
    return bool(SupportSettings.for_request(request).is_open)


def shown_support(exemplar: ExemplarPage) -> list[SupportMessage]:
    """Return the messages that readers may see under an exemplar, the newest first."""
    found = SupportMessage.objects.filter(exemplar=exemplar, state=SupportState.SHOWN).exclude(text="")
    return list(found.order_by("-submission_id")[:SHOWN_AT_MOST])


def desk_support() -> QuerySet[SupportMessage]:
    """Return the messages as their desk lists them: what nobody has read first."""
    found: QuerySet[SupportMessage] = (
        SupportMessage.objects.select_related("submission", "exemplar", "decided_by")
        .exclude(text="")
        .order_by("-submission_id")
    )
    return found


def _message(submission: Submission) -> Any:
    return SupportMessage.objects.select_related("exemplar").filter(submission=submission).first()


def support_received(submission: Submission) -> tuple[Fact, ...]:
    """Return what the receipt repeats."""
    message = _message(submission)
    return (Fact(SupportMessage._meta.get_field("text").verbose_name, message.text),) if message else ()  # noqa: SLF001 - Django's documented way to a field's name


def support_status(submission: Submission) -> Status:
    """Return whether the message has been read and is shown."""
    message = _message(submission)
    return Status(SupportState(message.state if message else SupportState.REFUSED).label, support_received(submission))
