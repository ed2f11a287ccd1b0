"""The head of a mail that is not taken whole: what it says on top, and how large the rest is."""

import hashlib
import re
from typing import Any, Final

from campaigns.contests.rules.messages import parse

LEFT: Final = b"X-Left-Behind-Bytes"
"""Our own line on top of a head, with the size of the whole mail in bytes."""
MOST_HEAD: Final = 256 * 1024
FIELDS: Final = re.compile(rb"\n(?![ \t])")


def head_of(raw: bytes, *, size: int) -> bytes:
    """Return the head of a mail with its size written on top. It parses as a mail without text."""
    cut = raw[:MOST_HEAD]
    ends = [at for mark in (b"\r\n\r\n", b"\n\n") if (at := cut.find(mark)) >= 0]
    return b"%s: %d\r\n%s\r\n\r\n" % (LEFT, size, cut[: min(ends)] if ends else cut)


def left_behind(raw: bytes) -> int | None:
    """Return the size of the mail of which this is the head, in bytes; None for a whole mail."""
    name, _, rest = raw[:100].partition(b":")
    size = rest.partition(b"\r\n")[0].strip()
    return int(size) if name == LEFT and size.isdigit() and len(size) < len("1000000000000") else None


def parse_head(raw: bytes, *, size: int, problem: str) -> dict[str, Any]:
    """Return what a head says, as ``messages.parse`` does, with ``problem`` for the desk. Called in a limited process.

    Structure is not read: a head that names a hundred thousand parts is read as a mail of one.
    """
    head = head_of(raw, size=size).replace(b"\r\n", b"\n").strip(b"\n")
    fields = [each for each in FIELDS.split(head) if not each.lower().startswith(b"content-")]
    parsed = parse(b"\n".join(fields) + b"\n\n")
    digest = hashlib.sha256(raw).hexdigest()
    return {**parsed, "problems": [problem], "content_sha256": digest, "left_bytes": size}
