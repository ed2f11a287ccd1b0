"""``manage.py rotate_secrets``: seal everything under the current key."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand

from foundation.intake.domain.files import reseal_file
from foundation.intake.enums import FileState
from foundation.intake.models import IntakeFile
from foundation.intake.queries import files_under_old_keys
from foundation.secrets.domain.rotation import rotate_model, sealed_models
from foundation.secrets.keyring import keyring


class Command(BaseCommand):
    """Put a new key first in FIELD_KEYS, run this, then take the old key out."""

    help = "Seal every sealed field and file under the current key. May be stopped and run again."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add ``--dry-run``."""
        parser.add_argument("--dry-run", action="store_true", help="count only, change nothing")

    def handle(self, *_args: Any, dry_run: bool, **_options: Any) -> None:
        """Turn the key over and say what was done."""
        self.stdout.write(f"current key: {keyring().current.id}")
        left = 0
        for model, fields in sealed_models():
            rotation = rotate_model(model, fields, dry_run=dry_run)
            left += rotation.broken + rotation.overtaken + (rotation.turned if dry_run else 0)
            self.stdout.write(
                f"{model.__name__}: {rotation.seen} rows, {rotation.turned} {'to turn' if dry_run else 'turned'}, "
                f"{rotation.overtaken} overtaken, {rotation.broken} unreadable"
            )
        left += self._files(dry_run=dry_run)
        self.stdout.write("nothing left under an older key" if not left else f"left: {left}; run again")

    def _files(self, *, dry_run: bool) -> int:
        count = 0
        for file in files_under_old_keys():
            count += 1
            if not dry_run:
                reseal_file(file=file)
        total = IntakeFile.objects.exclude(state=FileState.ERASED).count()
        self.stdout.write(f"files: {total}, {count} {'to turn' if dry_run else 'turned'}")
        return count if dry_run else 0
