#!/usr/bin/env python3
"""Measure the roll of honour at 50,000 honours on SQLite: milliseconds of list, filters and counts (make bench-roll).

The rows stand in a database of its own, made for the run and removed after it. Each question goes through the query
of the page, which is asked anew each time (nothing is cached), in turns; then the whole page is asked. Median and 95th
percentile are printed. Returns 1 where the 95th percentile of a question is over the limit.
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
os.environ["ALLOWED_HOSTS"] = "testserver"

import django  # noqa: E402  (the environment is set above)

django.setup()

from django.conf import settings  # noqa: E402  (the same)
from django.core.management import call_command  # noqa: E402  (the same)
from django.db import connection, transaction  # noqa: E402  (the same)
from django.http import QueryDict  # noqa: E402  (the same)
from django.test import Client  # noqa: E402  (the same)
from django.utils import timezone  # noqa: E402  (the same)

from exemplars.domain.programmes import create_programme  # noqa: E402  (the same)
from exemplars.domain.roll import write_rows  # noqa: E402  (the same)
from exemplars.enums import ProgrammeLevel, SubjectKind  # noqa: E402  (the same)
from exemplars.models import ExemplarPage, Honour, RollRow  # noqa: E402  (the same)
from exemplars.queries.figures import figures  # noqa: E402  (the same)
from exemplars.queries.roll import asked_of, roll  # noqa: E402  (the same)
from foundation.enums import NumberedKind  # noqa: E402  (the same)
from foundation.models import PublicNumber, Region  # noqa: E402  (the same)
from news.domain.bulk_pages import add_children  # noqa: E402  (the same)
from search.models import Document, DocumentRegion  # noqa: E402  (the same)
from tests.factories.exemplars import wall  # noqa: E402  (the same)

ROWS = int(os.environ.get("BENCH_ROWS", "50000"))
LIMIT_MS = 100
TURNS = 40
PROVINCES, CITIES, COUNTIES = 30, 8, 8
BATCH = 1000
SURNAMES = "禾云溪岚渡汀槐桐荻芦榆霁湖川堤帆桥舟麦稻茶竹松梅杏桑菱藕莲苇"
GIVEN = "明远知夏清和守信安澜如常长青半山立冬小满行之有声大有九思轻舟满仓望北照水"


def fill() -> None:
    """Enter places, programmes, exemplars and ``ROWS`` honours of twenty years, three honours for two people."""
    counties = _places()
    programmes = [
        create_programme(name=f"样例项目{number}", level=level, actor=None)
        for number, level in enumerate([*ProgrammeLevel] * 3)
    ]
    categories = {each.pk: list(each.categories.all()) for each in programmes}
    draw = random.Random(7)  # noqa: S311 - examples, not secrets
    people = ROWS * 2 // 3
    keys = _exemplars(people, counties, draw)
    honours = []
    for number in range(ROWS):
        programme, year = draw.choice(programmes), draw.randrange(2007, 2027)
        honours.append(
            Honour(
                exemplar_id=keys[number % people],
                programme=programme,
                category=draw.choice(categories[programme.pk]),
                level=programme.level,
                year=year,
                awarded_on=dt.date(year, draw.randrange(1, 13), 20),
                document_number=f"样例〔{year}〕{draw.randrange(1, 99)}号",
            )
        )
    Honour.objects.bulk_create(honours, batch_size=BATCH, ignore_conflicts=True)
    for start in range(0, people, BATCH):
        write_rows(exemplars=keys[start : start + BATCH])


def _places() -> list[Region]:
    """Return the counties of a country of its own: the packaged regions are not needed."""
    Region.objects.all().delete()
    counties = []
    for province in range(PROVINCES):
        top = Region.objects.create(code=f"{60 + province}0000", name=f"样例省{province}", short_name="省", level=1)
        for city in range(CITIES):
            code = f"{60 + province}{city + 10}"
            middle = Region.objects.create(code=f"{code}00", name=f"市{city}", short_name="市", level=2, parent=top)
            counties += [
                Region.objects.create(
                    code=f"{code}{county + 20}", name=f"县{county}", short_name="县", level=3, parent=middle
                )
                for county in range(COUNTIES)
            ]
    return counties


def _exemplars(people: int, counties: list[Region], draw: random.Random) -> list[int]:
    """Enter pages and their documents as the verbs leave them, in batches: the verbs would take an hour."""
    parent, keys = wall(), []
    for _start in range(0, people, BATCH):
        numbers = PublicNumber.objects.bulk_create([PublicNumber(kind=NumberedKind.EXEMPLAR) for _ in range(BATCH)])
        pages = [_page(number, draw) for number in numbers]
        add_children(parent=parent, pages=pages)
        regions = {page.pk: draw.choice(counties) for page in pages}
        through = ExemplarPage.regions.through
        through.objects.bulk_create(through(exemplarpage_id=key, region=region) for key, region in regions.items())
        documents = Document.objects.bulk_create([_document(page) for page in pages])
        DocumentRegion.objects.bulk_create(
            DocumentRegion(document=document, region_id=int(part), is_direct=int(part) == region.pk, date=document.date)
            for document, region in zip(documents, regions.values(), strict=True)
            for part in region.path.split("/")
            if part
        )
        keys += [page.pk for page in pages]
    return keys


def _page(number: PublicNumber, draw: random.Random) -> ExemplarPage:
    name = draw.choice(SURNAMES) + draw.choice(GIVEN) + draw.choice(GIVEN)
    return ExemplarPage(
        title=name,
        draft_title=name,
        slug=str(number.pk),
        number=number,
        subject=SubjectKind.GROUP,
        unit=f"样例单位{number.pk % 500}",
        first_published_at=timezone.now(),
    )


def _document(page: ExemplarPage) -> Document:
    now = page.first_published_at
    return Document(
        kind=NumberedKind.EXEMPLAR,
        object_key=str(page.pk),
        number=page.number_id,
        url=page.path_on_site(),
        title=page.title,
        people=f"{page.unit} {page.title}",
        date=now,
        year=now.year,
        updated_at=now,
        visible_from=now,
    )


def timed(work: Callable[[], Any]) -> tuple[float, float]:
    """Return median and 95th percentile of wall milliseconds."""
    times = []
    for _turn in range(TURNS):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return median(times), quantiles(times, n=20)[-1]


def questions() -> dict[str, str]:
    """Return what readers ask, by name."""
    top = Region.objects.filter(level=1).order_by("code").first()
    county = Region.objects.filter(level=3).order_by("code").last()
    assert top is not None  # noqa: S101 - made above
    assert county is not None  # noqa: S101 - the same
    return {
        "everything": "",
        "a year": "year=2020",
        "a programme": "programme=1",
        "a level": "level=city",
        "a category": "category=助人为乐",
        "a province": f"region={top.code}",
        "a county and a year": f"region={county.code}&year=2019",
        "a name": "q=禾守满",
        "initials": "q=hsm",
        "a unit": "q=样例单位77",
        "a common character": "q=明",
        "words and filters": "q=明+助人&level=city&year=2021",
        "page 1,500": "page=1500",
    }


def main() -> int:
    """Fill, ask, print."""
    if connection.vendor != "sqlite":
        print("The limit is one of SQLite; unset DATABASE_URL.", file=sys.stderr)
        return 2
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    start = time.perf_counter()
    with transaction.atomic():
        fill()
    honours, rows = Honour.objects.count(), RollRow.objects.count()
    print(f"{honours:,} honours, {rows:,} rows of the roll entered in {time.perf_counter() - start:.0f} s")
    client, failed = Client(), False
    for name, query in questions().items():
        asked = QueryDict(query)
        middle, p95 = timed(lambda asked=asked: roll(asked_of(asked)))  # type: ignore[misc]
        page, page_p95 = timed(lambda query=query: client.get(f"/honours/?{query}"))  # type: ignore[misc]
        failed |= p95 > LIMIT_MS
        verdict = "ok" if p95 <= LIMIT_MS else "OVER"
        print(
            f"{name:20}  list and counts: median {middle:6.1f}  p95 {p95:6.1f} ms (at most {LIMIT_MS}) {verdict:4}",
            end="",
        )
        print(f"  whole page: median {page:6.1f}  p95 {page_p95:6.1f} ms")
    middle, p95 = timed(lambda: figures(2020))
    print(f"figures of a year     median {middle:6.1f}  p95 {p95:6.1f} ms")
    return int(failed)


if __name__ == "__main__":
    try:
        sys.exit(main())
    finally:
        shutil.rmtree(settings.VAR_DIR, ignore_errors=True)
