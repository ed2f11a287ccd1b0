"""Sending the private link again to the address that was left with the submission."""

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.domain.audit import record
from foundation.intake.kinds import get_kind
from foundation.intake.models import Submission
from foundation.mail.domain.outbox import queue_mail


@transaction.atomic
def send_link_again(*, submission: Submission, link: str) -> bool:
    """Put a mail with the private link into the outbox; returns False when no address was left."""
    if not submission.contact_email:
        return False
    queue_mail(
        purpose="send_link_again",
        recipient=submission.contact_email.reveal(),
        subject=_("Your private link for %(number)s") % {"number": submission.number},
        body=_(
            "You asked for the private link of your submission %(number)s (%(kind)s):\n\n%(link)s\n\n"
            "If you did not ask for it, please ignore this mail."
        )
        % {"number": submission.number, "kind": get_kind(submission.kind).name, "link": link},
        submission=submission,
    )
    record(verb="send_link_again", subject=submission, actor=None)
    return True
