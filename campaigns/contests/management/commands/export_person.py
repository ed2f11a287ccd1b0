"""``manage.py export_person``: give a person what the competitions hold about them."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from campaigns.contests.domain.access import NotHereError
from campaigns.contests.domain.person import SeveralPeopleError, export_person
from campaigns.contests.management.persons import add_person, asked_person, several


class Command(BaseCommand):
    """The archive holds a person's data: hand it to nobody else, and delete it afterwards."""

    help = "Write an archive of everything the competitions hold about one person, found by telephone or e-mail."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the person, who asks, and the file."""
        add_person(parser)
        parser.add_argument("file", type=Path, help="the .zip to write; it must not exist yet")

    def handle(self, *_args: Any, file: Path, **options: Any) -> None:
        """Write the archive."""
        asked = asked_person(options)
        try:
            with file.open("xb") as target:
                file.chmod(0o600)
                target.write(export_person(phone=asked.phone, email=asked.email, name=asked.name, user=asked.user))
        except NotHereError:
            file.unlink(missing_ok=True)
            message = "this account may not look into what is held about people"
            raise CommandError(message) from None
        except SeveralPeopleError as error:
            file.unlink(missing_ok=True)
            raise several(error) from None
        except OSError as error:
            message = f"{file}: {error.strerror or 'cannot be written'}"
            raise CommandError(message) from error
        self.stdout.write(f"{file.name} written")
