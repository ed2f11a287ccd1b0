"""``manage.py find_similar``: compare the new texts of competitions."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from campaigns.contests.domain.findings import turn_findings
from campaigns.contests.domain.photo_likeness import find_alike_pictures
from campaigns.contests.domain.similarity import find_resemblances
from campaigns.contests.models import Contest
from campaigns.contests.queries.findings import fresh_texts


class Command(BaseCommand):
    """Compares texts and pictures with their competition, past ones and our articles; run it while entries come."""

    help = "Compare new texts and pictures of competitions with each other, with past ones and with our own articles."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take one competition, and whether to count only."""
        parser.add_argument("--contest", metavar="SLUG", help="address part of one competition; all without it")
        parser.add_argument("--dry-run", action="store_true", help="count the new texts and compare nothing")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Compare, one competition after the other."""
        contests = Contest.objects.order_by("pk")
        if options["contest"]:
            contests = contests.filter(slug=options["contest"])
            if not contests:
                message = f"There is no competition {options['contest']}."
                raise CommandError(message)
        for contest in contests:
            if options["dry_run"]:
                self.stdout.write(f"{contest.slug}: {fresh_texts(contest).count()} new texts")
                continue
            turn_findings(contest=contest)
            done = find_resemblances(contest=contest)
            found = done.found + find_alike_pictures(contest=contest)
            self.stdout.write(f"{contest.slug}: {done.fresh} new, {done.compared} compared, {found} found")
