"""Handing out a file whole or in the piece that a browser asks for, as films need it."""

import hashlib
import mimetypes
import re
from collections.abc import Iterator
from typing import Any, Final

from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    StreamingHttpResponse,
)

CHUNK: Final = 256 * 1024
RANGE: Final = re.compile(r"bytes=([0-9]{0,15})-([0-9]{0,15})")


def ranged(request: HttpRequest, file: Any) -> HttpResponseBase:
    """Answer with the stored ``file`` or, where one is asked for, with one piece of it (RFC 9110 §13 and §14).

    A browser that has it is told so: it asks each time whether it may still play it, and fetches it once.
    """
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    size: int = file.size
    # The name is random and never given twice, so it stands for the content.
    mark = f'"{hashlib.sha256(f"{file.name} {size}".encode()).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == mark:
        return HttpResponseNotModified(headers={"ETag": mark})
    fresh = request.headers.get("If-Range", mark) == mark
    asked = RANGE.fullmatch(request.headers.get("Range", "")) if fresh else None
    if asked is None or not any(asked.groups()):
        response: HttpResponseBase = FileResponse(file.open("rb"), content_type=kind)
    else:
        first, last = _bounds(asked[1], asked[2], size)
        if first > last:
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
        response = StreamingHttpResponse(_piece(file, first, last), status=206, content_type=kind)
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
        response["Content-Length"] = str(last - first + 1)
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = mark
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _bounds(first: str, last: str, size: int) -> tuple[int, int]:
    """Return the first and last byte; without a first one the last bytes are meant."""
    if not first:
        return max(0, size - int(last)), size - 1
    return int(first), min(int(last), size - 1) if last else size - 1


def _piece(file: Any, first: int, last: int) -> Iterator[bytes]:
    with file.open("rb") as source:
        source.seek(first)
        left = last - first + 1
        while left and (chunk := source.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk
