"""What an editor pastes from Word, WPS, WeChat or a web page becomes a draft, with its pictures.

A clipboard names its pictures in four ways: the browser's own copy of the file, a ``data:`` address, the address of a
server (WeChat), or a file on the editor's disk whose content stands only in the RTF beside the HTML (Word, WPS).
"""

import base64
import re
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from html import unescape
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from foundation.limited import LimitedError, run_limited
from foundation.models import User
from media.domain.fetching import UnfetchableError, Way, fetch_picture
from news.domain.manuscripts import BYTES_LIMIT, ImportedManuscript, Source, draft_from
from news.domain.placing import tray_of_unsorted
from news.domain.refusals import Refused
from news.models import ColumnPage

PICTURES_LIMIT = 30
FETCH_SECONDS = 25.0
"""For all pictures of one passage together: an editor waits for it."""
FETCHED_AT_ONCE = 6
ON_DISK = ("file:", "cid:")
PASTED = "pasted:"
"""What the paste screen writes in the place of a picture that it sends as a file of its own."""

MOST_DIGITS = 4

_IMAGE = re.compile(r"""<img\b(?:[^<>"']|"[^"]*"|'[^']*')*>""", re.IGNORECASE)
_ADDRESS = re.compile(r"""\s(src|data-src)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""", re.IGNORECASE)
_DATA = re.compile(r"data:image/[a-z+.-]+;base64,", re.IGNORECASE)
_STARTS = ((b"\x89PNG", "png"), (b"\xff\xd8", "jpg"), (b"GIF8", "gif"))


def import_pasted(  # noqa: PLR0913 -- all that a clipboard holds
    *,
    html: str,
    actor: User | None,
    column: ColumnPage | None = None,
    pictures: Sequence[bytes] = (),
    rtf: Sequence[bytes] = (),
    fetch: Callable[..., bytes] = fetch_picture,
) -> ImportedManuscript:
    """Make a draft from pasted HTML and return it, in ``column`` or among the unsorted.

    ``pictures`` are the files that stand for ``pasted:0``, ``pasted:1`` …. A picture that cannot be had is left out and
    counted. Raises Refused with one sentence for what holds no text or too much, PermissionDenied where the actor may
    not write there; then nothing was kept.
    """
    parent = column or tray_of_unsorted()
    if actor is not None and not parent.permissions_for_user(actor).can_add_subpage():
        raise PermissionDenied
    if len(html) + sum(map(len, rtf)) + sum(map(len, pictures)) > BYTES_LIMIT:
        raise Refused(_("What was pasted is larger than 20 MB. Paste it in parts."))
    html, addresses = number_pictures(html)
    found = _gather(addresses, pictures, rtf, fetch)
    source = Source(html=html, pictures=found, name="", picture_title=_("Pasted picture"))
    return draft_from(source=source, parent=parent, actor=actor, verb="import_pasted")


def number_pictures(html: str) -> tuple[str, list[str]]:
    """Return the HTML with the pictures named ``picture-0``, ``picture-1`` …, and their addresses in that order.

    WeChat keeps the address of a picture that was not scrolled to in ``data-src``.
    """
    addresses: list[str] = []

    def numbered(match: re.Match[str]) -> str:
        named = {name.lower(): unescape(a or b or c) for name, a, b, c in _ADDRESS.findall(match.group())}
        late = named.get("data-src", "")
        addresses.append(late if late.startswith(("http:", "https:", "//")) else named.get("src", ""))
        return f'<img src="picture-{len(addresses) - 1}">'

    return _IMAGE.sub(numbered, html), addresses


def _gather(
    addresses: Sequence[str], pictures: Sequence[bytes], rtf: Sequence[bytes], fetch: Callable[..., bytes]
) -> dict[str, tuple[str, bytes]]:
    """Return file name and content of each picture that can be had, by its name in the HTML."""
    on_disk = iter([picture for each in rtf for picture in _rtf_pictures(each)])
    way = Way(time.monotonic() + FETCH_SECONDS)

    def fetched(url: str) -> bytes:
        try:
            return fetch(f"https:{url}" if url.startswith("//") else url, way=way)
        except UnfetchableError:
            return b""

    contents: dict[int, bytes] = {}
    coming: dict[int, Future[bytes]] = {}
    pool = ThreadPoolExecutor(FETCHED_AT_ONCE)
    for place, address in enumerate(addresses[:PICTURES_LIMIT]):
        if address.startswith(("http:", "https:", "//")):
            coming[place] = pool.submit(fetched, address)
        elif address.startswith(ON_DISK) or not address:
            contents[place] = next(on_disk, b"")
        else:
            contents[place] = _at_hand(address, pictures)
    # A server that drips its answer is left behind: the threads end by themselves.
    for place, future in coming.items():
        with suppress(TimeoutError):
            contents[place] = future.result(timeout=max(0.0, way.deadline - time.monotonic()))
    pool.shutdown(wait=False, cancel_futures=True)
    return {f"picture-{place}": (f"picture-{place}.{_ending(data)}", data) for place, data in contents.items() if data}


def _at_hand(address: str, pictures: Sequence[bytes]) -> bytes:
    """Return the picture of an address that came with the HTML, or nothing."""
    number = address.removeprefix(PASTED)
    if (
        address.startswith(PASTED)
        and number.isascii()
        and number.isdigit()
        and len(number) <= MOST_DIGITS
        and int(number) < len(pictures)
    ):
        return pictures[int(number)]
    if match := _DATA.match(address):
        try:
            return base64.b64decode(address[match.end() :], validate=True)
        except ValueError:
            return b""
    return b""


def _rtf_pictures(rtf: bytes) -> list[bytes]:
    try:
        found: list[Mapping[str, Any]] = run_limited("news.workshop.rtf:pictures", rtf)
    except LimitedError:
        return []
    return [base64.b64decode(each["data"]) for each in found]


def _ending(data: bytes) -> str:
    """Return the file ending that the content asks for; the library looks at the content itself."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[4:8] == b"ftyp":
        return "avif"
    return next((ending for start, ending in _STARTS if data.startswith(start)), "bin")
