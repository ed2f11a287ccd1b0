"""The letter that sends a piece back to its author."""

from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from campaigns.contests.models import Entry
from foundation.mail.domain.outbox import drop_mail, queue_mail
from foundation.mail.enums import MailState
from foundation.mail.models import OutboxMail
from foundation.models import User

PURPOSE: Final = "entry_returned"


def send_back_letter(*, entry: Entry, reason: str) -> OutboxMail | None:
    """Write the letter into the outbox, in the caller's transaction; None where the author left no address.

    Title and reason are plain text from people: they fill named places and nothing of them is interpreted.
    """
    submission = entry.submission
    recipient = submission.contact_email.reveal() if submission.contact_email else ""
    if not recipient or entry.head is None:
        return None
    link = settings.WAGTAILADMIN_BASE_URL + reverse("intake-link", args=[submission.link_token.reveal()])
    with override(settings.LANGUAGE_CODE):
        subject, body = _worded(entry, entry.head.title, reason, link)
    return queue_mail(purpose=PURPOSE, recipient=recipient, subject=subject, body=body, submission=submission)


def _worded(entry: Entry, title: str, reason: str, link: str) -> tuple[str, str]:
    number = entry.submission.number
    body = _(
        "Thank you for your entry “%(title)s” for “%(contest)s”. Please revise it; the reason is:\n\n%(reason)s\n\n"
        "Number: %(number)s\nOpen your entry and send it again: %(link)s\n\n"
        "Please do not pass the link on."
    ) % {"title": title, "contest": entry.contest.title, "reason": reason, "number": number, "link": link}
    return _("Please revise your entry: %(number)s") % {"number": number}, body


def take_back_letter(*, entry: Entry, actor: User) -> None:
    """Drop letters of sending back that have not gone out yet."""
    waiting = OutboxMail.objects.filter(
        submission=entry.submission, purpose=PURPOSE, state__in=[MailState.WAITING, MailState.FAILED]
    )
    for mail in waiting:
        drop_mail(mail=mail, actor=actor)
