#!/usr/bin/env python3
"""Measure the organisers' desk with 12,000 entries (make bench-desk): median and 95th percentile of its pages.

The entries stand in a database of their own, made for the run and removed after it; half of them are of one more,
earlier competition. Asked for are the list, its filters and search, its last page, the counts with their plots, the
queue, a piece at screening, and the export as XLSX with contacts, whose memory is printed too.
"""

import os
import random
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path
from statistics import median, quantiles
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
VAR_DIR = Path(tempfile.mkdtemp(prefix="wenxuan-bench-"))
os.environ.update(WENXUAN_VAR_DIR=str(VAR_DIR), TASKS_IMMEDIATE="1", DEBUG="1", LOG_LEVEL="ERROR")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

import django  # noqa: E402  (the environment is set above)

django.setup()

from django.conf import settings  # noqa: E402  (the same)
from django.core.management import call_command  # noqa: E402  (the same)
from django.db import connection, transaction  # noqa: E402  (the same)
from django.test import Client  # noqa: E402  (the same)
from django.test.utils import CaptureQueriesContext  # noqa: E402  (the same)
from django.urls import reverse  # noqa: E402  (the same)
from django.utils import timezone  # noqa: E402  (the same)

from campaigns.contests.enums import EntryChannel, EntryState  # noqa: E402  (the same)
from campaigns.contests.models import Contest, Contributor, Entry, EntryRevision  # noqa: E402  (the same)
from campaigns.contests.queries.contests import rules_of  # noqa: E402  (the same)
from foundation.models import Region, Submission, User  # noqa: E402  (the same)
from tests.factories.contests import make_contest  # noqa: E402  (the same)

ENTRIES = int(os.environ.get("BENCH_ENTRIES", "12000"))
TURNS, EXPORTS, CHUNK = 10, 2, 500
LIMIT_MS, EXPORT_LIMIT_S = 1000, 30
GROUPS, REGIONS, CHARACTERS = ("少年组", "成人组", "教师组"), 12, 900


@transaction.atomic
def fill(contest: Contest, regions: list[Region], first: int, count: int) -> None:
    """Write entries straight into the tables, with an author each."""
    draw, rules, now = random.Random(7), rules_of(contest), timezone.now()  # noqa: S311 - examples, not secrets
    groups = list(contest.groups.all())
    for start in range(first, first + count, CHUNK):
        numbers = range(start, min(start + CHUNK, first + count))
        submissions = Submission.objects.bulk_create(
            Submission(
                kind="entry",
                number=f"ZW2026-{number:05d}",
                submission_key=os.urandom(16).hex(),
                query_code=f"{number:08d}",
                link_token=os.urandom(12).hex(),
                contact_name=f"样例{number}",
                contact_phone=f"139{number:08d}",
            )
            for number in numbers
        )
        entries = Entry.objects.bulk_create(
            Entry(
                submission=submission,
                contest=contest,
                rule_set=rules,
                group=draw.choice(groups),
                region=draw.choice(regions),
                channel=draw.choice(EntryChannel.values),
            )
            for submission in submissions
        )
        revisions = EntryRevision.objects.bulk_create(
            EntryRevision(
                entry=entry,
                sequence=1,
                title=f"样例题目{entry.pk}",
                text="".join(chr(draw.randrange(0x4E00, 0x5E00)) for _ in range(CHARACTERS)),
                words=CHARACTERS,
                count_rule="x",
                text_sha256=f"{entry.pk:064x}",
            )
            for entry in entries
        )
        for entry, revision in zip(entries, revisions, strict=True):
            entry.head, entry.state = revision, draw.choice([EntryState.RECEIVED, EntryState.ELIGIBLE])
            entry.received_at = entry.counted_at = now - timedelta(minutes=draw.randrange(60 * 24 * 40))
        for entry in entries:
            entry.save(update_fields=["head", "state", "received_at", "counted_at"])
        Contributor.objects.bulk_create(
            Contributor(
                entry=entry, name=f"样例{entry.pk}", phone=f"139{entry.pk:08d}", address="示例路1号", unit="示例单位"
            )
            for entry in entries
        )


def pages(contest: Contest) -> Iterator[tuple[str, str]]:
    """Yield the pages with their addresses."""
    index, key = reverse("entries:index"), contest.pk
    group, region = contest.groups.all()[0].pk, Region.objects.order_by("pk")[0].pk
    last = ENTRIES // 2 // 50
    yield "list of everything", index
    yield "list of one competition", f"{index}?contest={key}"
    yield "its last page", f"{index}?contest={key}&p={last}"
    yield (
        "by state, channel, group, region",
        f"{index}?contest={key}&state=received&channel=web&group={group}&region={region}",
    )
    yield "late, sorted by words", f"{index}?contest={key}&flag=late&ordering=-head__words"
    yield "search in titles and texts", f"{index}?q=%E6%A0%B7%E4%BE%8B%E9%A2%98%E7%9B%AE77"
    yield "counts with plots", reverse("entries:counts", args=[key])
    yield "queue", reverse("contest_queue:index")
    yield "screening, next piece", reverse("entries:screening", args=[key])
    yield "one entry", reverse("entries:entry", args=[Entry.objects.all()[0].submission.public_id])


def report(client: Client, name: str, address: str) -> bool:
    """Print what a page costs; returns whether it keeps to the limit."""
    with CaptureQueriesContext(connection) as captured:
        status = client.get(address, follow=True, secure=True).status_code
        queries = len(captured)
    if status != HTTPStatus.OK:
        print(f"{name}: {status}", file=sys.stderr)
        return False
    times = []
    for _turn in range(TURNS):
        begun = time.perf_counter()
        client.get(address, follow=True, secure=True)
        times.append((time.perf_counter() - begun) * 1000)
    p95 = quantiles(times, n=20)[-1]
    verdict = "ok" if p95 <= LIMIT_MS else "OVER"
    print(f"{name:34} median {median(times):6.0f}  p95 {p95:6.0f} ms  {queries:3d} queries  {verdict}", flush=True)
    return p95 <= LIMIT_MS


def peak() -> float:
    """Return the most memory the process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def export(client: Client, name: str, address: str, *, post: bool) -> bool:
    """Print what the sheet costs."""
    before, times, size = peak(), [], 0
    for _turn in range(EXPORTS):
        begun = time.perf_counter()
        answer: Any = client.post(address, secure=True) if post else client.get(address, secure=True)
        size = sum(len(part) for part in answer.streaming_content)
        times.append(time.perf_counter() - begun)
    worst = max(times)
    verdict = "ok" if worst <= EXPORT_LIMIT_S else "OVER"
    print(
        f"{name:34} median {median(times):6.1f}  worst {worst:6.1f} s   {size / 1e6:.1f} MB, "
        f"memory {before:.0f} → {peak():.0f} MB  {verdict}",
        flush=True,
    )
    return worst <= EXPORT_LIMIT_S


def main() -> int:
    """Fill, ask, print."""
    call_command("migrate", verbosity=0)
    settings.DEBUG = False  # else every statement is kept and quoted; static files still come without a manifest
    settings.ALLOWED_HOSTS = ["testserver"]
    county = {"level": 3, "short_name": "县"}
    regions = [Region.objects.create(code=f"9901{n + 21}", name=f"样例{n}县", **county) for n in range(REGIONS)]
    begun = time.perf_counter()
    half = ENTRIES // 2
    contests = [make_contest(f"jiu{number}", groups=GROUPS) for number in range(2)]
    for number, contest in enumerate(contests):
        fill(contest, regions, number * half, half)
    print(f"{Entry.objects.count():,} entries written in {time.perf_counter() - begun:.0f} s", flush=True)
    client = Client()
    client.force_login(User.objects.create_superuser("1001", "a-long-password", name="样例组织者"))
    kept = [report(client, name, address) for name, address in pages(contests[1])]
    sheet = reverse("entries:export")
    kept.append(export(client, "export of everything", sheet, post=False))
    kept.append(export(client, "the same with contacts", f"{sheet}?contacts=1", post=True))
    return int(not all(kept))


if __name__ == "__main__":
    try:
        sys.exit(main())
    finally:
        shutil.rmtree(VAR_DIR, ignore_errors=True)
