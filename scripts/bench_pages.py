#!/usr/bin/env python3
"""Measure home, column and article at 100 and at 10,000 articles: queries and milliseconds (make bench-pages).

The archive grows in a database of its own, made for the run and removed after it; a copy is kept at each size. Each
page is asked for in process through all middleware, at both sizes by turns, so that both meet the same machine; the
median CPU time and the ratio are printed. Returns 1 where a page asks more queries than it may, the queries differ,
or the time grows by more than a fifth.
"""

import datetime as dt
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

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
TURNS = 12
BLOCK = 20
WARM_UP = 5
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


def switch(path: Path) -> None:
    """Read another copy of the database from now on."""
    connection.close()
    connection.settings_dict["NAME"] = str(path)


def queries_of(client: Client, path: str) -> int:
    """Return how many queries a page asks once what is kept in the cache is there."""
    if client.get(path).status_code != 200:  # noqa: PLR2004 - an HTTP status
        message = f"{path} did not answer"
        raise RuntimeError(message)
    reset_queries()  # the log has an end, and growing the archive may have reached it
    with CaptureQueriesContext(connection):
        client.get(path)
        return len(connection.queries_log)


def milliseconds(client: Client, path: str) -> list[float]:
    """Return the CPU milliseconds of a block of requests, after some that warm the database's cache."""
    times = []
    for number in range(WARM_UP + BLOCK):
        start = time.process_time()
        client.get(path)
        if number >= WARM_UP:
            times.append((time.process_time() - start) * 1000)
    return times


def main() -> int:
    """Grow the archive, keep a copy at each size, measure both by turns and print the figures."""
    if connection.vendor != "sqlite":
        print("This benchmark keeps copies of an SQLite file; unset DATABASE_URL.", file=sys.stderr)
        return 2
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    home = HomePage.objects.get()
    columns = [home.add_child(instance=ColumnPage(title=f"栏目{n}", slug=f"c{n}")) for n in range(COLUMNS)]
    topic = Topic.objects.create(name="文明实践", slug="practice")
    own, copies, first = Path(connection.settings_dict["NAME"]), {}, 0
    for size in SIZES:
        grow(columns, topic, first, size)
        article = ArticlePage.objects.order_by("pk")[5]
        article.topics.set([topic])
        article.save()
        connection.close()  # closing the last connection writes the log back into the file
        copies[size] = Path(shutil.copy(own, own.with_name(f"{size}.sqlite3")))
        first = size
    paths = {"home": "/", "column": str(columns[0].url), "article": article.path_on_site()}
    return report(measure(copies, paths))


def measure(copies: dict[int, Path], paths: dict[str, str]) -> dict[int, dict[str, tuple[int, float]]]:
    """Return queries and milliseconds by size and page; the sizes take turns, so that both meet the same machine."""
    client = Client()
    queries: dict[tuple[int, str], int] = {}
    times: dict[tuple[int, str], list[float]] = {}
    for _turn in range(TURNS):
        for size, name in ((size, name) for name in paths for size in copies):
            switch(copies[size])
            queries[size, name] = queries_of(client, paths[name])
            times.setdefault((size, name), []).extend(milliseconds(client, paths[name]))
    return {size: {name: (queries[size, name], median(times[size, name])) for name in paths} for size in copies}


def report(figures: dict[int, dict[str, tuple[int, float]]]) -> int:
    """Print the figures and return 1 where one is out of bounds."""
    small, large = (figures[size] for size in SIZES)
    failed = False
    print(f"SQLite; queries, and median of {TURNS * BLOCK} requests in ms, at {SIZES[0]} and {SIZES[1]:,} articles")
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
