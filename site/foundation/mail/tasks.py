"""Background sending."""

from django_tasks import task

from foundation.mail.domain.outbox import send_outbox


@task(priority=30)  # receipts; short
def send_waiting() -> None:
    """Send what waits in the outbox."""
    send_outbox()
