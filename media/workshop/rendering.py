"""Makes all renditions of a picture from one decoding of the original; none of them carries its metadata."""

import json
import struct
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms, ImageFile, ImageOps

HEADER = struct.Struct(">I")
AVIF_SPEED = 8
"""Of 0 to 10. At 8 a rendition costs a third of the default's time and is about a tenth larger."""
OPAQUE_ONLY = "jpeg"

Job = dict[str, Any]


def render(data: bytes, jobs: list[Job]) -> bytes:
    """Make the renditions and return them as one frame for ``unpack``.

    A job has ``box`` (left, top, right, bottom in pixels of the picture as seen), ``size`` (width, height), ``format``
    and ``quality``. The orientation is applied. The colour profile is kept; EXIF, XMP, IPTC and comments are not.
    Raises ValueError when the original cannot be decoded.
    """
    picture, profile = ready(*opened(data))
    cut: dict[tuple[tuple[int, ...], tuple[int, ...]], Image.Image] = {}
    files = []
    for job in jobs:
        key = (tuple(job["box"]), tuple(job["size"]))
        if key not in cut:
            cut[key] = picture.resize(key[1], Image.Resampling.LANCZOS, box=key[0], reducing_gap=3.0)
            cut[key].info = {}  # Pillow would write a comment it finds here
        files.append(encoded(cut[key], job["format"], job["quality"], profile))
    return pack(files)


def opened(data: bytes) -> tuple[Image.Image, bytes | None]:
    """Decode a picture; return it as seen, and its colour profile. Raises ValueError when it cannot be decoded."""
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # whatever another library of the process asked for
    try:
        with Image.open(BytesIO(data)) as original:
            original.load()
            return ImageOps.exif_transpose(original), original.info.get("icc_profile")
    except (OSError, SyntaxError) as reason:
        message = "truncated"
        raise ValueError(message) from reason


def ready(picture: Image.Image, profile: bytes | None) -> tuple[Image.Image, bytes | None]:
    """Return the picture in RGB or RGBA, with the profile that then holds (None: sRGB)."""
    if picture.mode.startswith("I"):
        picture = Image.eval(picture.convert("I"), lambda level: level / 256).convert("L")
    if profile and profile[16:20] != b"RGB ":
        picture, profile = in_srgb(picture, profile), None
    transparent = picture.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in picture.info
    return picture.convert("RGBA" if transparent else "RGB"), profile


def in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    """Convert a picture of a press (CMYK) or grey profile to sRGB; where the profile is broken, without it."""
    if picture.mode not in {"CMYK", "L"}:
        return picture
    try:
        converted = ImageCms.profileToProfile(
            picture, ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture.convert("RGB")
    return converted or picture.convert("RGB")


def encoded(picture: Image.Image, image_format: str, quality: int, profile: bytes | None) -> bytes:
    """Return the picture in the format, with the colour profile and nothing else."""
    options: dict[str, Any] = {"quality": quality}
    if profile:
        options["icc_profile"] = profile
    if image_format == OPAQUE_ONLY:
        options |= {"progressive": True, "optimize": True}
        picture = flattened(picture)
    elif image_format == "avif":
        options["speed"] = AVIF_SPEED
    output = BytesIO()
    picture.save(output, image_format.upper(), **options)
    return output.getvalue()


def flattened(picture: Image.Image) -> Image.Image:
    """Return the picture on white where it is transparent."""
    if picture.mode != "RGBA":
        return picture
    white = Image.new("RGBA", picture.size, "white")
    white.alpha_composite(picture)
    return white.convert("RGB")


def pack(files: list[bytes]) -> bytes:
    """Join the files behind a list of their lengths."""
    header = json.dumps([len(file) for file in files]).encode()
    return HEADER.pack(len(header)) + header + b"".join(files)


def unpack(frame: bytes) -> list[bytes]:
    """Part a frame of ``pack`` again."""
    (length,) = HEADER.unpack_from(frame)
    start = HEADER.size + length
    files = []
    for size in json.loads(frame[HEADER.size : start]):
        files.append(frame[start : start + size])
        start += size
    return files
