#!/usr/bin/env python3
"""Measure the accounts over 1,000,000 placements on SQLite: milliseconds of the table (make bench-placements).

The rows stand in a database of its own, made for the run and removed after it. The tables are asked through the same
query that the desk uses, in turns; median and 95th percentile are printed, and beside them the same question put to the
rows themselves. Also measured: entering one placement, which keeps the accounts. Returns 1 where p95 is over the limit.
"""

import datetime as dt
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from typing import Any

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
from django.db.models import Count, Sum  # noqa: E402  (the same)
from django.db.models.functions import TruncMonth  # noqa: E402  (the same)

from campaigns.domain.placements import place_ad  # noqa: E402  (the same)
from campaigns.domain.tallies import recount  # noqa: E402  (the same)
from campaigns.models import Medium, Placement, ShowingTally  # noqa: E402  (the same)
from campaigns.queries.accounts import Question, account_table  # noqa: E402  (the same)
from campaigns.rules.accounts import Axis  # noqa: E402  (the same)
from campaigns.rules.months import Span  # noqa: E402  (the same)
from foundation.models import Organisation, Region  # noqa: E402  (the same)
from tests.factories.campaigns import details, psa_file  # noqa: E402  (the same)

ROWS = int(os.environ.get("BENCH_ROWS", "1000000"))
LIMIT_MS = 300
TURNS = 60
CATEGORIES, ADS, COUNTIES, TOWNS = 12, 120, 12, 15
FIRST = dt.date(2024, 1, 1)
DAYS = 3 * 365
BATCH = 10_000
ENDING = 0.7
"""Of the placements have a last day."""


def fill() -> Region:
    """Enter places, ads and ``ROWS`` placements over three years; returns the city."""
    city = Region.objects.create(code="990100", name="澄川市", short_name="澄川", level=2)
    towns = []
    for county in range(COUNTIES):
        above = Region.objects.create(
            code=f"9901{county + 21}", name=f"县{county}", short_name="县", level=3, parent=city
        )
        for town in range(TOWNS):
            code = f"9901{county + 21}{town + 100}"
            towns.append(Region.objects.create(code=code, name=f"镇{town}", short_name="镇", level=4, parent=above))
    unit = Organisation.objects.create(name="单位")
    files = [psa_file(title=f"广告{ad}", category=f"类别{ad % CATEGORIES}") for ad in range(ADS)]
    categories = [file.psa.category_id for file in files]
    media = list(Medium.objects.values_list("pk", flat=True))
    draw = random.Random(5)  # noqa: S311 - examples, not secrets
    for start in range(0, ROWS, BATCH):
        rows = []
        for _number in range(min(BATCH, ROWS - start)):
            ad, day = draw.randrange(ADS), FIRST + dt.timedelta(days=draw.randrange(DAYS))
            rows.append(
                Placement(
                    psa_file=files[ad],
                    category_id=categories[ad],
                    medium_id=draw.choice(media),
                    region=draw.choice(towns),
                    organisation=unit,
                    starts_on=day,
                    ends_on=day + dt.timedelta(days=draw.randrange(120)) if draw.random() < ENDING else None,
                    went_up_on=day,
                    state="up",
                    times_shown=draw.randrange(1, 200),
                )
            )
        Placement.objects.bulk_create(rows, batch_size=BATCH)
    return city


def timed(work: Callable[[], Any], turns: int) -> tuple[float, float]:
    """Return median and 95th percentile of wall milliseconds."""
    times = []
    for _turn in range(turns):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return median(times), (quantiles(times, n=20)[-1] if turns > 1 else times[0])


def from_rows() -> Any:
    """Put the same question to the rows themselves."""
    groups = Placement.objects.filter(went_up_on__isnull=False).order_by()
    axes = groups.values_list("category_id", "medium_id", TruncMonth("starts_on"))
    return list(axes.annotate(count=Count("pk"), times=Sum("times_shown")))


def main() -> int:
    """Fill, ask, print."""
    if connection.vendor != "sqlite":
        print("The limit is one of SQLite; unset DATABASE_URL.", file=sys.stderr)
        return 2
    call_command("migrate", verbosity=0)
    start = time.perf_counter()
    city = fill()
    print(f"{Placement.objects.count():,} placements entered in {time.perf_counter() - start:.0f} s")
    start = time.perf_counter()
    recount()
    print(f"{ShowingTally.objects.count():,} tallies counted in {time.perf_counter() - start:.0f} s")
    print(f"load of the machine meanwhile (1, 5, 15 minutes): {os.getloadavg()} on {os.cpu_count()} cores")
    span = Span(FIRST, dt.date(2026, 12, 1))
    failed = False
    for rows, columns in (
        (Axis.CATEGORY, Axis.MEDIUM),
        (Axis.CATEGORY, Axis.MONTH),
        (Axis.MEDIUM, Axis.QUARTER),
        (Axis.REGION, Axis.MEDIUM),
    ):
        question = Question(region=city, span=span, rows=rows, columns=columns)
        middle, p95 = timed(lambda question=question: account_table(question), TURNS)  # type: ignore[misc]
        failed |= p95 > LIMIT_MS
        verdict = "ok" if p95 <= LIMIT_MS else "OVER"
        print(f"{rows:8} x {columns:8} over 36 months  median {middle:6.1f}  p95 {p95:6.1f} ms", end="  ")
        print(f"(at most {LIMIT_MS})  {verdict}")
    print(f"the same from the rows themselves            {timed(from_rows, 1)[0]:8.0f} ms")
    entered = details(region=Region.objects.filter(level=4).first(), medium=Medium.objects.first())
    middle, p95 = timed(lambda: place_ad(details=entered, actor=None, up=True), TURNS)
    print(f"entering one placement, accounts kept        median {middle:6.1f}  p95 {p95:6.1f} ms")
    return int(failed)


if __name__ == "__main__":
    try:
        sys.exit(main())
    finally:
        shutil.rmtree(settings.VAR_DIR, ignore_errors=True)
