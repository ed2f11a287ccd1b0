"""``manage.py erase_contest_batches``: forget sheets and archives that units sent, after their time."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand

from campaigns.contests.domain.batch_erasing import erase_runs_before


class Command(BaseCommand):
    """The entries of a batch have their own time; this is about the sheets they came in."""

    help = "Erase sheets, archives and answers of batches sent more than DAYS days ago; --dry-run counts first."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the number of days."""
        parser.add_argument("--days", type=int, default=365, help="days after sending (default 365)")
        parser.add_argument("--dry-run", action="store_true", help="count what would be erased")

    def handle(self, *_args: Any, days: int, dry_run: bool, **_options: Any) -> None:
        """Erase, or count."""
        count = erase_runs_before(days=days, dry_run=dry_run)
        self.stdout.write(f"{count} to erase" if dry_run else f"{count} erased")
