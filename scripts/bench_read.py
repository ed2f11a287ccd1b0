#!/usr/bin/env python3
"""Measure the page reader: pages a second after start-up and the memory over 1,000 pages (make bench-read)."""

import importlib
import logging
import os
import resource
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

from news.reading import read  # noqa: E402  (the path roots are set above)
from tests.news.reading.setting import SETTINGS, load, set_page  # noqa: E402  (the same)

PAGES = 1000
PDFS = 40
PARAGRAPHS = (
    "澄川市各村开展清洁家园行动，村民踊跃参加，沟渠、巷道、房前屋后的环境焕然一新。",
    "各村把清洁家园写进村规民约，每月评一次，结果张榜公布，年底给评得好的人家发奖。",
)
TARGET = 0.3
"""Seconds a page may take after start-up."""


def peak() -> float:
    """Return the process's peak memory in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def read_pdfs() -> None:
    """Print what one page of a PDF takes: to open it in its own process, and to read it; and the memory it leaves."""
    import django  # noqa: PLC0415  (the reader itself needs no models, and is measured without them)

    django.setup()
    from news.domain.page_files import page_texts  # noqa: PLC0415  (the same)

    logging.disable(logging.INFO)
    html = importlib.import_module("weasyprint").HTML  # slow to import, and needed only here
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    data = html(string=f"<h1>{PARAGRAPHS[0][:12]}</h1><div style='columns:3'>{text * 4}</div>").write_pdf()
    before, opening, reading = peak(), [], []
    for _ in range(PDFS):
        start = time.perf_counter()
        [page] = page_texts(data=data, filename="page.pdf")[:1]
        opened = time.perf_counter()
        read(page.text)
        opening.append(opened - start)
        reading.append(time.perf_counter() - opened)
    print(
        f"PDF page: {max(opening):.3f} s to open at most (own process, started anew), {max(reading):.3f} s to read; "
        f"peak memory grew by {peak() - before:.0f} MB over {PDFS} pages"
    )


def main() -> int:
    """Read 1,000 pages, no two alike, and print the figures; return 1 where a page took too long."""
    truths = [load(path) for path in sorted((ROOT / "tests/news/reading/pages").glob("*.json"))]
    texts = [set_page(truth, setting) for truth in truths for setting in SETTINGS]
    start = time.perf_counter()
    read(texts[0])
    print(f"start-up and first page: {time.perf_counter() - start:.2f} s")
    slowest, marks, characters = 0.0, {}, 0
    start = time.perf_counter()
    for number in range(PAGES):
        # A page of real size, and never the same text twice, so that no cache answers for the reader.
        text = "\n".join((texts[number % len(texts)], texts[(number * 7 + 3) % len(texts)])).replace(
            "2", str(number), 1
        )
        characters += len(text)
        before = time.perf_counter()
        read(text)
        slowest = max(slowest, time.perf_counter() - before)
        marks[number + 1] = peak()
    spent = time.perf_counter() - start
    print(
        f"pages: {PAGES}, {characters // PAGES} characters each, {PAGES / spent:.1f} pages/s, slowest {slowest:.3f} s"
    )
    print(f"peak memory: {marks[100]:.0f} MB after 100 pages, {marks[PAGES]:.0f} MB after {PAGES}")
    read_pdfs()
    return 1 if slowest > TARGET else 0


if __name__ == "__main__":
    sys.exit(main())
