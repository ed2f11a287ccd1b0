"""Fetching a picture from another server: only public addresses, never too long, never too much."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from media.domain.fetching import UnfetchableError, Way, fetch_picture

PICTURE = b"\x89PNG" + b"x" * 300_000


class Elsewhere(BaseHTTPRequestHandler):
    """Another server, with every habit that can hurt."""

    def do_GET(self) -> None:
        if self.path.startswith("/moved"):
            self.send_response(302)
            self.send_header("Location", "/picture?wx_fmt=png" if self.path == "/moved" else "/moved-again")
            self.end_headers()
        elif self.path == "/picture?wx_fmt=png":
            self.send_response(200)
            self.end_headers()
            self.wfile.write(PICTURE)
        elif self.path == "/slow":
            self.send_response(200)
            self.end_headers()
            for _ in range(40):
                self.wfile.write(b"x")
                time.sleep(0.05)
        elif self.path == "/nowhere":
            self.send_response(302)
            self.send_header("Location", "http://[::1")
            self.end_headers()
        elif self.path == "/inside":
            self.send_response(301)
            self.send_header("Location", "http://10.0.0.1/secret")
            self.end_headers()
        else:
            self.send_error(404)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def elsewhere() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def way(*, seconds: float = 5, limit: int = 1_000_000) -> Way:
    return Way(time.monotonic() + seconds, limit, lambda address: address == "127.0.0.1")


def test_a_picture_is_fetched_over_a_redirect(elsewhere: str) -> None:
    assert fetch_picture(f"{elsewhere}/moved", way=way()) == PICTURE


@pytest.mark.parametrize(
    ("path", "seconds", "limit", "reason"),
    [
        ("/moved-in-circles", 5, 1_000_000, "too many redirects"),
        ("/picture?wx_fmt=png", 5, 1000, "too large or too slow"),
        ("/slow", 0.3, 1_000_000, "too large or too slow"),
        ("/picture?wx_fmt=png", 0, 1_000_000, "no time left"),
        ("/inside", 5, 1_000_000, "not a public address"),
        ("/nothing", 5, 1_000_000, "answer 404"),
        ("/nowhere", 5, 1_000_000, "no answer: ValueError"),
    ],
)
def test_refusals(elsewhere: str, path: str, seconds: float, limit: int, reason: str) -> None:
    with pytest.raises(UnfetchableError) as refusal:
        fetch_picture(f"{elsewhere}{path}", way=way(seconds=seconds, limit=limit))
    assert str(refusal.value) == reason


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1/",
        "http://localhost/",
        "http://[::1]/",
        "http://10.1.2.3/x.png",
        "http://192.168.0.1/",
        "http://169.254.169.254/latest/",
        "http://0.0.0.0/",
        "http://2130706433/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[fec0::1]/",
        "http://224.0.0.1/",
    ],
)
def test_our_own_network_is_never_called(url: str) -> None:
    with pytest.raises(UnfetchableError, match="not a public address"):
        fetch_picture(url, way=Way(time.monotonic() + 5))


@pytest.mark.parametrize("url", ["ftp://example.com/x", "file:///etc/passwd", "", "//", "http://", "javascript:1"])
def test_only_the_web(url: str) -> None:
    with pytest.raises(UnfetchableError, match="not an address of the web"):
        fetch_picture(url, way=Way(time.monotonic() + 5))


@pytest.mark.parametrize("url", ["http://[", "http://a:999999/", "http://name.invalid/"])
def test_what_cannot_be_called(url: str) -> None:
    with pytest.raises(UnfetchableError, match="no answer"):
        fetch_picture(url, way=Way(time.monotonic() + 5))
