"""``manage.py load_topics``: bring in the field's closed list of topics."""

from typing import Any

from django.core.management.base import BaseCommand

from foundation.domain.topics import load_topics


class Command(BaseCommand):
    """Run it at set-up; done twice it changes nothing more."""

    help = "Create the topics of the field's closed list that are missing."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Load and say how many."""
        self.stdout.write(f"{load_topics()} created")
