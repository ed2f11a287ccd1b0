"""``manage.py import_page``: a page's text layer becomes drafts on that edition's page."""

import datetime as dt
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from news.domain.importing import import_page
from news.domain.refusals import Refused
from news.reading import UnreadablePage

BYTES_LIMIT = 21 * 1024 * 1024
"""A little more than the reader takes, so that the reader itself says what is wrong."""


class Command(BaseCommand):
    """Makes draft articles from a page's text; run twice, it makes nothing twice."""

    help = "Make draft articles from the text layer of one newspaper page."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file and what names the page."""
        parser.add_argument("file", help="text of the page: UTF-8, UTF-16 or GB18030")
        parser.add_argument("--date", required=True, help="date of the edition, for example 2020-05-28")
        parser.add_argument("--issue", type=int, help="issue number of the edition")
        parser.add_argument("--page", type=int, required=True, help="page number")
        parser.add_argument("--section", default="", help="name of the section")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Import the page and print what was made; a refusal is one sentence."""
        try:
            date = dt.date.fromisoformat(options["date"])
        except ValueError:
            raise CommandError(_("The date must be of the form 2020-05-28.")) from None
        try:
            with Path(options["file"]).open("rb") as file:
                data = file.read(BYTES_LIMIT)
        except OSError:
            raise CommandError(_("The file %(name)s cannot be opened.") % {"name": options["file"]}) from None
        try:
            imported = import_page(
                data=data,
                date=date,
                issue=options["issue"],
                page=options["page"],
                section_name=options["section"],
                actor=None,
            )
        except (Refused, UnreadablePage) as refusal:
            raise CommandError(str(refusal)) from None
        summary = _("%(created)d drafts made, %(known)d articles were there already.")
        self.stdout.write(summary % {"created": len(imported.created), "known": imported.known})
        for article in imported.created:
            self.stdout.write(f"{article.number_id}\t{article.get_article_kind_display()}\t{article.title}")
