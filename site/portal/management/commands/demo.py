"""``manage.py demo``: fill an empty installation with the invented city's site."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from news.models import ColumnPage
from portal.demo.building import build
<<<<<<< HEAD
from portal.demo.placing import place_ads, report_damage
=======
from portal.demo.contests import hold_contests
>>>>>>> 328b2c4 (Take essay entries on the web: read a file, count as Word does, answer with a receipt; competitions on the front page and in the demo)


class Command(BaseCommand):
    """Build the demo; an installation that has columns already is left alone."""

    help = "Fill an empty installation with the demo content; refuses where there is content already."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Build it and say what was built and how long it took."""
        if ColumnPage.objects.exists():
            message = "There are columns already: the demo is for an empty installation."
            raise CommandError(message)
        started = time.monotonic()
        count = build()
<<<<<<< HEAD
        place_ads()
        report_damage()
=======
        hold_contests()
>>>>>>> 328b2c4 (Take essay entries on the web: read a file, count as Word does, answer with a receipt; competitions on the front page and in the demo)
        self.stdout.write(f"The demo stands: {count} articles in {time.monotonic() - started:.0f} s.")
