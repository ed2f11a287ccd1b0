"""``manage.py read_page FILE``: read one newspaper page's text and print the proposed articles."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from news.reading import Item, PageReading, UnreadablePage, read
from news.reading.decoding import MAX_BYTES
from news.reading.output import as_data

SHOWN = 60
"""Characters of a paragraph shown in the listing."""


class Command(BaseCommand):
    """Read a page and write nothing; no database is asked."""

    help = "Read one newspaper page's text layer and print the articles it proposes. Writes nothing."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file (- for standard input) and the form of the answer."""
        parser.add_argument("file", help="text layer of one page (UTF-8, UTF-16 or GB18030); - reads standard input")
        parser.add_argument("--json", action="store_true", help='print {"items": […]} as described in docs/reading.md')

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print the reading; a file that cannot be read is one sentence and exit status 1."""
        try:
            reading = read(self._data(options["file"]))
        except UnreadablePage as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["json"]:
            self.stdout.write(json.dumps(as_data(reading), ensure_ascii=False, indent=1))
        else:
            self._show(reading)

    @staticmethod
    def _data(name: str) -> bytes:
        try:
            if name == "-":
                return sys.stdin.buffer.read(MAX_BYTES + 1)
            with Path(name).open("rb") as file:
                return file.read(MAX_BYTES + 1)
        except OSError as error:
            raise CommandError(_("The file cannot be opened: %(reason)s") % {"reason": error.strerror}) from error

    def _show(self, reading: PageReading) -> None:
        for number, item in enumerate(reading.items, 1):
            self._show_item(number, item)
        for piece in reading.furniture:
            self.stdout.write(f"-- {piece.role}: {piece.text}  [{_ranges(piece.lines)}]")

    def _show_item(self, number: int, item: Item) -> None:
        region = "/".join(name for name in (item.region.province, item.region.city, item.region.county) if name)
        self.stdout.write(f"{number}. [{item.kind}] {item.headline or '—'}  ({item.confidence:.2f})")
        fields = {
            "kicker": item.kicker,
            "deck": item.deck,
            "byline": " ".join(part for part in (item.byline_role, item.byline) if part),
            "photo": " ".join(item.photographers),
            "source": item.source,
            "region": region,
            "topics": " ".join(item.topics),
            "column": item.column,
            "lines": _ranges(item.lines),
            "doubts": " ".join(item.doubts),
        }
        for name, value in fields.items():
            if value:
                self.stdout.write(f"   {name}: {value}")
        self._show_body(item)

    def _show_body(self, item: Item) -> None:
        subheads = dict(zip(item.subhead_positions, item.subheads, strict=True))
        for index, paragraph in enumerate(item.paragraphs):
            if index in subheads:
                self.stdout.write(f"   ## {subheads[index]}")
            self.stdout.write(f"   | {paragraph[:SHOWN]}{'…' if len(paragraph) > SHOWN else ''}")


def _ranges(numbers: tuple[int, ...] | list[int]) -> str:
    """Return first and last of the line numbers in short."""
    return f"{min(numbers)}–{max(numbers)}" if numbers else ""
