"""A server that is killed at random moments under a hundred contributors loses nothing that it acknowledged."""

import hashlib
import http.client
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import uuid
from contextlib import closing, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import connection

from campaigns.contests.models import Entry
from foundation.intake import stamps
from foundation.intake.domain.files import read_file
from foundation.models import IntakeFile, Submission
from tests.campaigns.contests.test_pages import FORM
from tests.factories.contests import make_contest

PEOPLE, KILLS, SECONDS = 100, 3, 400
NUMBER = re.compile(rb"ZW\d{4}-(\d{5})")
COOKIE = "k" * 32


def database_url() -> str:
    """Return the address of the test's own database for another process."""
    said = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{said['NAME']}"
    return f"postgres://{said['USER']}:{said['PASSWORD']}@{said['HOST']}:{said['PORT']}/{said['NAME']}"


class Server:
    """Granian over the test's database; killed with everything it started, and started again."""

    def __init__(self) -> None:
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        program = Path(sys.executable).parent / "granian"
        self.process = subprocess.Popen(  # noqa: S603 - our own command
            [
                program,
                "--interface",
                "wsgi",
                "--port",
                str(self.port),
                "--blocking-threads",  # each keeps a connection; without a number PostgreSQL runs out of them
                "8",
                "--log-level",
                "error",
                "portal.wsgi:application",
            ],
            cwd=settings.BASE_DIR,
            env={
                **os.environ,
                "DJANGO_SETTINGS_MODULE": "portal.settings",
                "DATABASE_URL": database_url(),
                "DEBUG": "1",  # static files without a manifest
                "TRUSTED_PROXIES": "1",
                "LOG_LEVEL": "CRITICAL",
            },
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def kill(self) -> None:
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(10)

    def answers(self, until: float) -> bool:
        """Wait for the first answer."""
        while time.monotonic() < until:
            with suppress(OSError, http.client.HTTPException), closing(self.open()) as client:
                client.request("GET", "/healthz")
                if client.getresponse().status == http.client.OK:
                    return True
            time.sleep(0.2)
        return False

    def open(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)


class Contributor:
    """Somebody who saves, sends a file, sends the form, and tries again whenever there is no answer."""

    def __init__(self, server: Server, number: int, until: float) -> None:
        self.server, self.number, self.until = server, number, until
        self.key = uuid.uuid4()
        self.text = f"第{number}位作者的正文𠮷。" * 20
        self.confirmed: list[tuple[str, str]] = []
        self.receipt = 0
        self.interrupted = 0
        self.form = {
            **FORM,
            "text": self.text,
            "contact_name": f"样例作者{number}",
            "csrfmiddlewaretoken": COOKIE,
            "stamp": stamps.mint("entry", self.key, now=time.time() - 100),
        }

    def ask(self, method: str, path: str, body: bytes, **headers: str) -> tuple[int, bytes]:
        """Ask until there is an answer that is no fault."""
        base = {
            "Cookie": f"csrftoken={COOKIE}",
            "X-CSRFToken": COOKIE,
            "X-Forwarded-For": f"10.0.1.{self.number}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        while time.monotonic() < self.until:
            with suppress(OSError, http.client.HTTPException), closing(self.server.open()) as client:
                client.request(method, path, body, {**base, **headers})
                answer = client.getresponse()
                page = answer.read()
                if answer.status < http.client.INTERNAL_SERVER_ERROR:
                    return answer.status, page
            self.interrupted += 1
            time.sleep(0.2)
        return 0, b""

    def data(self, **more: str) -> bytes:
        return urlencode({**self.form, **more}).encode()

    def run(self) -> None:
        saved = self.ask("POST", "/contests/send/draft/", self.data())
        token = json.loads(saved[1])["draft"] if saved[0] == http.client.OK else ""
        if token:
            self.send_file(token)
        status, page = self.ask("POST", "/contests/send/", self.data(draft=token))
        found = NUMBER.search(page)
        if status == http.client.OK and found:
            self.receipt = int(found[1])

    def send_file(self, token: str) -> None:
        content = self.text.encode()
        begun = json.dumps({"name": "灯.txt", "size": len(content)}).encode()
        answer = json.loads(self.ask("POST", "/contests/send/files/", begun, **{"X-Draft": token})[1] or b"{}")
        if "url" not in answer:
            return
        sent = self.ask("PUT", answer["url"], content, **{"X-Draft": token, "Upload-Offset": "0"})
        said: dict[str, Any] = json.loads(sent[1] or b"{}")
        if said.get("state") != "complete":  # sent before the server died: ask how far it came
            said = json.loads(self.ask("GET", answer["url"], b"", **{"X-Draft": token})[1] or b"{}")
        if said.get("state") == "complete":
            self.confirmed.append((answer["url"].split("/")[-2], said["sha256"]))


@pytest.fixture
def contributors() -> list[Contributor]:
    """Let a hundred people send while the server dies and comes back; return them with what they were told."""
    make_contest()
    until = time.monotonic() + SECONDS
    server, chance = Server(), random.Random(20260528)  # noqa: S311 - moments, not secrets
    server.start()
    try:
        assert server.answers(until)
        people = [Contributor(server, number, until) for number in range(PEOPLE)]
        threads = [threading.Thread(target=person.run) for person in people]
        for thread in threads:
            thread.start()
        for _ in range(KILLS):
            time.sleep(chance.uniform(0.5, 2.5))
            server.kill()
            server.start()
            server.answers(until)
        for thread in threads:
            thread.join()
    finally:
        server.kill()
    return people


@pytest.mark.long
@pytest.mark.timeout(600)  # a slow machine starts the server four times
@pytest.mark.django_db(transaction=True)
def test_nothing_acknowledged_is_lost(contributors: list[Contributor]) -> None:
    entries = {row.submission.submission_key: row for row in Entry.objects.select_related("submission", "head")}
    told = [person for person in contributors if person.receipt]
    files = {str(file.public_id): file for file in IntakeFile.objects.filter(state="complete")}
    confirmed = [pair for person in contributors for pair in person.confirmed]
    serials = sorted(int(number[-5:]) for number in Submission.objects.values_list("number", flat=True))

    assert len(told) == PEOPLE, "everybody has a receipt in the end"
    assert [p.number for p in told if int(entries[p.key].submission.number[-5:]) != p.receipt] == []
    assert [p.number for p in told if getattr(entries[p.key].head, "text", "") != p.text] == []
    assert serials == list(range(1, PEOPLE + 1)), "no entry twice, no number twice, none left out"
    assert len(entries) == PEOPLE
    assert confirmed
    assert any(person.interrupted for person in contributors), "the server died while people were sending"
    assert [name for name, digest in confirmed if _digest(files[name]) != digest] == []


def _digest(file: IntakeFile) -> str:
    digest = hashlib.sha256()
    for piece in read_file(file):
        digest.update(piece)
    return digest.hexdigest()
