"""Makes the standard sizes of an ad from one decoding of its master; runs in a limited process."""

from io import BytesIO
from typing import Any, Final

from PIL import Image, ImageStat

from media.workshop.rendering import encoded, flattened, opened, pack, ready

PREVIEW_SIDE: Final = 900
"""Pixels of the longer side of what the desk looks at before it takes an offered work."""
MOST_PIXELS: Final = 120_000_000


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
    """Return the work in the middle of a sheet that has the commonest colour of the sides where it ends."""
    left, top = (size[0] - work.width) // 2, (size[1] - work.height) // 2
    upright = left > 0
    edges = [
        work.crop((0, 0, 1, work.height) if upright else (0, 0, work.width, 1)),
        work.crop((work.width - 1, 0, *work.size) if upright else (0, work.height - 1, *work.size)),
    ]
    line = Image.new(work.mode, (edges[0].width, edges[0].height * 2) if not upright else (2, work.height))
    line.paste(edges[0], (0, 0))
    line.paste(edges[1], (1, 0) if upright else (0, 1))
    sheet = Image.new(work.mode, size, tuple(ImageStat.Stat(line).median))
    sheet.paste(work, (left, top))
    return sheet
