"""``manage.py score_imports``: how often editors changed what the page reader proposed."""

import datetime as dt
import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from news.cutting.comparing import GUESSES
from news.queries.import_scores import MonthScore, import_scores


class Command(BaseCommand):
    """Print for each month and kind of guess: made, changed, and the share."""

    help = "Tell, month by month, how often editors changed each kind of the page reader's guesses."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the first day, and the form of the answer."""
        parser.add_argument("--since", metavar="DATE", help="first day, as 2020-05-28")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *_args: Any, since: str | None, **options: Any) -> None:
        """Print the scores."""
        try:
            first = dt.date.fromisoformat(since) if since else None
        except ValueError as reason:
            message = f"{since} is no date: write it as 2020-05-28."
            raise CommandError(message) from reason
        scores = import_scores(first)
        if options["json"]:
            self.stdout.write(json.dumps({"months": [as_data(score) for score in scores]}))
            return
        if not scores:
            self.stdout.write("No page was cut in this time.")
        for score in scores:
            self.stdout.write(f"{score.month}: {score.pages} pages")
            for kind in GUESSES:
                if (share := score.share(kind)) is not None:
                    self.stdout.write(
                        f"  {kind:14} {score.changed[kind]:4} of {score.made[kind]:4} changed  {share:6.1%}"
                    )


def as_data(score: MonthScore) -> dict[str, Any]:
    """Return a month's score as plain data."""
    guesses = {kind: {"made": score.made[kind], "changed": score.changed[kind]} for kind in GUESSES}
    return {"month": score.month, "pages": score.pages, "guesses": guesses}
