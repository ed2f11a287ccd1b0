"""``manage.py submit_waiting_drafts``: hand in the drafts whose writers asked for it, at closing."""

from typing import Any

from django.core.management.base import BaseCommand

from campaigns.contests.domain.waiting_drafts import submit_waiting_drafts


class Command(BaseCommand):
    """Run it every minute."""

    help = "Hand in drafts at closing, where their writers asked for it."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Hand in and say how many."""
        done = submit_waiting_drafts()
        self.stdout.write(f"handed in: {done.sent}, not complete: {done.refused}, closing moved later: {done.later}")
