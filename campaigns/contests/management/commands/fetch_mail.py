"""``manage.py fetch_mail``: bring in contributions sent by e-mail."""

import argparse
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from campaigns.contests.domain.mail_files import take_file
from campaigns.contests.domain.mailboxes import MailboxError, account_of, fetch_account, read_left_over


class Command(BaseCommand):
    """Run it every few minutes; run twice it keeps nothing twice."""

    help = "Keep the mails of the mailboxes in CONTEST_MAILBOXES, or of .eml and .mbox files. Deletes nothing there."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take files and the label asked for on mails."""
        parser.add_argument("files", nargs="*", type=Path, help=".eml or .mbox files instead of the mailboxes")
        parser.add_argument("--label", default="", help="the label that the notice asks for, for files")

    def handle(self, *_args: Any, files: list[Path], label: str, **_options: Any) -> None:
        """Fetch, say how many, and fail at the end when a mailbox could not be read."""
        if files:
            self._files(files, label)
            return
        failed: list[str] = []
        labels: dict[str, str] = {}
        for url in settings.CONTEST_MAILBOXES:
            try:
                account = account_of(url)
                labels[account.name] = account.label
                done = fetch_account(account)
                too_large = f"{done.too_large} of them too large, kept by their head"
                self.stdout.write(f"{account.name}: {done.new} new, {done.known} known, {too_large}")
            except MailboxError as error:
                failed.append(str(error))
        left = read_left_over(labels=labels)
        if left:
            self.stdout.write(f"{left} kept earlier and read now")
        if failed:
            raise CommandError("; ".join(failed))

    def _files(self, files: list[Path], label: str) -> None:
        for path in files:
            try:
                new, known = take_file(path=path, label=label)
            except OSError as error:
                message = f"{path}: {error.strerror or 'cannot be read'}"
                raise CommandError(message) from error
            self.stdout.write(f"{path.name}: {new} new, {known} known")
