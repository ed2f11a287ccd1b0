"""Brings the database up to date and fills an empty one with the demo city."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """``manage.py content``: what ``make content`` runs. It never changes content that is there."""

    help = "Migrate the database; if nobody has an account in it yet, add the demo content."

    def handle(self, *_args: Any, **options: Any) -> None:
        """Migrate, then fill the database if it is empty."""
        call_command("migrate", interactive=False, verbosity=0)
        if get_user_model().objects.exists():
            self.stdout.write("The database has accounts already: its content stays as it is.")
            return
        self.stdout.write("The database is empty: adding the demo city.")
        call_command("demo", verbosity=options["verbosity"])
