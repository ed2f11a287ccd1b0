#!/usr/bin/env python3
"""Measure looking for resemblances among 12,000 generated entries (make bench-similarity): seconds and peak memory.

The entries, and 5,000 articles of our own, stand in a database of its own, made for the run and removed after it. Their
words are drawn from a small vocabulary with set phrases that all of them use, so that unrelated texts have something in
common as real ones do. Some are copies, some have one character in twenty changed, some hold a lifted paragraph of 60
to 160 characters, some a paragraph of an article. Printed are the time of the first run over everything, of a second
run after 100 more entries, the processor's time, the machine's load, the peak memory (another process writes the
entries, so that what they cost is not in it), and how many of the planted pairs were found and how many others were
flagged.
"""

import hashlib
import json
import multiprocessing
import os
import random
import resource
import shutil
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
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
from django.db import connection  # noqa: E402  (the same)
from django.utils import timezone  # noqa: E402  (the same)

from campaigns.contests.domain.similarity import find_resemblances  # noqa: E402  (the same)
from campaigns.contests.enums import EntryState  # noqa: E402  (the same)
from campaigns.contests.models import Contest, Entry, EntryRevision, Finding  # noqa: E402  (the same)
from campaigns.contests.queries.contests import rules_of  # noqa: E402  (the same)
from foundation.models import Submission  # noqa: E402  (the same)
from search.models import Document  # noqa: E402  (the same)
from tests.factories.contests import make_contest  # noqa: E402  (the same)
from tests.factories.news import article as make_article  # noqa: E402  (the same)

ENTRIES = int(os.environ.get("BENCH_ENTRIES", "12000"))
LATER = 100
ARTICLES, COPIED_ARTICLES = 5000, 100
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
KINDS = ("copy", "changed", "lifted", "printed")
Planted = tuple[int, str]
"""The entry, or the article, from which a text was made, and how."""


class Writer:
    """Writes texts of words that come as often as words do: few often, many seldom."""

    def __init__(self, seed: int = 11) -> None:
        self.draw = random.Random(seed)  # noqa: S311 - examples, not secrets
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


def without_phrases(text: str) -> str:
    """Take the set phrases out: an article that exists for its words only must be flagged by no accident."""
    for phrase in PHRASES:
        text = text.replace(phrase, "")
    return text


def chosen(writer: Writer, count: int, articles: list[tuple[int, str]]) -> tuple[list[str], dict[int, Planted]]:
    """Write texts; returns them, and of which earlier text or article some were made, and how."""
    texts: list[str] = []
    planted: dict[int, Planted] = {}
    for number in range(count):
        kind = writer.draw.choices([*KINDS, ""], [PLANTED] * len(KINDS) + [1 - len(KINDS) * PLANTED])[0]
        if kind == "printed" and articles:
            key, source = writer.draw.choice(articles)
            planted[number] = (key, kind)
            texts.append(writer.planted("lifted", source))
        elif kind and kind != "printed" and number:
            place = writer.draw.randrange(number)
            planted[number] = (place, kind)
            texts.append(writer.planted(kind, texts[place]))
        else:
            texts.append(writer.text())
    return texts, planted


def fill(contest: Contest, writer: Writer, count: int, articles: list[tuple[int, str]]) -> dict[int, Planted]:
    """Write entries straight into the tables; returns which of them were made of which, and how."""
    rules, now = rules_of(contest), timezone.now()
    first = Submission.objects.count()
    texts, planted = chosen(writer, count, articles)
    numbers = range(first, first + count)
    submissions = Submission.objects.bulk_create(
        Submission(
            kind="entry",
            number=f"ZW2026-{number:05d}",
            submission_key=uuid.uuid4(),
            query_code=f"{number:08d}",
            link_token=os.urandom(12).hex(),
        )
        for number in numbers
    )
    entries = Entry.objects.bulk_create(
        Entry(submission=submission, contest=contest, rule_set=rules) for submission in submissions
    )
    heads = EntryRevision.objects.bulk_create(
        EntryRevision(
            entry=entry,
            sequence=1,
            title="样例",
            text=text,
            count_rule="x",
            text_sha256=hashlib.sha256(text.encode()).hexdigest(),
            received_at=now + timedelta(seconds=number),
        )
        for number, entry, text in zip(numbers, entries, texts, strict=True)
    )
    for entry, head in zip(entries, heads, strict=True):
        entry.head, entry.received_at, entry.state = head, head.received_at, EntryState.RECEIVED
    Entry.objects.bulk_update(entries, ["head", "received_at", "state"], batch_size=200)
    keys = [entry.pk for entry in entries]
    return {
        keys[number]: (source if kind == "printed" else keys[source], kind)
        for number, (source, kind) in planted.items()
    }


def print_articles(writer: Writer) -> list[tuple[int, str]]:
    """Write articles of ours as readers see them; returns the keys and texts of those from which is copied."""
    now, others = timezone.now(), Writer(seed=13)
    copied = [(text, make_article(text=text).pk) for text in (writer.text() for _ in range(COPIED_ARTICLES))]
    Document.objects.bulk_create(
        Document(
            kind="article",
            object_key=str(10**6 + number),
            url=f"/bench/{number}",
            title="样例",
            text=without_phrases(others.text()),
            date=now,
            year=now.year,
            updated_at=now,
            visible_from=now - timedelta(days=1),
        )
        for number in range(ARTICLES)
    )
    return [(key, text) for text, key in copied]


def prepare(path: Path, count: int) -> None:
    """Fill the database; what was planted is written beside it."""
    call_command("migrate", verbosity=0)
    writer, contest = Writer(), make_contest()
    planted = fill(contest, writer, count, print_articles(writer))
    path.write_text(json.dumps(list(planted.items())))


def add_more() -> None:
    """Fill in what came after the first run."""
    fill(Contest.objects.get(), Writer(seed=12), LATER, [])


def apart(target: Callable[..., None], *arguments: object) -> None:
    """Run something in a process of its own, so that its memory is not ours."""
    process = multiprocessing.get_context("fork").Process(target=target, args=arguments)
    process.start()
    process.join()
    if process.exitcode:
        sys.exit("the entries could not be written")


def peak() -> float:
    """Return the most memory the process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def timed() -> None:
    """Run once and print what it took."""
    before = peak()
    begun, worked = time.perf_counter(), time.process_time()
    done = find_resemblances(contest=Contest.objects.get())
    seconds, worked = time.perf_counter() - begun, time.process_time() - worked
    print(
        f"{done.fresh:6d} new texts: {seconds:6.1f} s ({worked:.1f} s of a processor, load {os.getloadavg()[0]:.1f}), "
        f"{done.compared} pairs compared exactly, {done.found} flagged; memory {before:.0f} → {peak():.0f} MB"
    )


def told(planted: dict[int, Planted]) -> None:
    """Print which of the planted pairs were found, and how many others."""
    pairs = set(Finding.objects.exclude(other=None).values_list("entry_id", "other__entry_id"))
    printed = set(Finding.objects.exclude(article=None).values_list("entry_id", "article_id"))
    for kind in KINDS:
        wanted = {(entry, source) for entry, (source, each) in planted.items() if each == kind}
        found = wanted & (printed if kind == "printed" else pairs)
        print(f"  {kind:8s} {len(found):4d} of {len(wanted):4d} planted pairs found")
    flagged = {entry for entry, _other in pairs | printed}
    # A copy's source may itself be a copy, and a source may be used twice: both make more true pairs.
    print(f"  entries flagged though nothing was planted: {len(flagged - set(planted))}")


def main() -> int:
    """Make the entries, look twice, print the figures."""
    settings.DATABASES["default"]["ATOMIC_REQUESTS"] = False
    try:
        apart(prepare, VAR_DIR / "planted.json", ENTRIES)
        planted = {
            entry: (source, kind) for entry, (source, kind) in json.loads((VAR_DIR / "planted.json").read_text())
        }
        timed()
        told(planted)
        connection.close()
        apart(add_more)
        timed()
    finally:
        shutil.rmtree(VAR_DIR, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
