"""``manage.py load_synonyms``: bring a list of synonyms along."""

import csv
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from search.domain.synonyms import load_synonyms


class Command(BaseCommand):
    """Adds the rows of a CSV file (short form, full forms) to the synonyms; a second run adds nothing."""

    help = "Add the rows of a CSV file (short form, full form, …) to the synonyms."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file."""
        parser.add_argument("file", type=Path, help="CSV in UTF-8: a short form, then one or more full forms")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Load the file and print what became of its rows."""
        try:
            with options["file"].open(encoding="utf-8-sig", newline="") as stream:
                report = load_synonyms(rows=csv.reader(stream), actor=None)
        except (OSError, UnicodeDecodeError, csv.Error):
            raise CommandError(_("The file %(name)s is no CSV file in UTF-8.") % {"name": options["file"]}) from None
        self.stdout.write(
            _("%(added)d added, %(known)d known already, %(refused)d refused.")
            % {"added": report.added, "known": report.known, "refused": len(report.refused)}
        )
        for number in report.refused:
            self.stdout.write(_("Row %(row)d holds no short form with a full form.") % {"row": number})
