"""Is this file a whole picture of an allowed kind? If so: its size, fingerprint and what it says about itself."""

import hashlib
import json
import struct
import warnings
from io import BytesIO
from typing import Any

from PIL import ExifTags, Image, ImageFile, ImageOps, UnidentifiedImageError

from media.rules import PICTURE_FORMATS, PICTURE_LONGEST_SIDE, PICTURE_MOST_PIXELS, PICTURE_SMALLEST_SIDE, Reason
from media.workshop import metadata

HASH_SIDE = 8
SHRUNK_UNIT = 64
"""Pixels; a picture is first boxed to 4:3 or 3:4 of this, so that colours are converted on few pixels."""


MULTI_PICTURE = "MPO"
"""What Pillow calls a JPEG that carries a second picture behind the first, as many telephones write."""
TURNED = frozenset({5, 6, 7, 8})
"""EXIF orientations that lie on their side."""


class RefusedError(ValueError):
    """The file is refused. The message is JSON: ``code`` names the reason, the rest is what its sentence needs."""

    def __init__(self, code: Reason, **facts: Any) -> None:
        super().__init__(json.dumps({"code": code, **facts}))
        self.code = code


def inspect(data: bytes, extension: str) -> dict[str, Any]:
    """Decode the whole file and describe it.

    Returns ``width`` and ``height`` (as seen), ``format``, ``frames``, ``sha256``, ``dhash`` and ``metadata``. Raises
    RefusedError.
    """
    refuse_by_head(data[:1024], extension)
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # whatever another library of the process asked for
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # our own limits, below, are lower than Pillow's
        try:
            image = Image.open(BytesIO(data), formats=tuple(sorted(set(PICTURE_FORMATS.values()))))
        except Image.DecompressionBombError as reason:
            raise RefusedError(Reason.PIXELS, pixels=0) from reason
        except UnidentifiedImageError as reason:
            raise RefusedError(Reason.TRUNCATED if begins_like(data, extension) else Reason.NOT_PICTURE) from reason
        except (OSError, SyntaxError, ValueError) as reason:
            raise RefusedError(Reason.TRUNCATED) from reason
        with image:
            facts = described(image, extension)
    return {**facts, "sha256": hashlib.sha256(data).hexdigest()}


def described(image: ImageFile.ImageFile, extension: str) -> dict[str, Any]:
    """Check and describe an opened picture."""
    several = image.format == MULTI_PICTURE
    image_format = "JPEG" if several else image.format
    if image_format != PICTURE_FORMATS[extension]:
        raise RefusedError(Reason.MISMATCH, extension=extension, format=image_format)
    frames = 1 if several else getattr(image, "n_frames", 1)
    width, height = image.size
    pixels = width * height * frames
    if pixels > PICTURE_MOST_PIXELS or max(width, height) > PICTURE_LONGEST_SIDE:
        raise RefusedError(Reason.PIXELS, pixels=pixels)
    if min(width, height) < PICTURE_SMALLEST_SIDE:
        raise RefusedError(Reason.TINY)
    said = metadata.read(image)
    load_all(image, frames)
    try:
        turned = image.getexif().get(ExifTags.Base.Orientation, 1) in TURNED
        fingerprint = dhash(ImageOps.exif_transpose(shrunk(image)))
    except DAMAGED as reason:  # whoever shows the picture reads this note again, and would stumble over it each time
        raise RefusedError(Reason.TRUNCATED) from reason
    return {
        "width": height if turned else width,
        "height": width if turned else height,
        "format": image_format,
        "frames": frames,
        "dhash": fingerprint,
        "metadata": said,
    }


DAMAGED = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, struct.error)
"""What Pillow raises on bytes that make no sense."""

BEGINNINGS = {"jpg": b"\xff\xd8\xff", "jpeg": b"\xff\xd8\xff", "png": b"\x89PNG", "gif": b"GIF8", "webp": b"RIFF"}


def begins_like(data: bytes, extension: str) -> bool:
    """Tell whether the file begins as one of this kind does, so that its end must be missing or damaged."""
    if extension == "avif":
        return data[4:12] in {b"ftypavif", b"ftypavis"}
    return data.startswith(BEGINNINGS[extension])


def refuse_by_head(head: bytes, extension: str) -> None:
    """Refuse what the first bytes or the name already tell. Raises RefusedError."""
    if not head:
        raise RefusedError(Reason.EMPTY)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if extension in {"svg", "svgz"} or b"<svg" in start:
        raise RefusedError(Reason.SVG)
    if extension not in PICTURE_FORMATS:
        raise RefusedError(Reason.EXTENSION, extension=extension)


def load_all(image: Image.Image, frames: int) -> None:
    """Decode every frame. Raises RefusedError when the file ends early or is damaged."""
    try:
        for frame in range(frames - 1, -1, -1):
            if frames > 1:
                image.seek(frame)
            image.load()
    except DAMAGED as reason:
        raise RefusedError(Reason.TRUNCATED) from reason


def shrunk(image: Image.Image) -> Image.Image:
    """Return a small grey picture, transparent parts white, with the note of its orientation."""
    width, height = (4, 3) if image.width >= image.height else (3, 4)
    small = image.resize((width * SHRUNK_UNIT, height * SHRUNK_UNIT), Image.Resampling.BOX)
    if image.mode.startswith("I"):
        return Image.eval(small.convert("I"), lambda level: level / 256).convert("L")
    coloured = small.convert("RGBA")
    white = Image.new("RGBA", coloured.size, "white")
    white.alpha_composite(coloured)
    grey = white.convert("L")
    grey.info = dict(image.info)
    return grey


def dhash(image: Image.Image) -> int:
    """Return the 64-bit difference hash as a signed number: of 8 x 8 places, whether the next one is brighter.

    It survives scaling, recompression and mild correction; it does not survive cropping or mirroring.
    """
    pixels = image.convert("L").resize((HASH_SIDE + 1, HASH_SIDE), Image.Resampling.BOX).tobytes()
    bits = 0
    for row in range(HASH_SIDE):
        start = row * (HASH_SIDE + 1)
        for column in range(HASH_SIDE):
            bits = bits << 1 | (pixels[start + column] < pixels[start + column + 1])
    return bits - (1 << 64) if bits >> 63 else bits
