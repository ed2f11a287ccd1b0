"""What is refused, and what is found out about what is not."""

import json
import struct
import zlib
from contextlib import suppress
from io import BytesIO
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image, ImageFile

from media.rules import PICTURE_MOST_PIXELS
from media.workshop.inspecting import RefusedError, inspect
from tests.factories.media import exif_with_position, loaded_jpeg, picture_bytes, scene


def png_of(width: int, height: int) -> bytes:
    """Return a black PNG; its rows are compressed as they are made, so a huge one costs little here."""
    rows = zlib.compressobj(1)
    row = b"\0" * (1 + (width + 7) // 8)
    many = row * max(1, 1_000_000 // len(row))
    step = len(many) // len(row)
    packed = b"".join(rows.compress(many) for _ in range(min(height, 10_000) // step))
    packed += rows.compress(row * (min(height, 10_000) % step)) + rows.flush()
    chunks = ((b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)), (b"IDAT", packed), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )


def animation(frames: int, side: int) -> bytes:
    output = BytesIO()
    pictures = [Image.new("RGB", (side, side), (shade % 256, shade * 7 % 256, 0)) for shade in range(frames)]
    pictures[0].save(output, "GIF", save_all=True, append_images=pictures[1:])
    return output.getvalue()


REFUSED: list[tuple[str, bytes, str, dict[str, Any]]] = [
    ("empty", b"", "jpg", {"code": "empty"}),
    ("svg by name", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "svg", {"code": "svg"}),
    ("svg in disguise", b"\xef\xbb\xbf \n<?xml version='1.0'?><SVG/>", "png", {"code": "svg"}),
    ("extension", picture_bytes("BMP"), "bmp", {"code": "extension", "extension": "bmp"}),
    ("no extension", picture_bytes(), "", {"code": "extension", "extension": ""}),
    ("text", "这不是图片".encode() * 50, "jpg", {"code": "not_picture"}),
    ("other kind", picture_bytes("BMP"), "jpg", {"code": "not_picture"}),
    ("jpeg as png", picture_bytes(), "png", {"code": "mismatch", "extension": "png", "format": "JPEG"}),
    ("gif as webp", picture_bytes("GIF"), "webp", {"code": "mismatch", "extension": "webp", "format": "GIF"}),
    ("60 megapixels", png_of(10_000, 6_000), "png", {"code": "pixels", "pixels": 60_000_000}),
    ("bomb", png_of(60_000, 60_000), "png", {"code": "pixels", "pixels": 0}),
    ("long strip", png_of(20_001, 2), "png", {"code": "pixels", "pixels": 40_002}),
    ("many frames", animation(60, 1000), "gif", {"code": "pixels", "pixels": 60_000_000}),
    ("tiny", png_of(1, 300), "png", {"code": "tiny"}),
]


@pytest.mark.parametrize(("data", "extension", "facts"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_refuses(data: bytes, extension: str, facts: dict[str, Any]) -> None:
    with pytest.raises(RefusedError) as caught:
        inspect(data, extension)
    assert json.loads(str(caught.value)) == facts


def test_what_another_library_asked_of_pillow_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    with pytest.raises(RefusedError):
        inspect(picture_bytes()[:3000], "jpg")


@pytest.mark.parametrize("extension", ["jpg", "png", "webp", "gif", "avif"])
@pytest.mark.parametrize("share", [0.02, 0.5, 0.9])
def test_refuses_a_file_that_ends_early(extension: str, share: float) -> None:
    data = picture_bytes("JPEG" if extension == "jpg" else extension.upper())
    with pytest.raises(RefusedError) as caught:
        inspect(data[: max(12, int(len(data) * share))], extension)
    assert json.loads(str(caught.value)) == {"code": "truncated"}


@pytest.mark.parametrize("extension", ["jpg", "jpeg", "png", "webp", "gif", "avif"])
def test_describes_a_sound_picture(extension: str) -> None:
    found = inspect(picture_bytes("JPEG" if extension.startswith("jp") else extension.upper()), extension)
    assert (found["width"], found["height"], found["frames"], found["metadata"]) == (600, 400, 1, {})
    assert len(found["sha256"]) == 64


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "LA", "I;16"])
def test_takes_every_colour_mode(mode: str) -> None:
    found = inspect(picture_bytes("PNG", mode=mode), "png")
    assert (found["width"], found["height"]) == (600, 400)


def test_takes_the_press_mode() -> None:
    assert inspect(picture_bytes("JPEG", mode="CMYK"), "jpg")["format"] == "JPEG"


def test_takes_a_telephones_double_picture() -> None:
    output = BytesIO()
    scene().save(output, "MPO", save_all=True, append_images=[scene(100, 80)])
    found = inspect(output.getvalue(), "jpg")
    assert (found["format"], found["frames"]) == ("JPEG", 1)


@pytest.mark.parametrize(("orientation", "size"), [(1, (600, 400)), (3, (600, 400)), (6, (400, 600)), (8, (400, 600))])
def test_gives_the_size_as_seen(orientation: int, size: tuple[int, int]) -> None:
    found = inspect(picture_bytes(exif=exif_with_position(orientation=orientation)), "jpg")
    assert (found["width"], found["height"]) == size


def test_allows_just_the_most_pixels() -> None:
    assert PICTURE_MOST_PIXELS == 50_000_000
    assert inspect(png_of(10_000, 5_000), "png")["width"] == 10_000


def fingerprint(data: bytes, extension: str = "jpg") -> int:
    found: int = inspect(data, extension)["dhash"]
    return found


def bits_apart(one: int, other: int) -> int:
    return ((one ^ other) & (1 << 64) - 1).bit_count()


def test_fingerprint_survives_scaling_and_recompression() -> None:
    here = fingerprint(picture_bytes(seed=3))
    assert bits_apart(here, fingerprint(picture_bytes(seed=3, width=300, height=200, quality=30))) <= 4
    assert bits_apart(here, fingerprint(picture_bytes("WEBP", seed=3, width=1200, height=800), "webp")) <= 4


def test_fingerprint_is_that_of_the_picture_as_seen() -> None:
    upright = scene(seed=5)
    output = BytesIO()
    upright.transpose(Image.Transpose.ROTATE_90).save(
        output, "JPEG", exif=exif_with_position(orientation=6), quality=95
    )
    assert bits_apart(fingerprint(output.getvalue()), fingerprint(picture_bytes(seed=5, quality=95))) <= 4


def test_fingerprint_tells_scenes_apart() -> None:
    prints = [fingerprint(picture_bytes(seed=seed)) for seed in range(1, 9)]
    assert min(bits_apart(one, other) for place, one in enumerate(prints) for other in prints[place + 1 :]) > 6


def test_fingerprint_is_a_signed_64_bit_number() -> None:
    assert all(-(1 << 63) <= fingerprint(picture_bytes(seed=seed)) < 1 << 63 for seed in range(1, 6))


@given(st.binary(max_size=300), st.sampled_from(["jpg", "png", "gif", "webp", "avif", "svg", "exe"]))
def test_any_bytes_are_refused_with_a_reason(data: bytes, extension: str) -> None:
    with pytest.raises(RefusedError):
        inspect(data, extension)


@given(st.integers(0, 4000), st.binary(min_size=1, max_size=8))
@example(164, b"\x00")  # the head of the EXIF note
def test_a_damaged_file_is_refused_or_read(place: int, noise: bytes) -> None:
    data = loaded_jpeg()
    spoilt = data[:place] + noise + data[place + len(noise) :]
    with suppress(RefusedError):
        assert inspect(spoilt, "jpg")["format"] == "JPEG"
