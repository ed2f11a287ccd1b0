#!/usr/bin/env python3
"""Measure looking for resemblances among 12,000 generated entries (make bench-similarity): seconds and peak memory.

The entries stand in a database of its own, made for the run and removed after it. Their words are drawn from a small
vocabulary with set phrases that all of them use, so that unrelated texts have something in common as real ones do. Some
are copies, some have one character in twenty changed, some hold a lifted paragraph of 60 to 160 characters. Printed are
the time of the first run over everything, of a second run after 100 more entries, the peak memory, and how many of the
planted pairs were found and how many others were flagged.
"""

import os
import random
import resource
import shutil
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
VAR_DIR = Path(tempfile.mkdtemp(prefix="wenxuan-bench-"))
os.environ.update(WENXUAN_VAR_DIR=str(VAR_DIR), TASKS_IMMEDIATE="1", DEBUG="0", LOG_LEVEL="ERROR")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

import django  # noqa: E402  (the environment is set above)

django.setup()

from django.conf import settings  # noqa: E402  (the same)
from django.core.management import call_command  # noqa: E402  (the same)
from django.utils import timezone  # noqa: E402  (the same)

from campaigns.contests.domain.similarity import find_resemblances  # noqa: E402  (the same)
from campaigns.contests.enums import EntryState  # noqa: E402  (the same)
from campaigns.contests.models import Contest, Entry, EntryRevision, Finding  # noqa: E402  (the same)
from campaigns.contests.queries.contests import rules_of  # noqa: E402  (the same)
from foundation.models import Submission  # noqa: E402  (the same)
from tests.factories.contests import make_contest  # noqa: E402  (the same)

ENTRIES = int(os.environ.get("BENCH_ENTRIES", "12000"))
LATER = 100
WORDS, LENGTH = 4000, 1800
PLANTED = 0.02
"""Of each kind: copies, slightly changed copies, lifted paragraphs."""
MARKED, CHANGED = 0.2, 0.05
"""Words followed by a mark; characters changed in a changed copy."""
PHRASES = (
    "人民有信仰国家有力量民族有希望",
    "富强民主文明和谐自由平等公正法治爱国敬业诚信友善",
    "在新时代文明实践中心的组织下志愿者们",
)
KINDS = ("copy", "changed", "lifted")


class Writer:
    """Writes texts of words that come as often as words do: few often, many seldom."""

    def __init__(self) -> None:
        self.draw = random.Random(11)  # noqa: S311 - examples, not secrets
        han = [chr(code) for code in range(0x4E00, 0x4E00 + 3000)]
        self.words = ["".join(self.draw.choices(han, k=self.draw.choice((1, 2, 2, 2, 4)))) for _ in range(WORDS)]
        self.weights = [1 / (rank + 10) for rank in range(WORDS)]

    def text(self) -> str:
        """Return a new text."""
        length = self.draw.randrange(LENGTH // 2, LENGTH)
        words = self.draw.choices(self.words, self.weights, k=length // 2)
        for phrase in PHRASES:
            words.insert(self.draw.randrange(len(words)), phrase)
        marks = iter(self.draw.choices("，，，，。", k=len(words)))
        return "".join(word + (next(marks) if self.draw.random() < MARKED else "") for word in words)

    def planted(self, kind: str, source: str) -> str:
        """Return a text made of another one."""
        if kind == "copy":
            return source.replace("，", "。")
        if kind == "changed":
            return "".join("改" if self.draw.random() < CHANGED else character for character in source)
        start, length = self.draw.randrange(200), self.draw.randrange(60, 160)
        return self.text() + source[start : start + length]


def fill(contest: Contest, writer: Writer, count: int) -> dict[int, tuple[int, str]]:
    """Write entries straight into the tables; returns which of them were made of which earlier one, and how."""
    rules, now = rules_of(contest), timezone.now()
    first = Submission.objects.count()
    texts: list[str] = []
    planted: dict[int, tuple[int, str]] = {}
    for number in range(count):
        kind = writer.draw.choices([*KINDS, ""], [PLANTED, PLANTED, PLANTED, 1 - 3 * PLANTED])[0]
        if kind and number:
            source = writer.draw.randrange(number)
            planted[number] = (source, kind)
            texts.append(writer.planted(kind, texts[source]))
        else:
            texts.append(writer.text())
    keys: list[int] = []
    for number, text in enumerate(texts):
        submission = Submission.objects.create(
            kind="entry",
            number=f"ZW2026-{first + number:05d}",
            submission_key=os.urandom(16).hex(),
            query_code=f"{first + number:08d}",
            link_token=os.urandom(12).hex(),
        )
        entry = Entry.objects.create(submission=submission, contest=contest, rule_set=rules)
        at = now + timedelta(seconds=first + number)
        head = EntryRevision.objects.create(
            entry=entry, sequence=1, title="样例", text=text, count_rule="x", text_sha256="0" * 64, received_at=at
        )
        Entry.objects.filter(pk=entry.pk).update(head=head, received_at=at, state=EntryState.RECEIVED)
        keys.append(entry.pk)
    return {keys[number]: (keys[source], kind) for number, (source, kind) in planted.items()}


def peak() -> float:
    """Return the most memory the process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def timed(contest: Contest) -> None:
    """Run once and print what it took."""
    before = peak()
    begun = time.perf_counter()
    done = find_resemblances(contest=contest)
    seconds = time.perf_counter() - begun
    print(
        f"{done.fresh:6d} new texts: {seconds:6.1f} s, {done.compared} pairs compared exactly, {done.found} flagged; "
        f"memory {before:.0f} → {peak():.0f} MB"
    )


def main() -> int:
    """Make the entries, look twice, print the figures."""
    settings.DATABASES["default"]["ATOMIC_REQUESTS"] = False
    try:
        call_command("migrate", verbosity=0)
        contest = make_contest()
        writer = Writer()
        planted = fill(contest, writer, ENTRIES)
        timed(contest)
        pairs = set(Finding.objects.exclude(other=None).values_list("entry_id", "other__entry_id"))
        expected = {
            kind: {(entry, source) for entry, (source, each) in planted.items() if each == kind} for kind in KINDS
        }
        for kind, wanted in expected.items():
            print(f"  {kind:8s} {len(wanted & pairs):4d} of {len(wanted):4d} planted pairs found")
        flagged = {entry for entry, _other in pairs}
        # A copy's source may itself be a copy, and a source may be used twice: both make more true pairs.
        print(f"  entries flagged though nothing was planted: {len(flagged - set(planted))}")
        fill(contest, writer, LATER)
        timed(contest)
    finally:
        shutil.rmtree(VAR_DIR, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
