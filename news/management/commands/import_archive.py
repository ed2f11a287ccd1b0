"""``manage.py import_archive``: bring an old site's articles along."""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils.translation import gettext as _
from tqdm import tqdm

from news.domain.archive import ArchiveReport, import_archive
from news.domain.archive_rows import LINE_LIMIT
from news.models import ColumnPage


class Command(BaseCommand):
    """Adds the articles of a JSON lines file to a column; a second run adds nothing."""

    help = "Add the articles of a JSON lines file (id, title, body, date; source, url, author) to a column."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, the column and whether to publish."""
        parser.add_argument("file", help="JSON lines, one article each; - reads standard input")
        parser.add_argument("--column", required=True, help="address part (slug) of the column")
        parser.add_argument("--publish", action="store_true", help="publish at once, under the articles' own dates")
        parser.add_argument("--refused", help="file for the number and reason of every refused line, tab-separated")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Run the import with a progress bar and print what became of the lines."""
        column = ColumnPage.objects.filter(slug=options["column"]).first()
        if column is None:
            known = "、".join(ColumnPage.objects.values_list("slug", flat=True)) or "—"
            message = _("There is no column “%(slug)s”; there are: %(known)s.")
            raise CommandError(message % {"slug": options["column"], "known": known})
        if connection.vendor == "sqlite":
            # SQLite's own cache would go on growing for the first tens of thousands of articles.
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA cache_size=-8192")
        with ExitStack() as stack:
            stream = stack.enter_context(_opened(options["file"], "rb"))
            refused = stack.enter_context(_opened(options["refused"], "w")) if options["refused"] else None
            bar = stack.enter_context(tqdm(total=_size(stream), unit="B", unit_scale=True, disable=None))
            report = import_archive(
                lines=_lines(stream, bar),
                column=column,
                publish=options["publish"],
                actor=None,
                on_refusal=lambda line, reason: print(line, reason, sep="\t", file=refused) if refused else None,
            )
        self._tell(report)

    def _tell(self, report: ArchiveReport) -> None:
        summary = _("%(added)d added, %(known)d known already, %(refused)d refused, %(redirects)d old addresses kept.")
        self.stdout.write(summary % vars(report))
        for line, reason in report.refusals:
            self.stdout.write(_("Line %(line)d: %(reason)s") % {"line": line, "reason": reason})
        if report.refused > len(report.refusals):
            self.stdout.write(_("There are more; --refused FILE writes them all."))


def _opened(name: str, mode: str) -> IO[Any]:
    """Open a file. Raises CommandError with a sentence."""
    if name == "-":
        return sys.stdin.buffer
    try:
        return Path(name).open(mode, encoding="utf-8" if mode == "w" else None)
    except OSError:
        raise CommandError(_("The file %(name)s cannot be opened.") % {"name": name}) from None


def _size(stream: IO[bytes]) -> int | None:
    """Return the length of a file in bytes, or None for a pipe."""
    return os.fstat(stream.fileno()).st_size or None


def _lines(stream: IO[bytes], bar: "tqdm[Any]") -> Iterator[bytes]:
    """Yield the lines; of a line beyond the limit only so much that it is refused, so that memory stays flat."""
    while line := stream.readline(LINE_LIMIT + 1):
        bar.update(len(line))
        rest = line
        while rest and not rest.endswith(b"\n"):
            rest = stream.readline(LINE_LIMIT)
            bar.update(len(rest))
        yield line
