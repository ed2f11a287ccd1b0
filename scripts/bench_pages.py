#!/usr/bin/env python3
"""Measure home, column and article at 100 and at 10,000 articles: queries and milliseconds (make bench-pages).

The archive grows in one database of its own, made for the run and removed after it. Each page is asked for in process
through all middleware; the fastest tenth's CPU time of many requests is printed (so that other work
on the machine counts little), and the ratio of both sizes. Returns 1 where a page
asks more queries than it may, the queries differ, or the time grows by more than a fifth.
"""

import datetime as dt
import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
VAR_DIR = Path(tempfile.mkdtemp(prefix="wenxuan-bench-"))
os.environ.update(WENXUAN_VAR_DIR=str(VAR_DIR), TASKS_IMMEDIATE="1", DEBUG="0", LOG_LEVEL="ERROR")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
os.environ["ALLOWED_HOSTS"] = "testserver"

import django  # noqa: E402  (the environment is set above)

django.setup()

from django.conf import settings  # noqa: E402  (the same)
from django.core.management import call_command  # noqa: E402  (the same)
from django.db import connection, reset_queries  # noqa: E402  (the same)
from django.test import Client  # noqa: E402  (the same)
from django.test.utils import CaptureQueriesContext  # noqa: E402  (the same)

from foundation.models import Topic  # noqa: E402  (the same)
from news.domain.archive import import_archive  # noqa: E402  (the same)
from news.models import ArticlePage, ColumnPage  # noqa: E402  (the same)
from portal.models import HomePage  # noqa: E402  (the same)
from search.models import Document, DocumentTopic  # noqa: E402  (the same)

SIZES = (100, 10_000)
COLUMNS = 4
REQUESTS = 250
WARM_UP = 15
LIMITS = {"home": 20, "column": 12, "article": 12}
"""Queries a page may ask."""

GROWTH = 1.2
"""How much longer a page may take at the larger size."""

TEXT = "连日来，澄川市各社区广泛开展新时代文明实践活动，志愿者走进街巷楼院，为居民提供理发、义诊等服务。"


def rows(first: int, count: int) -> Iterator[bytes]:
    """Yield archive lines, one article each, an hour apart, the older the later in the file."""
    newest = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    for number in range(first, first + count):
        date = newest - dt.timedelta(hours=number)
        row = {"id": str(number), "title": f"澄川文明实践见闻之{number}", "body": TEXT * 6, "date": date.isoformat()}
        yield json.dumps(row, ensure_ascii=False).encode()


def grow(columns: list[ColumnPage], topic: Topic, first: int, size: int) -> None:
    """Bring the archive to ``size`` articles, spread over the columns, every other one about the topic."""
    share = (size - first) // len(columns)
    for place, column in enumerate(columns):
        import_archive(lines=rows(first + place * share, share), column=column, actor=None, publish=True)
    known = DocumentTopic.objects.values("document")
    fresh = Document.objects.exclude(pk__in=known).filter(number__isnull=False)
    links = [DocumentTopic(document_id=pk, topic=topic, date=date) for pk, date in fresh.values_list("pk", "date")[::2]]
    DocumentTopic.objects.bulk_create(links, batch_size=500)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def measure(client: Client, path: str) -> tuple[int, float]:
    """Return the queries and the milliseconds of a page."""
    for _each in range(WARM_UP):
        if client.get(path).status_code != 200:  # noqa: PLR2004 - an HTTP status
            message = f"{path} did not answer"
            raise RuntimeError(message)
    reset_queries()  # the log has an end, and growing the archive may have reached it
    with CaptureQueriesContext(connection):
        client.get(path)
        asked = len(connection.queries_log)
    times = []
    for _each in range(REQUESTS):
        start = time.process_time()
        client.get(path)
        times.append((time.process_time() - start) * 1000)
    return asked, statistics.quantiles(times, n=10)[0]


def main() -> int:
    """Grow the archive, measure at both sizes and print the figures."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    home = HomePage.objects.get()
    columns = [home.add_child(instance=ColumnPage(title=f"栏目{n}", slug=f"c{n}")) for n in range(COLUMNS)]
    topic = Topic.objects.create(name="文明实践", slug="practice")
    client, figures, first = Client(), {}, 0
    for size in SIZES:
        grow(columns, topic, first, size)
        article = ArticlePage.objects.order_by("pk")[5]
        article.topics.set([topic])
        article.save()
        paths = {"home": "/", "column": str(columns[0].url), "article": article.path_on_site()}
        figures[size] = {name: measure(client, path) for name, path in paths.items()}
        first = size
    return report(figures)


def report(figures: dict[int, dict[str, tuple[int, float]]]) -> int:
    """Print the figures and return 1 where one is out of bounds."""
    small, large = (figures[size] for size in SIZES)
    failed = False
    print(
        f"{connection.vendor}; queries and median of {REQUESTS} requests in ms at {SIZES[0]} and {SIZES[1]:,} articles"
    )
    for name, limit in LIMITS.items():
        (few, quick), (many, slow) = small[name], large[name]
        good = few == many <= limit and slow <= quick * GROWTH
        failed |= not good
        verdict = "ok" if good else "OUT OF BOUNDS"
        print(f"{name:8} {few:3} {many:3} queries (at most {limit})  {quick:6.1f} {slow:6.1f} ms", end="  ")
        print(f"x{slow / quick:.2f}  {verdict}")
    return int(failed)


if __name__ == "__main__":
    try:
        sys.exit(main())
    finally:
        shutil.rmtree(settings.VAR_DIR, ignore_errors=True)
