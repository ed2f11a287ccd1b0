"""File fields: an original keeps its format and loses its name."""

import secrets
from pathlib import PurePosixPath

from PIL import ExifTags, Image
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile

TURNED = frozenset({5, 6, 7, 8})
"""EXIF orientations that lie on their side."""


def random_name(folder: str, filename: str) -> str:
    """Return a path in ``folder`` that tells nothing but the format of ``filename``.

    Wagtail would transliterate the title into the file name, and so publish it before the article.
    """
    token = secrets.token_hex(16)
    return f"{folder}/{token[:2]}/{token[2:]}{PurePosixPath(filename).suffix.lower()[:8]}"


class OriginalFieldFile(WagtailImageFieldFile):
    """An original whose width and height are those seen: a camera held upright only notes that it was turned."""

    def get_image_dimensions(self) -> tuple[int, int]:
        """Return width and height in pixels, with the orientation applied."""
        close = self.closed
        try:
            self.open()
            with Image.open(self) as image:
                width, height = image.size
                turned = image.getexif().get(ExifTags.Base.Orientation, 1) in TURNED
            return (height, width) if turned else (width, height)
        finally:
            if close:
                self.close()
            else:
                self.seek(0)


class OriginalField(WagtailImageField):
    """The file of a picture as it was uploaded."""

    attr_class = OriginalFieldFile
