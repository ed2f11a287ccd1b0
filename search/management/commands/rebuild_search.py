"""``manage.py rebuild_search``: make the documents from the pages, and the index from the documents."""

from argparse import ArgumentParser
from collections.abc import Callable
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from search.domain import index
from search.domain.rebuilding import count_objects, rebuild_documents
from search.engines.protocol import Overtaken
from search.models import Document


class Command(BaseCommand):
    """Rebuilds the read model and the index while the site is in use, and reports both rates."""

    help = "Rebuild the search documents from the pages and the index from the documents, while the site is in use."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take which half to rebuild; both without an option."""
        half = parser.add_mutually_exclusive_group()
        half.add_argument("--documents-only", action="store_true", help="leave the index as it is")
        half.add_argument("--index-only", action="store_true", help="leave the documents as they are")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Rebuild and print the rates."""
        if not options["index_only"]:
            self._run(_("Search documents"), count_objects(), rebuild_documents)
        if not options["documents_only"]:
            try:
                self._run(_("Index"), Document.objects.count(), index.rebuild)
            except Overtaken:
                raise CommandError(_("Another rebuild was started; this one stopped and leaves it to that.")) from None

    def _run(self, name: str, total: int, work: Callable[[Callable[[int], None]], int]) -> None:
        started = perf_counter()
        with tqdm(total=total, desc=name, disable=None) as bar:

            def progress(number: int) -> None:
                bar.update(number)

            done = work(progress)
        seconds = perf_counter() - started
        self.stdout.write(
            _("%(name)s: %(done)d in %(seconds).1f s (%(rate)d a second)")
            % {"name": name, "done": done, "seconds": seconds, "rate": done / seconds}
        )
