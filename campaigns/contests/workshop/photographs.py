"""A small picture of a photograph and what it says of itself, made in a limited process.

A refusal is a ``ValueError`` whose message is a word that the caller turns into a sentence.
"""

import io
import json
import warnings
from typing import Any, Final

from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from media.workshop import metadata
from media.workshop.inspecting import DAMAGED, dhash, shrunk
from media.workshop.rendering import encoded, pack, ready

FORMATS: Final = ("JPEG", "PNG", "TIFF", "HEIF")
MOST_PIXELS: Final = 120_000_000
LEAST_SIDE: Final = 16
PREVIEW_SIDE: Final = 1600
"""Pixels of the longer side of what contributors, the desk and judges look at."""
QUALITY: Final = 82


def look(data: bytes) -> bytes:
    """Return a frame (``media.workshop.rendering.pack``) of facts in JSON and the preview as JPEG.

    The preview is turned as it was taken and carries a colour profile at most: no EXIF, no position, no maker's notes.
    Raises ``ValueError``: ``not-picture``, ``damaged``, ``too-many-pixels``, ``tiny``.
    """
    from pillow_heif import register_heif_opener  # noqa: PLC0415 - only this process needs it

    register_heif_opener(thumbnails=False)
    Image.init()  # otherwise a format asked for by name may not be known yet
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # our own limit is below Pillow's
        with _opened(data) as image:
            facts, preview = _described(image)
    return pack([json.dumps(facts).encode(), preview])


def _opened(data: bytes) -> ImageFile.ImageFile:
    try:
        return Image.open(io.BytesIO(data), formats=FORMATS)
    except Image.DecompressionBombError:
        reason = "too-many-pixels"
    except UnidentifiedImageError:
        reason = "not-picture"
    except (*DAMAGED, RuntimeError):
        reason = "damaged"
    raise ValueError(reason)


def _described(image: ImageFile.ImageFile) -> tuple[dict[str, Any], bytes]:
    width, height = image.size
    if width * height > MOST_PIXELS:
        reason = "too-many-pixels"
        raise ValueError(reason)
    if min(width, height) < LEAST_SIDE:
        reason = "tiny"
        raise ValueError(reason)
    said = metadata.read(image)
    try:
        return _worked(image, said)
    except (MemoryError, RecursionError):
        raise
    except (*DAMAGED, RuntimeError):  # the decoders raise any of these for a file that ends early or makes no sense
        reason = "damaged"
        raise ValueError(reason) from None


def _worked(image: ImageFile.ImageFile, said: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    profile = image.info.get("icc_profile")
    image.load()
    fingerprint = dhash(ImageOps.exif_transpose(shrunk(image)))
    picture, profile = ready(ImageOps.exif_transpose(image), profile)
    facts = {"width": picture.width, "height": picture.height, "dhash": fingerprint, "notes": said}
    picture.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE), Image.Resampling.LANCZOS, reducing_gap=3.0)
    picture.info = {}
    return facts, encoded(picture, "jpeg", QUALITY, profile)
