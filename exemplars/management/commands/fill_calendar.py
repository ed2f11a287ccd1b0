"""``manage.py fill_calendar 2027 [--weekends-only]``: add the days of a year to the calendar of working days."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from exemplars.domain.calendar import UnknownYearError, fill_calendar


class Command(BaseCommand):
    """Adds what is missing; days that the office has changed stay as they are."""

    help = "Add the days of a year to the calendar of working days."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the year, and whether to go by weekends alone."""
        parser.add_argument("year", type=int)
        parser.add_argument("--weekends-only", action="store_true", help="for a year whose days off are not known yet")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Fill and say how many; raises ``CommandError`` for a year that the library does not know."""
        try:
            added = fill_calendar(year=options["year"], weekends_only=options["weekends_only"])
        except UnknownYearError as error:
            message = (
                f"The days off of {error.year} are not known to chinesecalendar. Upgrade it, or use --weekends-only "
                "and then change the days off by hand."
            )
            raise CommandError(message) from None
        self.stdout.write(f"{added} days added")
