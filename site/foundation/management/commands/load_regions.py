"""``manage.py load_regions``: bring in the packaged regions, or those of a CSV file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from foundation.domain.region_rows import packaged_rows, rows_from_csv
from foundation.domain.regions import RegionRowError, load_regions


class Command(BaseCommand):
    """Run it at set-up and after an update of the data; done twice it changes nothing more."""

    help = "Bring in provinces, cities and counties, or with --file an office's townships, villages or other places."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the CSV file."""
        parser.add_argument(
            "--file",
            type=Path,
            help="CSV file (UTF-8 or GB18030) with the columns code, name and optionally short_name, level, parent, "
            "valid_until; without it the packaged data are loaded",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Load and say how many."""
        try:
            rows = rows_from_csv(options["file"]) if options["file"] else packaged_rows()
            loaded = load_regions(rows=rows)
        except RegionRowError as error:
            raise CommandError(error) from error
        self.stdout.write(f"{loaded.created} created, {loaded.changed} changed, {loaded.unchanged} unchanged")
