"""What a picture's file says about itself: IPTC, XMP and EXIF, read into one small dictionary.

XMP goes before IPTC, whose by-line ends after 32 bytes, and IPTC before EXIF, which cameras fill with their own name.
"""

import datetime as dt
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping
from typing import Any

from PIL import ExifTags, ImageFile, IptcImagePlugin

LONGEST_XMP = 1_000_000
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
IPTC_CORE = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"
IPTC_EXT = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}"
MACHINE_MADE = ("trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia")
CAMERA_TALK = re.compile(r"^(OLYMPUS|SAMSUNG|SONY|DCIM|NIKON|Canon|default|unknown|HUAWEI|DJI)\b.*", re.IGNORECASE)

Facts = dict[str, Any]


def read(image: ImageFile.ImageFile) -> Facts:
    """Return what the file says.

    Keys: ``caption``, ``credit_line``, ``photographers``, ``rights_holder``, ``headline``, ``taken_at`` (ISO 8601,
    with an offset where one is known), ``taken_where``, ``ai_generated``, ``has_position``; one without an answer is
    left out. A source that cannot be read counts as silent.
    """
    facts: Facts = {}
    for source in (xmp_facts, iptc_facts, exif_facts):
        try:
            found = source(image)
        except (ValueError, SyntaxError, OSError, KeyError, TypeError, AttributeError, IndexError):
            continue  # broken metadata is no reason to refuse a sound picture
        for key, value in found.items():
            if value and key not in facts:
                facts[key] = value
    return facts


def decoded(raw: object) -> str:
    """Return text from bytes of unknown encoding: UTF-8 if it is that, else GB 18030, which old Chinese tools write."""
    if isinstance(raw, str):
        try:
            raw = raw.encode("latin-1")  # Pillow reads EXIF text as Latin-1 whatever it is
        except UnicodeEncodeError:
            return tidy(str(raw))
    if not isinstance(raw, bytes):
        return ""
    raw = raw.split(b"\0", 1)[0]
    for encoding in ("utf-8", "gb18030"):
        try:
            return tidy(raw.decode(encoding))
        except UnicodeDecodeError:
            continue
    return tidy(raw.decode("utf-8", errors="replace"))


def tidy(text: str) -> str:
    """Return the text without control characters and with single spaces."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def iptc_facts(image: ImageFile.ImageFile) -> Facts:
    """Read the IPTC-IIM records."""
    records: Mapping[tuple[int, int], Any] = IptcImagePlugin.getiptcinfo(image) or {}

    def first(key: int) -> str:
        value = records.get((2, key))
        return decoded(value[0] if isinstance(value, list) else value)

    makers = records.get((2, 80)) or []
    facts: Facts = {
        "caption": first(120),
        "credit_line": first(110),
        "photographers": names(decoded(maker) for maker in (makers if isinstance(makers, list) else [makers])),
        "rights_holder": first(116),
        "headline": first(105) or first(5),
        "taken_where": place(first(95), first(90), first(92)),
        "taken_at": iptc_time(first(55), first(60)),
    }
    return facts


def iptc_time(day: str, clock: str) -> str:
    """Return ``20200528`` and ``143000+0800`` as ISO 8601, or nothing when the day is unknown."""
    if not re.fullmatch(r"\d{8}", day) or "00" in (day[4:6], day[6:]):
        return ""
    parts = re.fullmatch(r"(\d\d)(\d\d)(\d\d)(?:([+-])(\d\d)(\d\d))?", clock)
    if not parts:
        return checked(f"{day[:4]}-{day[4:6]}-{day[6:]}T00:00:00")
    offset = f"{parts[4]}{parts[5]}:{parts[6]}" if parts[4] else ""
    return checked(f"{day[:4]}-{day[4:6]}-{day[6:]}T{parts[1]}:{parts[2]}:{parts[3]}{offset}")


def exif_facts(image: ImageFile.ImageFile) -> Facts:
    """Read the EXIF tags that people fill, and whether the file gives its position away."""
    exif = image.getexif()
    detail = exif.get_ifd(ExifTags.IFD.Exif)
    day, _, clock = decoded(detail.get(ExifTags.Base.DateTimeOriginal, "")).partition(" ")
    offset = decoded(detail.get(ExifTags.Base.OffsetTimeOriginal, ""))
    caption = decoded(exif.get(ExifTags.Base.ImageDescription, ""))
    return {
        "caption": "" if CAMERA_TALK.match(caption) else caption,
        "photographers": names([decoded(exif.get(ExifTags.Base.Artist, ""))]),
        "rights_holder": decoded(exif.get(ExifTags.Base.Copyright, "")),
        "taken_at": checked(f"{day.replace(':', '-')}T{clock}{offset}"),
        "has_position": bool(exif.get_ifd(ExifTags.IFD.GPSInfo)),
    }


def xmp_facts(image: ImageFile.ImageFile) -> Facts:
    """Read the XMP packet. One with a document type is not read: real ones have none, attacks do."""
    packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    if isinstance(packet, str):
        packet = packet.encode()
    if not packet or len(packet) > LONGEST_XMP or b"<!" in packet:
        return {}
    start, end = packet.find(b"<x:xmpmeta"), packet.rfind(b"</x:xmpmeta>")
    if start >= 0 and end > start:
        packet = packet[start : end + len(b"</x:xmpmeta>")]
    tree = ET.fromstring(packet)  # noqa: S314 -- no DTD in it (see above), in a limited process
    values: dict[str, list[str]] = {}
    for description in tree.iter(f"{RDF}Description"):
        for key, value in description.attrib.items():
            values.setdefault(key, [tidy(value)])
        for child in description:
            items = [tidy(item.text or "") for item in child.iter(f"{RDF}li")] or [tidy(child.text or "")]
            values.setdefault(child.tag, items)

    def first(key: str) -> str:
        return next(iter(values.get(key, [])), "")

    return {
        "caption": first(f"{DC}description"),
        "credit_line": first(f"{PHOTOSHOP}Credit"),
        "photographers": names(values.get(f"{DC}creator", [])),
        "rights_holder": first(f"{DC}rights"),
        "headline": first(f"{PHOTOSHOP}Headline") or first(f"{DC}title"),
        "taken_where": place(first(f"{PHOTOSHOP}State"), first(f"{PHOTOSHOP}City"), first(f"{IPTC_CORE}Location")),
        "taken_at": checked(first(f"{PHOTOSHOP}DateCreated")),
        "ai_generated": first(f"{IPTC_EXT}DigitalSourceType").rpartition("/")[2] in MACHINE_MADE,
    }


def names(raw: Iterable[str]) -> list[str]:
    """Return the names in order, each once; several may stand in one field, parted as newspapers part them."""
    found: list[str] = []
    for text in raw:
        found += [name for name in re.split(r"[、，,;；/]|\s{2,}", text) if name]
    return list(dict.fromkeys(stripped for name in found if (stripped := name.strip())))


def place(*parts: str) -> str:
    """Return province, city and place as one text."""
    return "".join(dict.fromkeys(part for part in parts if part))


def checked(moment: str) -> str:
    """Return the ISO 8601 time if it is one after photography began, else nothing."""
    try:
        time = dt.datetime.fromisoformat(moment)
    except ValueError:
        return ""
    return time.isoformat() if dt.MAXYEAR > time.year >= 1826 else ""  # noqa: PLR2004 -- the first photograph
