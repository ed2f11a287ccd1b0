"""``manage.py send_outbox``: send what waits in the outbox."""

from typing import Any

from django.core.management.base import BaseCommand

from foundation.mail.domain.outbox import send_outbox


class Command(BaseCommand):
    """Run it every minute: new mail is sent by the worker, failed mail is tried again by this."""

    help = "Send mail that waits in the outbox and try again what failed."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Send and say how many."""
        sending = send_outbox()
        self.stdout.write(f"{sending.sent} sent, {sending.failed} not sent")
