#!/usr/bin/env python3
"""Measure the memory of large archives: an ad's files of 200 MB, and an evidence pack of many photos (make bench-zip).

Both are streamed as the site streams them, and every chunk is thrown away. Peak resident memory of the process is read
before and after (Linux: VmHWM, which is set back in between); the growth is printed. Returns 1 where an archive takes
more than the limit.
"""

import datetime as dt
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
VAR_DIR = Path(tempfile.mkdtemp(prefix="wenxuan-bench-"))
os.environ.update(WENXUAN_VAR_DIR=str(VAR_DIR), TASKS_IMMEDIATE="1", DEBUG="0", LOG_LEVEL="ERROR")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

import django  # noqa: E402  (the environment is set above)

django.setup()

from django.core.management import call_command  # noqa: E402  (the same)

from campaigns.domain.downloads import archive  # noqa: E402  (the same)
from campaigns.domain.placements import add_photo  # noqa: E402  (the same)
from campaigns.filing.pack import stream_pack  # noqa: E402  (the same)
from campaigns.filing.statement import make_statement  # noqa: E402  (the same)
from campaigns.queries.accounts import Question  # noqa: E402  (the same)
from campaigns.rules.months import Span  # noqa: E402  (the same)
from tests.factories.campaigns import placement, psa_file  # noqa: E402  (the same)
from tests.factories.media import picture_bytes  # noqa: E402  (the same)

MEGABYTE = 1024 * 1024
FILE_BYTES = 50 * MEGABYTE
PHOTOS = int(os.environ.get("BENCH_PHOTOS", "40"))
LIMIT_MB = 32
DAY = dt.date(2026, 7, 6)


def peak() -> float:
    """Return the peak resident memory in megabytes since it was last set back."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def measured(name: str, chunks: Callable[[], Iterator[bytes]]) -> float:
    """Throw the archive away as it comes; print its size and time, and return by how many megabytes memory grew."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # sets VmHWM back to what is used now
    before, start = peak(), time.perf_counter()
    total = sum(len(chunk) for chunk in chunks())
    growth = peak() - before
    seconds = time.perf_counter() - start
    print(f"{name}: {total / MEGABYTE:.0f} MB in {seconds:.1f} s, memory grew by {growth:.1f} MB (limit {LIMIT_MB})")
    return growth


def large_ad() -> Callable[[], Iterator[bytes]]:
    """Make an ad with four files of 50 MB and return how its archive is streamed."""
    files = [psa_file()]
    files += [psa_file(psa=files[0].psa, size=size) for size in ("screen", "portrait", "square")]
    for file in files:
        with Path(file.file.path).open("wb") as target:
            target.writelines(os.urandom(MEGABYTE) for _piece in range(FILE_BYTES // MEGABYTE))
    return lambda: archive(files[0].psa, files)


def many_photos() -> Callable[[], Iterator[bytes]]:
    """Make a placement with many photos and return how its evidence pack is streamed."""
    row = placement()
    for seed in range(PHOTOS):
        data = picture_bytes(width=4000, height=3000, seed=seed + 1)
        add_photo(placement=row, data=data, name="photo.jpg", on=DAY, actor=None)
    month = DAY.replace(day=1)
    statement = make_statement(question=Question(region=row.region, span=Span(month, month)), office="示例")
    return lambda: stream_pack(statement)


def main() -> int:
    """Make both, stream them, print."""
    print(f"load of the machine (1, 5, 15 minutes): {os.getloadavg()} on {os.cpu_count()} cores")
    call_command("migrate", verbosity=0)
    growths = [
        measured("archive of an ad", large_ad()),
        measured(f"evidence pack with {PHOTOS} photos", many_photos()),
    ]
    return int(max(growths) > LIMIT_MB)


if __name__ == "__main__":
    try:
        sys.exit(main())
    finally:
        shutil.rmtree(VAR_DIR, ignore_errors=True)
