"""Photographs made for tests, with what a camera or telephone writes into them."""

import io

from PIL import Image
from pillow_heif import from_pillow

MAKER = "SAMPLE-MAKER"
SIZE = (320, 200)


def drawn(size: tuple[int, int] = SIZE) -> Image.Image:
    """Return a picture with something in it: a bright corner on a slope of greys."""
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    image.paste((250, 240, 30), (0, 0, size[0] // 3, size[1] // 3))
    return image


def notes(orientation: int = 1) -> Image.Exif:
    """Return EXIF that names a maker and a position."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0112], exif[0x0132] = MAKER, orientation, "2026:05:28 10:00:00"
    exif.get_ifd(0x8825).update({1: "N", 2: (30.0, 39.0, 1.0), 3: "E", 4: (104.0, 3.0, 1.0)})
    return exif


def picture(kind: str = "JPEG", size: tuple[int, int] = SIZE, *, orientation: int = 1) -> bytes:
    """Return a photograph of a kind (JPEG, PNG, TIFF, HEIC) that tells where it was taken."""
    stream = io.BytesIO()
    image, exif = drawn(size), notes(orientation)
    if kind == "HEIC":
        from_pillow(image).save(stream, quality=60, exif=exif.tobytes())
    else:
        image.save(stream, kind, exif=exif)
    return stream.getvalue()
