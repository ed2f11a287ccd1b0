"""``manage.py demo``: fill an empty installation with the invented city's site."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from news.models import ColumnPage
from portal.demo.building import build
from portal.demo.contests import hold_contests
from portal.demo.honouring import run_rounds
from portal.demo.hubs import open_hubs
from portal.demo.placing import place_ads, report_damage


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
        place_ads()
        report_damage()
        hold_contests()
        run_rounds()
        open_hubs()
        self.stdout.write(f"The demo stands: {count} articles in {time.monotonic() - started:.0f} s.")
