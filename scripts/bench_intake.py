#!/usr/bin/env python3
"""Replay the last hour of a competition of 12,000 entries over real HTTP (make bench-intake).

A server as ``docs/operations.md`` has it (Granian, two processes) stands over a database made for the run: SQLite in
WAL mode, or the PostgreSQL that ``DATABASE_URL`` names. ``--entries`` contributors, each from an address of its own and
with a proof of work, send final submissions as fast as they are answered through as many connections as ``--at-once``
says; the load is made on the same machine. Printed: entries a second, p50/p95/p99 in milliseconds, errors, the server's
memory (RSS of all its processes) at the start, half-way and at the end, and the seconds of processor that an entry
costs the server, the database server and the load: on a machine that does other work too, those tell more than the
clock.
Afterwards the database is asked whether every receipt has its entry, once. Returns 1 for an error or a lost entry, and
2 where a target is missed (25 a second on SQLite, 50 on PostgreSQL, p95 below one second).
"""

import argparse
import http.client
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
VAR_DIR = Path(tempfile.mkdtemp(prefix="wenxuan-bench-"))
SECRET = "only-for-this-run-" + "x" * 40
os.environ.update(
    WENXUAN_VAR_DIR=str(VAR_DIR),
    DEBUG="0",
    LOG_LEVEL="CRITICAL",
    SECRET_KEY=SECRET,
    TRUSTED_PROXIES="1",
    ALLOWED_HOSTS="127.0.0.1",
)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

import django  # noqa: E402  (the environment is set above)

django.setup()

from django.core.management import call_command  # noqa: E402  (the same)
from django.db import connection  # noqa: E402  (the same)

from campaigns.contests.models import Entry  # noqa: E402  (the same)
from foundation.intake.kinds import get_kind  # noqa: E402  (the same)
from foundation.models import Submission  # noqa: E402  (the same)
from scripts.bench_intake_load import Load, request, solved  # noqa: E402  (the same)
from tests.factories.contests import make_contest  # noqa: E402  (the same)

TARGETS = {"sqlite": 25, "postgresql": 50}
P95_MS = 1000
WARMING = 60
TICKS = os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    """Return a port that nothing listens on."""
    import socket  # noqa: PLC0415 - only here

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def family(pid: int) -> set[int]:
    """Return a process and all it started."""
    listing = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True)  # noqa: S607 - the system's own program
    rows = [tuple(map(int, line.split())) for line in listing.stdout.splitlines()]
    own = {pid}
    for _ in range(3):
        own |= {child for child, parent in rows if parent in own}
    return own


def memory(pids: set[int]) -> int:
    """Return the resident memory of processes together, in megabytes."""
    pages = sum(int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]) for pid in pids)
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024**2


def processor(pids: set[int]) -> float:
    """Return the seconds of processor that processes have used, those apart that have ended."""
    used = 0
    for pid in pids:
        with suppress(OSError):
            fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
            used += int(fields[11]) + int(fields[12])
    return used / TICKS


def database_processes() -> set[int]:
    """Return the processes of the PostgreSQL server; none for SQLite, which works within ours."""
    if connection.vendor != "postgresql":
        return set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity")
        return {int(pid) for (pid,) in cursor.fetchall()}


def serve(port: int, threads: int) -> "subprocess.Popen[bytes]":
    """Start the server and wait for its first answer."""
    command = [str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--workers", "2", "--blocking-threads", str(threads), "--log-level", "error"]
    command += ["portal.wsgi:application"]
    server = subprocess.Popen(command, cwd=ROOT, start_new_session=True)  # noqa: S603 - our own command
    until = time.monotonic() + 60
    while time.monotonic() < until:
        probe = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            probe.request("GET", "/healthz", headers={"X-Forwarded-For": "10.9.9.9"})
            if probe.getresponse().status == http.client.OK:
                return server
        except OSError:
            time.sleep(0.2)
        finally:
            probe.close()
    message = "The server did not start."
    raise SystemExit(message)


@dataclass
class Run:
    """What one replay cost: seconds by the clock, memory in megabytes, seconds of processor."""

    seconds: float
    sizes: list[int]
    server: float
    database: float
    load: float


def replay(load: Load, at_once: int, server: int) -> Run:
    """Run the load; measure memory before, half-way and after, and the processor's seconds of all who took part."""
    total = load.todo.qsize()
    pids, base = family(server), database_processes()
    sizes = [memory(pids)]
    before = processor(pids), processor(base), time.process_time(), time.perf_counter()
    threads = load.start(at_once)
    while any(thread.is_alive() for thread in threads):
        if len(sizes) == 1 and load.todo.qsize() < total // 2:
            sizes.append(memory(pids))
        time.sleep(0.1)
    after = processor(pids), processor(base), time.process_time(), time.perf_counter()
    spent = [late - early for early, late in zip(before, after, strict=True)]
    return Run(spent[3], [*sizes, memory(pids)], *spent[:3])


def lost(numbers: list[str]) -> int:
    """Return how many receipts have no whole entry, or share one."""
    whole = set(
        Submission.objects.filter(entry__head__isnull=False, entry__head__words__gt=0).values_list("number", flat=True)
    )
    return len(numbers) - len(set(numbers)) + len(set(numbers) - whole) + abs(Entry.objects.count() - len(numbers))


def main() -> int:
    """Fill, serve, replay, report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=2400)
    parser.add_argument("--at-once", type=int, default=16)
    parser.add_argument("--threads", type=int, default=8, help="threads of each server process")
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    make_contest()
    pairs = solved(options.entries + WARMING, get_kind("entry").proof_bits, ROOT / "var" / "bench-proofs.txt")
    wires = [request(number, *pair) for number, pair in enumerate(pairs)]
    port = free_port()
    server = serve(port, options.threads)
    try:
        warm = Load(port, wires[:WARMING])
        replay(warm, 8, server.pid)
        load = Load(port, wires[WARMING:])
        run = replay(load, options.at_once, server.pid)
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(20)
    return report(load, run, warm, options.at_once)


def report(load: Load, run: Run, warm: Load, at_once: int) -> int:
    """Print what was measured and return the exit code."""
    gone = lost([*warm.numbers, *load.numbers])
    rate = len(load.numbers) / run.seconds
    cuts = quantiles(load.times, n=100)
    p50, p95, p99 = (cuts[place] * 1000 for place in (49, 94, 98))
    each = [part * 1000 / len(load.times) for part in (run.server, run.database, run.load)]
    print(f"{connection.vendor}: {len(load.times)} entries, {at_once} at once, {run.seconds:.0f} s")
    print(f"  {rate:.1f} entries a second; p50 {p50:.0f} ms, p95 {p95:.0f} ms, p99 {p99:.0f} ms")
    print(f"  errors {len(load.errors)} {sorted(set(load.errors))}; receipts without their entry {gone}")
    print(f"  memory of the server: {' / '.join(map(str, run.sizes))} MB (start, half-way, end)")
    print(f"  processor for an entry: server {each[0]:.1f} ms, database server {each[1]:.1f} ms, load {each[2]:.1f} ms")
    busy = sum(each) * len(load.times) / 1000 / run.seconds / (os.cpu_count() or 1)
    print(f"  of the machine's processors it had {busy:.0%}; with all of them {rate / busy:.0f} entries a second")
    if load.errors or warm.errors or gone:
        return 1
    return 2 if rate < TARGETS[connection.vendor] or p95 > P95_MS else 0


if __name__ == "__main__":
    try:
        code = main()
    finally:
        shutil.rmtree(VAR_DIR, ignore_errors=True)
    sys.exit(code)
