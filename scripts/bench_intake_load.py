"""The contributors of make bench-intake: forms made beforehand, sent through connections that stay open.

It shares the machine with the server it measures, so it does as little as it can while it measures: what is sent is
bytes already, proofs of work are found before (as a page finds them while it is read) and kept for the next run, and
answers are read by a client of a few lines.
"""

import hashlib
import os
import queue
import re
import socket
import threading
import time
import uuid
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from http import HTTPStatus
from itertools import count
from pathlib import Path
from urllib.parse import urlencode

from foundation.intake import proofs, stamps

PARAGRAPH = "巷口新装了一盏灯，放学的时候，邻居总在灯下等着给孩子们递一杯热水。志愿者每到周六清晨就来清扫。"
NUMBER = re.compile(rb"ZW\d{4}-\d{5}")
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
COOKIE = "b" * 32
TIMEOUT = 60
BUFFER = 1 << 18


def solve(bits: int) -> tuple[str, str]:
    """Return a fresh submission key with its proof of work: some 65,000 digests for 16 bits."""
    key = str(uuid.uuid4())
    begun = hashlib.sha256(f"{key}:".encode("ascii"))
    for number in count():
        digest = begun.copy()
        digest.update(b"%d" % number)
        if int.from_bytes(digest.digest()[:8], "big") >> (64 - bits) == 0:
            return key, str(number)
    raise AssertionError  # numbers do not end


def solved(wanted: int, bits: int, store: Path) -> list[tuple[str, str]]:
    """Return so many keys with their proofs: those of earlier runs, and new ones where they are not enough."""
    kept = [tuple(line.split()) for line in store.read_text("ascii").splitlines()] if store.exists() else []
    pairs = [(key, proof) for key, proof in kept if proofs.is_good(uuid.UUID(key), proof, bits)]
    missing = wanted - len(pairs)
    if missing > 0:
        with ProcessPoolExecutor(os.cpu_count()) as pool:
            pairs += pool.map(solve, [bits] * missing, chunksize=20)
        store.parent.mkdir(parents=True, exist_ok=True)
        store.write_text("".join(f"{key} {proof}\n" for key, proof in pairs), "ascii")
    return pairs[:wanted]


def request(number: int, key: str, proof: str) -> bytes:
    """Return one final submission as it goes over the wire: 1,800 characters of text, from an address of its own."""
    body = urlencode(
        {
            "csrfmiddlewaretoken": COOKIE,
            "stamp": stamps.mint("entry", uuid.UUID(key), now=time.time() - 120),
            "proof": proof,
            "contest": "shili",
            "title": f"巷口的灯{number}",
            "text": f"{number}。" + PARAGRAPH * 38,
            "contact_name": f"样例作者{number}",
            "contact_phone": f"139{number:08d}",
            "contact_email": f"author{number}@example.cn",
            "agree_original": "on",
            "agree_licence": "on",
            "ai_used": "no",
            "action": "send",
        }
    ).encode("ascii")
    head = (
        "POST /contests/send/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\nCookie: csrftoken={COOKIE}\r\n"
        f"X-Forwarded-For: 10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}\r\n\r\n"
    )
    return head.encode("ascii") + body


class Connection:
    """A connection that stays open: just enough HTTP for answers that say how long they are."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket: socket.socket | None = None

    def ask(self, wire: bytes) -> tuple[int, bytes]:
        """Send a request and return status and body; raises ``OSError`` where there is no whole answer."""
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self.port), TIMEOUT)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.sendall(wire)
        return self._answer(self.socket)

    def _answer(self, open_socket: socket.socket) -> tuple[int, bytes]:
        got, end, whole = b"", -1, 0
        while end < 0 or len(got) < whole:
            more = open_socket.recv(BUFFER)
            if not more:
                message = "The connection was closed."
                raise ConnectionError(message)
            got += more
            if end < 0:
                end = got.find(b"\r\n\r\n")
                found = LENGTH.search(got, 0, end + 2) if end >= 0 else None
                if end >= 0 and found is None:
                    message = "The answer does not say how long it is."
                    raise ConnectionError(message)
                whole = end + 4 + int(found[1]) if found else 0
        return int(got[9:12]), got[end + 4 :]

    def close(self) -> None:
        """Give the connection up; the next question opens another."""
        if self.socket is not None:
            self.socket.close()
            self.socket = None


class Load:
    """The contributors, so many at once, and what came back."""

    def __init__(self, port: int, wires: Sequence[bytes]) -> None:
        self.port = port
        self.todo: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        for wire in wires:
            self.todo.put(wire)
        self.times: list[float] = []
        self.numbers: list[str] = []
        self.errors: list[str] = []

    def start(self, at_once: int) -> list[threading.Thread]:
        """Let them begin; return the threads that end when all is sent."""
        threads = [threading.Thread(target=self._work) for _ in range(at_once)]
        for thread in threads:
            thread.start()
        return threads

    def _work(self) -> None:
        connection = Connection(self.port)
        while True:
            try:
                wire = self.todo.get_nowait()
            except queue.Empty:
                connection.close()
                return
            self._send(connection, wire)

    def _send(self, connection: Connection, wire: bytes) -> None:
        """Send one form; note how long it took and which receipt came. Appending to a list needs no lock."""
        started = time.perf_counter()
        try:
            status, page = connection.ask(wire)
        except OSError as error:
            connection.close()
            self.errors.append(type(error).__name__)
            return
        finally:
            self.times.append(time.perf_counter() - started)
        found = NUMBER.search(page)
        if status == HTTPStatus.OK and found:
            self.numbers.append(found[0].decode("ascii"))
        else:
            self.errors.append(f"HTTP {status}")
