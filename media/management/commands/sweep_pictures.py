"""``manage.py sweep_pictures``: for a daily timer."""

from typing import Any

from django.core.management.base import BaseCommand

from media.domain.rights import sweep


class Command(BaseCommand):
    """Take the public files of pictures whose rights ran out away."""

    help = "Remove the public files of pictures that may not be shown any more."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Sweep once and say how many pictures were swept."""
        self.stdout.write(f"{sweep()} pictures swept")
