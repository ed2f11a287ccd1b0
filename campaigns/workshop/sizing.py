"""Makes the standard sizes of an ad from one decoding of its master; runs in a limited process."""

from io import BytesIO
from typing import Any, Final

from PIL import Image, ImageStat

from media.workshop.rendering import encoded, flattened, opened, pack, ready

PREVIEW_SIDE: Final = 900
"""Pixels of the longer side of what the desk looks at before it takes an offered work."""
MOST_PIXELS: Final = 120_000_000


JUMP: Final = 24
"""Of 255: neighbours that differ by more are two colours."""
MOST_JUMPS: Final = 16
"""Along a side of a few flat colours; where two meet, smoothing makes two or three."""


def preview(data: bytes) -> bytes:
    """Return a small JPEG of a received picture, with its colour profile and nothing else.

    Raises ValueError for what is no picture of the formats that are taken, is damaged or has too many pixels.
    """
    try:
        with Image.open(BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as found:
            pixels = found.width * found.height
    except (OSError, SyntaxError, Image.DecompressionBombError) as reason:
        message = "not a picture"
        raise ValueError(message) from reason
    if pixels > MOST_PIXELS:
        message = "too many pixels"
        raise ValueError(message)
    picture, profile = ready(*opened(data))
    picture.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE), Image.Resampling.LANCZOS, reducing_gap=3.0)
    picture.info = {}
    return encoded(picture, "jpeg", 82, profile)


def cut(data: bytes, jobs: list[dict[str, Any]]) -> bytes:
    """Return the files of ``jobs`` as one frame for ``media.workshop.rendering.unpack``.

    A job has ``box`` and ``size`` in pixels, ``quality``, ``dpi`` (or none) to be written into the file, and ``inner``:
    the size of the work in the middle of a larger sheet of its own colour, or none where it fills the sheet. All are
    JPEG, without metadata but the colour profile. Raises ValueError when the master cannot be decoded.
    """
    picture, profile = ready(*opened(data))
    picture = flattened(picture)
    files = []
    for job in jobs:
        inner = job["inner"] or job["size"]
        piece = picture.resize(inner, Image.Resampling.LANCZOS, box=job["box"], reducing_gap=3.0)
        if job["inner"]:
            piece = on_ground(piece, job["size"])
        piece.info = {}
        options: dict[str, Any] = {"quality": job["quality"], "optimize": True, "subsampling": 0}
        if profile:
            options["icc_profile"] = profile
        if job["dpi"]:
            options["dpi"] = (job["dpi"], job["dpi"])
        output = BytesIO()
        piece.save(output, "JPEG", **options)
        files.append(output.getvalue())
    return pack(files)


def on_ground(work: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Return the work in the middle of a sheet that goes on as the work ends.

    A side of a few flat colours is drawn out to the edge, so that a sky stays a sky and a band a band. A side of many,
    as photographs have, is not: there the sheet has the commonest colour of both sides.
    """
    left, top = (size[0] - work.width) // 2, (size[1] - work.height) // 2
    wide, high = work.size
    if left > 0:
        sides = [(0, 0, 1, high), (wide - 1, 0, wide, high)]
        fields = [(0, 0, left, high), (left + wide, 0, size[0], high)]
    else:
        sides = [(0, 0, wide, 1), (0, high - 1, wide, high)]
        fields = [(0, 0, wide, top), (0, top + high, wide, size[1])]
    strips = [work.crop(side) for side in sides]
    sheet = Image.new(work.mode, size, _commonest(strips))
    if all(_is_flat(strip) for strip in strips):
        for strip, field in zip(strips, fields, strict=True):
            sheet.paste(strip.resize((field[2] - field[0], field[3] - field[1])), field)
    sheet.paste(work, (left, top))
    return sheet


def _commonest(strips: list[Image.Image]) -> tuple[int, ...]:
    pixels = b"".join(strip.tobytes() for strip in strips)
    bands = len(strips[0].getbands())
    return tuple(ImageStat.Stat(Image.frombytes(strips[0].mode, (len(pixels) // bands, 1), pixels)).median)


def _is_flat(strip: Image.Image) -> bool:
    """Tell whether a line of pixels changes its colour in a few places only; slow changes do not count."""
    pixels, bands = strip.tobytes(), len(strip.getbands())
    steps = zip(*(pixels[band::bands] for band in range(bands)), strict=True)
    last, jumps = None, 0
    for pixel in steps:
        if last is not None and max(abs(one - other) for one, other in zip(pixel, last, strict=True)) > JUMP:
            jumps += 1
        last = pixel
    return jumps <= MOST_JUMPS
