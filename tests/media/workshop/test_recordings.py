"""Recordings and documents: are they what their names say, and what do they tell too much."""

import os
import struct
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.workshop import documents, recordings

POSITION = b"+25.4919+103.7997/"


def box(kind: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack(">I4s", 8 + len(body), kind) + body


def header(kind: bytes, length: int, figures: bytes, *, wide: bool = False) -> bytes:
    return box(kind, bytes([1 if wide else 0, 0, 0, 0]), (figures + b"\0" * length)[:length])


def film(*, wide: bool = False, seconds: int = 12) -> bytes:
    """Return the headers of an MP4 as a telephone writes them, with the position in three places."""
    if wide:
        movie = header(b"mvhd", 108, struct.pack(">QQIQ", 0, 0, 1000, seconds * 1000), wide=True)
        track = header(b"tkhd", 92, b"\0" * 84 + struct.pack(">II", 1280 << 16, 720 << 16), wide=True)
    else:
        movie = header(b"mvhd", 96, struct.pack(">IIII", 0, 0, 600, seconds * 600))
        track = header(b"tkhd", 80, b"\0" * 72 + struct.pack(">II", 1280 << 16, 720 << 16))
    told = box(b"udta", box(b"\xa9xyz", POSITION))
    long_told = struct.pack(">I4sQ", 1, b"uuid", 16 + len(POSITION)) + POSITION
    return (
        box(b"ftyp", b"mp42\0\0\0\0")
        + box(b"moov", movie, box(b"trak", track, told), told, box(b"meta", POSITION))
        + long_told
        + struct.pack(">I4s", 0, b"mdat")
        + b"sound and pictures"
    )


def probed(tmp_path: Path, data: bytes, extension: str = "mp4") -> dict[str, object]:
    path = tmp_path / f"a.{extension}"
    path.write_bytes(data)
    return recordings.probe(b"", str(path), extension)


@pytest.mark.parametrize("wide", [False, True])
def test_reads_duration_and_size_of_an_mp4(tmp_path: Path, wide: bool) -> None:
    assert probed(tmp_path, film(wide=wide)) == {"verdict": "sound", "duration": 12.0, "width": 1280, "height": 720}


def test_position_and_owner_are_overwritten_in_place() -> None:
    data = film()
    file = BytesIO(data)
    assert recordings.silence(file) == 4
    plain = file.getvalue()
    assert POSITION not in plain
    assert len(plain) == len(data)
    assert plain.endswith(b"sound and pictures")
    assert recordings.silence(BytesIO(plain)) == 0
    assert [each.kind for each in recordings.boxes(BytesIO(plain))].count(b"free") == 4


@pytest.mark.parametrize(
    ("data", "extension", "verdict"),
    [
        (film()[:60], "mp4", "damaged"),
        (box(b"ftyp", b"mp42") + struct.pack(">I4s", 4, b"moov"), "mp4", "damaged"),
        (box(b"ftyp", b"mp42"), "mp4", "damaged"),
        (b"no film at all, only words", "mp4", "mismatch"),
        (film(), "webm", "mismatch"),
        (b"", "mp3", "mismatch"),
    ],
)
def test_what_is_no_recording(tmp_path: Path, data: bytes, extension: str, verdict: str) -> None:
    assert probed(tmp_path, data, extension) == {"verdict": verdict}


def test_a_film_without_length_plays_no_time(tmp_path: Path) -> None:
    data = box(b"ftyp", b"mp42") + box(b"moov", header(b"mvhd", 96, b"\0" * 96))
    assert probed(tmp_path, data) == {"verdict": "sound", "duration": 0.0, "width": 0, "height": 0}


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\0\0\0\x18ftypmp42", "mp4"),
        (b"\x1a\x45\xdf\xa3", "webm"),
        (b"ID3\x04", "mp3"),
        (b"\xff\xfb\x90", "mp3"),
        (b"OggS", "ogg"),
        (b"RIFF\0\0\0\0WAVE", "wav"),
        (b"RIFF\0\0\0\0WEBP", ""),
        (b"\xff", ""),
        (b"", ""),
    ],
)
def test_kinds(head: bytes, kind: str) -> None:
    assert recordings.family(head) == kind


@pytest.mark.parametrize(
    ("script", "facts"),
    [
        (None, {"verdict": "sound", "duration": 0.0, "width": 0, "height": 0}),
        ("exit 1", {"verdict": "damaged"}),
        ("echo nonsense", {"verdict": "damaged"}),
        (
            """echo '{"format": {"duration": "3.5"}, "streams": [{"width": 640, "height": 360}, {}]}'""",
            {"verdict": "sound", "duration": 3.5, "width": 640, "height": 360},
        ),
    ],
    ids=["not installed", "refuses", "nonsense", "answers"],
)
def test_other_kinds_are_read_by_ffprobe_where_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str | None, facts: dict[str, object]
) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    if script:
        (tools / "ffprobe").write_text(f"#!/bin/sh\n{script}\n")
        (tools / "ffprobe").chmod(0o700)
        monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
    else:
        monkeypatch.setenv("PATH", str(tools))
    assert probed(tmp_path, b"\x1a\x45\xdf\xa3...", "webm") == facts


@given(st.binary(max_size=400))
def test_any_bytes_behind_an_mp4s_beginning_are_answered(tail: bytes) -> None:
    file = BytesIO(box(b"ftyp", b"mp42") + tail)
    assert recordings.probe_mp4(file)["verdict"] in {"sound", "damaged"}


def archive(*names: str) -> bytes:
    output = BytesIO()
    with zipfile.ZipFile(output, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return output.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more"


@pytest.mark.parametrize(
    ("data", "extension", "verdict"),
    [
        (b"%PDF-1.7 ...", "pdf", "sound"),
        (b"MZ...", "pdf", "mismatch"),
        (archive("word/document.xml"), "docx", "sound"),
        (archive("word/document.xml", "word/vbaProject.bin"), "docx", "macros"),
        (archive("xl/workbook.xml"), "docx", "mismatch"),
        (archive("OFD.xml"), "ofd", "sound"),
        (archive("anything"), "zip", "sound"),
        (archive("word/document.xml")[:30], "docx", "damaged"),
        (OLE, "doc", "sound"),
        (OLE, "docx", "mismatch"),
        ("征文启事".encode(), "txt", "sound"),
        ("征文启事".encode("gb18030"), "csv", "sound"),
        ("征文启事".encode("utf-16"), "txt", "sound"),
        (b"\x7fELF\0\0", "txt", "mismatch"),
        (b"\xff\xff\xff", "txt", "mismatch"),
    ],
)
def test_documents(data: bytes, extension: str, verdict: str) -> None:
    assert documents.inspect(data, extension) == verdict


@pytest.mark.parametrize(
    ("coded", "everywhere"), [(b"avc1", True), (b"hvc1", False), (b"hev1", False), (b"mp4v", False)]
)
def test_how_a_track_is_coded_is_found(coded: bytes, everywhere: bool) -> None:
    described = box(b"stsd", b"\0\0\0\0\0\0\0\x01\0\0\0\x56", coded, b"\0" * 78)
    track = box(b"trak", box(b"mdia", box(b"minf", box(b"stbl", described))))
    file = BytesIO(box(b"ftyp", b"mp42") + box(b"moov", track))
    assert recordings.plays_everywhere(file) is everywhere
    empty = box(b"trak", box(b"mdia", box(b"minf", box(b"stbl", box(b"stsd")))))
    assert recordings.plays_everywhere(BytesIO(box(b"ftyp", b"mp42") + box(b"moov", empty)))
