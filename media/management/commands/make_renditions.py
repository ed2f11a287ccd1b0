"""``manage.py make_renditions``: repairs what a lost task or a changed list of sets left out."""

from typing import Any

from django.core.management.base import BaseCommand

from foundation.limited import LimitedError
from media.domain import renditions
from media.models import Picture


class Command(BaseCommand):
    """Make the renditions that pictures lack."""

    help = "Make the renditions that pictures lack; safe to run at any time."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Go through the library; a picture that cannot be decoded is named and left."""
        count = 0
        for picture in Picture.objects.order_by("pk").iterator():
            try:
                count += renditions.make(picture)
            except (LimitedError, OSError) as reason:
                self.stderr.write(f"picture {picture.pk}: {reason}")
        self.stdout.write(f"{count} renditions made")
