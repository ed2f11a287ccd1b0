"""``manage.py erase_person``: erase what the competitions hold about one person."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from campaigns.contests.domain.access import NotHereError
from campaigns.contests.domain.person import SeveralPeopleError, erase_person
from campaigns.contests.management.persons import add_person, asked_person, several


class Command(BaseCommand):
    """Look with ``--dry-run`` first: erasing cannot be undone."""

    help = "Erase everything the competitions hold about one person, found by telephone or e-mail."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the person, who asks, and ``--dry-run``."""
        add_person(parser)
        parser.add_argument("--dry-run", action="store_true", help="count only, change nothing")

    def handle(self, *_args: Any, dry_run: bool, **options: Any) -> None:
        """Erase and say how many of each."""
        asked = asked_person(options)
        try:
            held = erase_person(phone=asked.phone, email=asked.email, name=asked.name, user=asked.user, dry_run=dry_run)
        except NotHereError:
            message = "this account may not erase what is held about people"
            raise CommandError(message) from None
        except SeveralPeopleError as error:
            raise several(error) from None
        done = "to erase" if dry_run else "erased"
        for name, count in held.counts().items():
            self.stdout.write(f"{name}: {count} {done if name != 'elsewhere' else 'at other desks, left there'}")
