"""``manage.py erase_contest_mail``: erase mails that are past their time."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand

from campaigns.contests.domain.inbound_mails import erase_mails_before


class Command(BaseCommand):
    """Run it once the time named in the notice is over."""

    help = "Erase contributions by e-mail that arrived more than so many days ago; digests and dates stay."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the days and ``--dry-run``."""
        parser.add_argument("--days", type=int, required=True, help="days to keep, counted from arrival")
        parser.add_argument("--dry-run", action="store_true", help="count only, change nothing")

    def handle(self, *_args: Any, days: int, dry_run: bool, **_options: Any) -> None:
        """Erase and say how many."""
        count = erase_mails_before(days=max(days, 0), dry_run=dry_run)
        self.stdout.write(f"{count} {'to erase' if dry_run else 'erased'}")
