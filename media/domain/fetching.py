"""Fetching a picture that a pasted article shows from another server, when an editor asks for it.

The address comes from whoever wrote the page, so it may name a machine of our own network. Only addresses that are
public on the Internet are called: the name is resolved once, and the connection goes to that very address, so that a
second answer of the name server changes nothing.
"""

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from media.rules import PICTURE_LARGEST_BYTES

MOST_REDIRECTS = 3
REDIRECTS = frozenset({301, 302, 303, 307, 308})
CHUNK = 64 * 1024
PATIENCE = 8.0
"""Seconds for one answer of the other server."""
PORTS = {"http": 80, "https": 443}


class UnfetchableError(Exception):
    """The picture could not be had; the message is technical."""


def is_public(address: str) -> bool:
    """Tell whether an address is one of the public Internet's own, and no other network's in its clothes.

    Of IPv6 only global unicast (RFC 4291) counts, without the ranges that carry an IPv4 address (6to4, Teredo).
    """
    found = ipaddress.ip_address(address)
    if isinstance(found, ipaddress.IPv6Address) and (found not in UNICAST or any(found in net for net in CARRIERS)):
        return False
    return found.is_global and not found.is_multicast


UNICAST = ipaddress.ip_network("2000::/3")
CARRIERS = (ipaddress.ip_network("2002::/16"), ipaddress.ip_network("2001::/32"))


@dataclass(frozen=True)
class Way:
    """How far a fetch may go: until when (``time.monotonic()``), how many bytes, and to which addresses."""

    deadline: float
    limit: int = PICTURE_LARGEST_BYTES
    is_allowed: Callable[[str], bool] = is_public


def fetch_picture(url: str, *, way: Way) -> bytes:
    """Return what stands at ``url``. Raises UnfetchableError for anything but a plain answer within the limits."""
    for _hop in range(MOST_REDIRECTS + 1):
        try:
            answer = _ask(urlsplit(url), way)
            if isinstance(answer, bytes):
                return answer
            url = urljoin(url, answer)
        except (OSError, ValueError, http.client.HTTPException) as reason:
            message = f"no answer: {type(reason).__name__}"
            raise UnfetchableError(message) from reason
    message = "too many redirects"
    raise UnfetchableError(message)


def _ask(parts: SplitResult, way: Way) -> bytes | str:
    """Return the body, or the address to which the server redirects."""
    connection = _connect(parts, way)
    try:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("GET", target, headers={"Accept": "image/*", "User-Agent": "Wenxuan"})
        with connection.getresponse() as response:
            if response.status in REDIRECTS:
                return response.getheader("Location") or ""
            if response.status != http.client.OK:
                message = f"answer {response.status}"
                raise UnfetchableError(message)
            return _body(response, way)
    finally:
        connection.close()


def _connect(parts: SplitResult, way: Way) -> http.client.HTTPConnection:
    """Return a connection to the one address that was looked up and allowed."""
    if parts.scheme not in PORTS or not parts.hostname:
        message = "not an address of the web"
        raise UnfetchableError(message)
    port = parts.port or PORTS[parts.scheme]
    patience = min(PATIENCE, way.deadline - time.monotonic())
    if patience <= 0:
        message = "no time left"
        raise UnfetchableError(message)
    found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    address = str(found[0][4][0])
    if not way.is_allowed(address):
        message = "not a public address"
        raise UnfetchableError(message)
    plain = socket.create_connection((address, port), timeout=patience)
    connection = http.client.HTTPConnection(parts.hostname, port, timeout=patience)
    if parts.scheme == "https":
        try:
            connection.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=parts.hostname)
        except OSError:
            plain.close()
            raise
    else:
        connection.sock = plain
    return connection


def _body(response: http.client.HTTPResponse, way: Way) -> bytes:
    """Read the body piece by piece, so that neither a slow nor an endless answer holds us."""
    pieces: list[bytes] = []
    length = 0
    while piece := response.read1(CHUNK):
        pieces.append(piece)
        length += len(piece)
        if length > way.limit or time.monotonic() > way.deadline:
            message = "too large or too slow"
            raise UnfetchableError(message)
    return b"".join(pieces)
