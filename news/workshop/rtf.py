"""The pictures of a Rich Text clipboard. Runs in a limited process.

Word and WPS put the text of a copied passage on the clipboard as HTML, where a picture is only the name of a file on
the editor's disk, and once more as RTF, where it stands whole as hexadecimal digits (RTF 1.9.1, "Pictures").
"""

import base64
import re
from typing import Any

PICTURES_LIMIT = 30
_TOKEN = re.compile(rb"\\(?:bin(\d+) ?|([a-z]+)(-?\d+)? ?|\*|[^a-z])|([{}])|([^\\{}]+)")
_NOT_HEX = re.compile(rb"[^0-9A-Fa-f]+")
ENDINGS = {b"pngblip": "png", b"jpegblip": "jpg", b"emfblip": "emf", b"wmetafile": "wmf"}
READABLE = frozenset({"png", "jpg"})


def pictures(payload: bytes) -> list[dict[str, str]]:
    """Return ``name`` and base64 ``data`` of each PNG or JPEG picture, in the order of the text.

    The copies that Word adds for old programs (``nonshppict``) are left out. A picture of another kind, or that is no
    whole number of bytes, comes with empty data, so that those after it keep their places. Raises ValueError for what
    is no RTF.
    """
    if not payload.startswith(b"{\\rtf"):
        code = "not-rtf"
        raise ValueError(code)
    found: list[dict[str, str]] = []
    for ending, digits in _blips(payload):
        if len(found) == PICTURES_LIMIT:
            break
        is_whole = ending in READABLE and len(digits) % 2 == 0
        data = bytes.fromhex(digits.decode("ascii")) if is_whole else b""
        found.append({"name": f"picture-{len(found)}.{ending}", "data": base64.b64encode(data).decode("ascii")})
    return found


def _blips(payload: bytes) -> list[tuple[str, bytes]]:
    """Return ending and hexadecimal digits of each picture group."""
    found: list[tuple[str, bytes]] = []
    groups: list[dict[str, Any]] = [{"skipped": False, "ending": "", "text": []}]
    place = 0
    while (match := _TOKEN.match(payload, place)) is not None:
        place = match.end() + int(match[1] or 0)
        top = groups[-1]
        if match[4] == b"{":
            groups.append({"skipped": top["skipped"], "ending": "", "text": []})
        elif match[4] == b"}":
            if len(groups) > 1:
                groups.pop()
            if top["ending"] and not top["skipped"]:
                found.append((top["ending"], _NOT_HEX.sub(b"", b"".join(top["text"]))))
        elif match[2]:
            top["skipped"] = top["skipped"] or match[2] == b"nonshppict"
            top["ending"] = ENDINGS.get(match[2], top["ending"])
        elif match[5] and top["ending"]:
            top["text"].append(match[5])
    return found
