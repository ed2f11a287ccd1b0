"""What a recording is: its kind, how long it plays, how large it is shown, and where it says too much.

MP4 is read here; the other kinds by ffprobe where it is installed. Only headers are read, never sound or pictures.
"""

import json
import shutil
import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

MOST_BOXES = 20_000
DEEPEST = 8
OPENED = frozenset({b"moov", b"trak", b"mdia"})
DESCRIBED = OPENED | {b"minf", b"stbl"}
"""Down to where a track says how it is coded."""
PATCHY = frozenset({b"hvc1", b"hev1", b"dvh1", b"dvhe", b"mp4v"})
"""Ways of coding films that many browsers and screens cannot show: HEVC, as telephones film, and MPEG-4 part 2."""
TELLING = frozenset({b"udta", b"meta", b"uuid"})
"""Boxes in which telephones write position, model and owner; players do without them."""
FAMILIES = {"mp4": "mp4", "m4a": "mp4", "webm": "webm", "mp3": "mp3", "ogg": "ogg", "wav": "wav"}
FFPROBE_SECONDS = 20


class Box(NamedTuple):
    """A box of an MP4 file: its kind, and where its content begins and ends."""

    kind: bytes
    start: int
    end: int


def family(head: bytes) -> str:
    """Return the kind of container that begins so, or nothing."""
    if head[4:8] == b"ftyp":
        return "mp4"
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return "webm"
    if head.startswith(b"ID3") or (len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2):  # noqa: PLR2004 -- MPEG layer III
        return "mp3"
    if head.startswith(b"OggS"):
        return "ogg"
    return "wav" if head.startswith(b"RIFF") and head[8:12] == b"WAVE" else ""


def probe(_data: bytes, path: str, extension: str) -> dict[str, Any]:
    """Return ``verdict`` (sound, mismatch, damaged), ``duration`` in seconds, ``width`` and ``height`` in pixels.

    Figures that cannot be known are 0.
    """
    with Path(path).open("rb") as file:
        found = family(file.read(16))
        if not found or found != FAMILIES[extension]:
            return {"verdict": "mismatch"}
        if found == "mp4":
            return probe_mp4(file)
    return probe_other(path)


def probe_mp4(file: BinaryIO) -> dict[str, Any]:
    """Read duration and size from the headers of an MP4 file."""
    duration, width, height, whole = 0.0, 0, 0, False
    try:
        for box in boxes(file):
            whole = whole or box.kind == b"moov"
            if box.kind == b"mvhd":
                duration = seconds(content(file, box, 32))
            elif box.kind == b"tkhd":
                here = content(file, box, 104)
                wide, high = struct.unpack(">II", here[-8:] if here[0] else here[76:84])
                width, height = max(width, wide >> 16), max(height, high >> 16)
    except (ValueError, struct.error):
        return {"verdict": "damaged"}
    if not whole:
        return {"verdict": "damaged"}
    return {"verdict": "sound", "duration": duration, "width": width, "height": height}


def seconds(header: bytes) -> float:
    """Return the duration that an ``mvhd`` box tells."""
    scale, length = struct.unpack_from(">IQ", header, 20) if header[0] else struct.unpack_from(">II", header, 12)
    return round(length / scale, 3) if scale else 0.0


def content(file: BinaryIO, box: Box, most: int) -> bytes:
    """Return the beginning of a box's content."""
    file.seek(box.start)
    return file.read(min(most, box.end - box.start))


def boxes(file: BinaryIO, opened: frozenset[bytes] = OPENED) -> Iterator[Box]:
    """Yield the boxes of the file and of the ``opened`` ones. Raises ValueError when one goes beyond its parent."""
    waiting = [(0, file.seek(0, 2), 0)]
    seen = 0
    while waiting:
        place, end, depth = waiting.pop()
        while place + 8 <= end:
            file.seek(place)
            size, kind = struct.unpack(">I4s", file.read(8))
            start = place + 8
            if size == 1:
                (size,) = struct.unpack(">Q", file.read(8))
                start += 8
            last = end if size == 0 else place + size
            seen += 1
            if last > end or last < start or seen > MOST_BOXES:
                message = "A box goes beyond its parent"
                raise ValueError(message)
            yield Box(kind, start, last)
            if kind in opened and depth < DEEPEST:
                waiting.append((start, last, depth + 1))
            place = last


def plays_everywhere(file: BinaryIO) -> bool:
    """Tell whether none of an MP4 file's tracks is coded in a way that many browsers cannot show.

    Raises ValueError for a broken file.
    """
    told = (content(file, box, 16)[12:] for box in boxes(file, DESCRIBED) if box.kind == b"stsd")
    return PATCHY.isdisjoint(told)


def silence(file: BinaryIO) -> int:
    """Overwrite, in place, the boxes that tell position, model and owner; return how many there were.

    Nothing moves, so that sound and pictures are found where the headers say. Raises ValueError for a broken file.
    """
    told = [box for box in boxes(file) if box.kind in TELLING]
    for box in told:
        file.seek(box.start - 4 if box.kind == kind_at(file, box.start - 4) else box.start - 12)
        file.write(b"free")
        file.seek(box.start)
        left = box.end - box.start
        while left > 0:
            left -= file.write(bytes(min(left, 65_536)))
    return len(told)


def kind_at(file: BinaryIO, place: int) -> bytes:
    """Return the four letters that stand at the place."""
    file.seek(place)
    return file.read(4)


def probe_other(path: str) -> dict[str, Any]:
    """Ask ffprobe; where it is not installed, nothing more is known."""
    program = shutil.which("ffprobe")
    if program is None:
        return {"verdict": "sound", "duration": 0.0, "width": 0, "height": 0}
    wanted = ["-v", "error", "-protocol_whitelist", "file", "-show_format", "-show_streams", "-of", "json"]
    try:
        answer = subprocess.run([program, *wanted, path], capture_output=True, timeout=FFPROBE_SECONDS, check=True)  # noqa: S603 -- a fixed command and our own path
        said = json.loads(answer.stdout)
    except (subprocess.SubprocessError, ValueError):
        return {"verdict": "damaged"}
    streams = said.get("streams", [])
    return {
        "verdict": "sound",
        "duration": round(float(said.get("format", {}).get("duration", 0)), 3),
        "width": max((int(stream.get("width", 0)) for stream in streams), default=0),
        "height": max((int(stream.get("height", 0)) for stream in streams), default=0),
    }
