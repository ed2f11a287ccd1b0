"""Renditions carry the picture and its colour profile, and nothing that the file said."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageCms, IptcImagePlugin

from media.workshop.rendering import render, unpack
from media.workshop.stripping import without_metadata
from tests.factories.media import exif_with_position, loaded_jpeg, picture_bytes, scene


def job(
    image_format: str, size: tuple[int, int] = (300, 200), box: tuple[int, ...] = (0, 0, 600, 400)
) -> dict[str, Any]:
    return {"box": box, "size": size, "format": image_format, "quality": 80}


def rendered(data: bytes, *jobs: dict[str, Any]) -> list[Image.Image]:
    return [Image.open(BytesIO(file)) for file in unpack(render(data, list(jobs)))]


FORBIDDEN = (
    b"Wenxuan Telephone",
    b"GPS",
    b"Exif\0\0",
    b"http://ns.adobe.com",
    b"Photoshop 3.0",
    b"internal note",
    b"8BIM",
)


def nothing_told(file: bytes) -> None:
    assert [word for word in FORBIDDEN if word in file] == []
    assert "甲明".encode() not in file
    with Image.open(BytesIO(file)) as image:
        assert dict(image.getexif()) == {}
        assert image.getexif().get_ifd(0x8825) == {}
        assert {"exif", "xmp", "comment", "photoshop"} & set(image.info) == set()
        assert IptcImagePlugin.getiptcinfo(image) is None


@pytest.mark.parametrize("image_format", ["jpeg", "webp", "avif"])
def test_no_rendition_tells_what_the_file_said(image_format: str) -> None:
    data = loaded_jpeg()
    assert [word for word in FORBIDDEN if word not in data and word != b"GPS"] == []
    (file,) = unpack(render(data, [job(image_format)]))
    nothing_told(file)
    with Image.open(BytesIO(file)) as image, Image.open(BytesIO(data)) as original:
        assert image.size == (300, 200)
        assert image.info["icc_profile"] == original.info["icc_profile"]


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_the_orientation_is_applied(orientation: int) -> None:
    seen = scene(60, 40)
    turns = {1: None, 3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}
    turn = turns[orientation]
    stored = seen.transpose(turn) if turn is not None else seen
    output = BytesIO()
    stored.save(output, "JPEG", exif=exif_with_position(orientation=orientation), quality=98)
    (image,) = rendered(output.getvalue(), job("jpeg", (60, 40), (0, 0, 60, 40)))
    assert image.size == (60, 40)
    for place in [(2, 2), (57, 2), (2, 37), (57, 37)]:
        here, there = image.convert("RGB").getpixel(place), seen.getpixel(place)
        assert isinstance(here, tuple)
        assert isinstance(there, tuple)
        assert all(abs(one - other) < 60 for one, other in zip(here, there, strict=True))


def test_several_renditions_come_in_order() -> None:
    images = rendered(
        picture_bytes(), job("jpeg"), job("webp", (150, 100)), job("avif", (100, 100), (100, 0, 500, 400))
    )
    assert [(image.format, image.size) for image in images] == [
        ("JPEG", (300, 200)),
        ("WEBP", (150, 100)),
        ("AVIF", (100, 100)),
    ]


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "1", "L", "I;16"])
def test_every_colour_mode(mode: str) -> None:
    images = rendered(picture_bytes("PNG", mode=mode), *(job(each) for each in ("jpeg", "webp", "avif")))
    assert [image.size for image in images] == [(300, 200)] * 3
    assert images[0].mode == "RGB"


def test_transparency_stays_where_the_format_has_it() -> None:
    output = BytesIO()
    Image.new("RGBA", (40, 40), (255, 0, 0, 0)).save(output, "PNG")
    jpeg, webp = rendered(
        output.getvalue(), job("jpeg", (40, 40), (0, 0, 40, 40)), job("webp", (40, 40), (0, 0, 40, 40))
    )
    assert jpeg.getpixel((20, 20)) == (255, 255, 255)
    assert webp.mode == "RGBA"


def test_a_press_picture_becomes_rgb() -> None:
    (image,) = rendered(picture_bytes(mode="CMYK"), job("webp"))
    assert image.mode == "RGB"


@pytest.mark.parametrize(
    "profile", [b"\0" * 16 + b"CMYK" + b"\0" * 200, ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()]
)
def test_a_profile_that_does_not_fit_is_left_out(profile: bytes) -> None:
    (image,) = rendered(picture_bytes(mode="L", icc_profile=profile), job("jpeg"))
    assert "icc_profile" not in image.info


def test_a_foreign_profile_on_rgb_is_left_out() -> None:
    profile = b"\0" * 16 + b"CMYK" + b"\0" * 200
    (image,) = rendered(picture_bytes(icc_profile=profile), job("jpeg"))
    assert "icc_profile" not in image.info


def test_an_original_that_went_bad_is_refused() -> None:
    with pytest.raises(ValueError, match="truncated"):
        render(picture_bytes()[:2000], [job("jpeg")])


@pytest.mark.parametrize("image_format", ["JPEG", "WEBP", "PNG"])
def test_stripping_leaves_the_pixels_alone(image_format: str) -> None:
    options = {
        "exif": exif_with_position(),
        "icc_profile": ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
    }
    data = loaded_jpeg() if image_format == "JPEG" else picture_bytes(image_format, **options)
    plain = without_metadata(data)
    nothing_told(plain)
    with Image.open(BytesIO(plain)) as after, Image.open(BytesIO(data)) as before:
        assert after.tobytes() == before.tobytes()
        assert after.info["icc_profile"] == before.info["icc_profile"]


def test_stripping_leaves_other_files_alone() -> None:
    assert without_metadata(b"GIF89a...") == b"GIF89a..."


@pytest.mark.parametrize(
    "data", [b"\xff\xd8\x00\x00\x00\x04", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\nabc", b"RIFF\0\0\0\0WEBPabc"]
)
def test_stripping_refuses_what_only_begins_like_a_picture(data: bytes) -> None:
    with pytest.raises(ValueError, match="structure"):
        without_metadata(data)
