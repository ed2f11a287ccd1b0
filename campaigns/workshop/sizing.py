"""Cuts the standard sizes of an ad from one decoding of its master; runs in a limited process."""

from io import BytesIO
from typing import Any

from PIL import Image

from media.workshop.rendering import flattened, opened, pack, ready


def cut(data: bytes, jobs: list[dict[str, Any]]) -> bytes:
    """Return the files of ``jobs`` as one frame for ``media.workshop.rendering.unpack``.

    A job has ``box`` and ``size`` in pixels, ``quality``, and ``dpi`` (or none) to be written into the file. All are
    JPEG, without metadata but the colour profile. Raises ValueError when the master cannot be decoded.
    """
    picture, profile = ready(*opened(data))
    picture = flattened(picture)
    files = []
    for job in jobs:
        piece = picture.resize(job["size"], Image.Resampling.LANCZOS, box=job["box"], reducing_gap=3.0)
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
