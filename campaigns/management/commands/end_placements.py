"""``manage.py end_placements``: what is over ends by itself, or its unit is asked to take it down."""

from typing import Any

from django.core.management.base import BaseCommand

from campaigns.domain.ending import ask_units, end_finished


class Command(BaseCommand):
    """Run it every morning. What ran in newspapers and the like is ended; units are asked once about what hangs."""

    help = "End what ran in media without a place and is over; ask units to take down what hangs and is over."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Do both and say how many."""
        self.stdout.write(f"{end_finished()} ended, {ask_units()} mails to units")
