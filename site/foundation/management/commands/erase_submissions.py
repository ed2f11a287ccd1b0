"""``manage.py erase_submissions``: erase what is past its day."""

import argparse
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from foundation.intake.domain.erasing import erase_due


class Command(BaseCommand):
    """Run it once a day."""

    help = "Erase submissions past their retention, refused requests, expired drafts and forgotten files."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add ``--dry-run``."""
        parser.add_argument("--dry-run", action="store_true", help="count only, change nothing")

    def handle(self, *_args: Any, dry_run: bool, **_options: Any) -> None:
        """Erase and say how many of each."""
        for name, count in asdict(erase_due(dry_run=dry_run)).items():
            self.stdout.write(f"{name}: {count} {'to erase' if dry_run else 'erased'}")
