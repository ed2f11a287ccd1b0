#!/usr/bin/env python3
"""Measure the page reader: pages a second after start-up and the memory over 1,000 pages (make bench-read)."""

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
TARGET = 0.3
"""Seconds a page may take after start-up."""


def peak() -> float:
    """Return the process's peak memory in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


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
    return 1 if slowest > TARGET else 0


if __name__ == "__main__":
    sys.exit(main())
