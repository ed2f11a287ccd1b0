#!/usr/bin/env python3
"""Replay the last hour of a competition of 12,000 entries over real HTTP (make bench-intake).

A server of two processes (Granian, as in production) stands over a database made for the run: SQLite in WAL mode, or
the PostgreSQL that ``DATABASE_URL`` names. ``--entries`` contributors, each from an address of its own, send final
submissions at once through as many connections as ``--at-once`` says; the load is made on the same machine. Printed:
entries a second, p50/p95/p99 in milliseconds, errors, and the server's memory at the start, half-way and at the end.
Afterwards the database is asked whether every receipt has its entry, once. Returns 1 for an error or a lost entry, and
2 where a target is missed (25 a second on SQLite, 50 on PostgreSQL, p95 below one second).
"""

import argparse
import http.client
import os
import queue
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlencode

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
from foundation.intake import stamps  # noqa: E402  (the same)
from foundation.models import Submission  # noqa: E402  (the same)
from tests.factories.contests import make_contest  # noqa: E402  (the same)

TARGETS = {"sqlite": 25, "postgresql": 50}
P95_MS = 1000
PARAGRAPH = "巷口新装了一盏灯，放学的时候，邻居总在灯下等着给孩子们递一杯热水。志愿者每到周六清晨就来清扫。"
NUMBER = re.compile(rb"ZW\d{4}-\d{5}")
COOKIE = "b" * 32


def free_port() -> int:
    """Return a port that nothing listens on."""
    import socket  # noqa: PLC0415 - only here

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def form(number: int) -> bytes:
    """Return the body of one final submission: 1,800 characters of text, as a page sends it."""
    return urlencode(
        {
            "csrfmiddlewaretoken": COOKIE,
            "stamp": stamps.mint("entry", uuid.uuid4(), now=time.time() - 120),
            "contest": "shili",
            "title": f"巷口的灯{number}",
            "text": f"{number}。" + PARAGRAPH * 38,
            "contact_name": f"样例作者{number}",
            "contact_phone": f"139{number:08d}",
            "contact_email": f"author{number}@example.cn",
            "agree_original": "on",
            "agree_licence": "on",
            "action": "send",
        }
    ).encode()


class Load:
    """The contributors: a queue of forms, and what came back."""

    def __init__(self, port: int, bodies: list[bytes]) -> None:
        self.port = port
        self.todo: queue.SimpleQueue[tuple[int, bytes]] = queue.SimpleQueue()
        for item in enumerate(bodies):
            self.todo.put(item)
        self.times: list[float] = []
        self.numbers: list[str] = []
        self.errors: list[str] = []
        self.lock = threading.Lock()

    def work(self) -> None:
        """Send forms until none is left."""
        connection_ = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        while True:
            try:
                number, body = self.todo.get_nowait()
            except queue.Empty:
                return
            self.send(connection_, number, body)

    def send(self, connection_: http.client.HTTPConnection, number: int, body: bytes) -> None:
        """Send one form and note how long it took and which receipt came."""
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"csrftoken={COOKIE}",
            "X-Forwarded-For": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}",
        }
        started = time.perf_counter()
        try:
            connection_.request("POST", "/contests/send/", body, headers)
            answer = connection_.getresponse()
            page = answer.read()
        except (OSError, http.client.HTTPException) as error:
            connection_.close()
            self.note(time.perf_counter() - started, "", type(error).__name__)
            return
        found = NUMBER.search(page)
        wrong = "" if answer.status == http.client.OK and found else f"HTTP {answer.status}"
        self.note(time.perf_counter() - started, found[0].decode() if found and not wrong else "", wrong)

    def note(self, seconds: float, number: str, error: str) -> None:
        """Keep one answer."""
        with self.lock:
            self.times.append(seconds)
            if error:
                self.errors.append(error)
            else:
                self.numbers.append(number)


def memory(pid: int) -> int:
    """Return the resident memory of a process and its children, in megabytes."""
    listing = subprocess.run(["ps", "-A", "-o", "pid=,ppid=,rss="], capture_output=True, text=True, check=True)  # noqa: S607 - the system's own program
    rows = [tuple(map(int, line.split())) for line in listing.stdout.splitlines()]
    own = {pid}
    for _ in range(3):
        own |= {child for child, parent, _size in rows if parent in own}
    return sum(size for each, _parent, size in rows if each in own) // 1024


def serve(port: int) -> "subprocess.Popen[bytes]":
    """Start the server and wait for its first answer."""
    command = [str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--workers", "2", "--log-level", "error", "portal.wsgi:application"]
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


def replay(load: Load, at_once: int, pid: int) -> tuple[float, list[int]]:
    """Run the load; return its seconds, and the server's memory before, half-way and after."""
    total = load.todo.qsize()
    sizes = [memory(pid)]
    threads = [threading.Thread(target=load.work) for _ in range(at_once)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        if len(sizes) == 1 and load.todo.qsize() < total // 2:
            sizes.append(memory(pid))
        time.sleep(0.1)
    seconds = time.perf_counter() - started
    return seconds, [*sizes, memory(pid)]


def lost(load: Load) -> int:
    """Return how many receipts have no whole entry, or share one."""
    whole = set(
        Submission.objects.filter(entry__head__isnull=False, entry__head__words__gt=0).values_list("number", flat=True)
    )
    doubled = len(load.numbers) - len(set(load.numbers))
    return doubled + len(set(load.numbers) - whole) + abs(Entry.objects.count() - len(load.numbers))


def main() -> int:
    """Fill, serve, replay, report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=2400)
    parser.add_argument("--at-once", type=int, default=16)
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    make_contest()
    vendor = connection.vendor
    connection.close()
    port = free_port()
    server = serve(port)
    try:
        warm = Load(port, [form(10_000_000 + number) for number in range(20)])
        replay(warm, 2, server.pid)
        before = len(warm.numbers)
        load = Load(port, [form(number) for number in range(options.entries)])
        seconds, sizes = replay(load, options.at_once, server.pid)
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(20)
    load.numbers += warm.numbers
    gone = lost(load)
    rate = (len(load.numbers) - before) / seconds
    cuts = quantiles(load.times, n=100)
    p50, p95, p99 = (cuts[place] * 1000 for place in (49, 94, 98))
    print(f"{vendor}: {options.entries} entries, {options.at_once} at once, {seconds:.0f} s")
    print(f"  {rate:.1f} entries a second; p50 {p50:.0f} ms, p95 {p95:.0f} ms, p99 {p99:.0f} ms")
    print(f"  errors {len(load.errors)} {sorted(set(load.errors))}; receipts without their entry {gone}")
    print(f"  memory of the server: {' / '.join(map(str, sizes))} MB (start, half-way, end)")
    if load.errors or gone:
        return 1
    return 2 if rate < TARGETS[vendor] or p95 > P95_MS else 0


if __name__ == "__main__":
    try:
        code = main()
    finally:
        shutil.rmtree(VAR_DIR, ignore_errors=True)
    sys.exit(code)
