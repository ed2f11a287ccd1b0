"""The renditions that the public may be shown: a fixed list, made once after upload, never in a reader's request.

A set is one use of a picture on a page. Each of its steps is one Wagtail filter, from small to large; each step is
made in every format of the set. A picture that is smaller than a step is never enlarged.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

AVIF = "avif"
WEBP = "webp"
JPEG = "jpeg"
FORMATS = (AVIF, WEBP, JPEG)
"""Best first: a browser takes the first ``<source>`` that it can show."""

MIME_TYPES: Mapping[str, str] = MappingProxyType({AVIF: "image/avif", WEBP: "image/webp", JPEG: "image/jpeg"})

QUALITY: Mapping[str, int] = MappingProxyType({AVIF: 61, WEBP: 80, JPEG: 76})
"""Wagtail's own defaults, at which the three look alike."""


@dataclass(frozen=True)
class PictureSet:
    """One use of a picture: its steps, its formats, and the ``sizes`` that suit its usual place.

    ``ratio`` is the (width, height) of a cropped set and ``None`` where the picture keeps its own shape.
    """

    name: str
    steps: tuple[str, ...]
    sizes: str
    ratio: tuple[int, int] | None = None
    formats: tuple[str, ...] = FORMATS

    def spec(self, step: str, image_format: str) -> str:
        """Return the filter spec under which Wagtail files the rendition."""
        return f"{step}|format-{image_format}"

    def specs(self) -> tuple[str, ...]:
        """Return every filter spec of the set, small before large."""
        return tuple(self.spec(step, image_format) for step in self.steps for image_format in self.formats)


CARD = PictureSet("card", ("fill-480x320", "fill-960x640"), "(min-width: 60rem) 20rem, 92vw", ratio=(3, 2))
LEAD = PictureSet(
    "lead", ("fill-800x450", "fill-1200x675", "fill-1600x900"), "(min-width: 60rem) 44rem, 96vw", ratio=(16, 9)
)
FIGURE = PictureSet("figure", ("width-400", "width-800", "width-1200", "width-1600"), "(min-width: 45rem) 42rem, 96vw")
PORTRAIT = PictureSet("portrait", ("fill-320x400", "fill-640x800"), "(min-width: 60rem) 15rem, 46vw", ratio=(4, 5))
THUMB = PictureSet("thumb", ("fill-160x120", "fill-320x240"), "10rem", ratio=(4, 3))
SHARE = PictureSet("share", ("fill-1200x630",), "1200px", ratio=(40, 21), formats=(JPEG,))
"""For Open Graph and WeChat cards, which take JPEG only."""

SETS: Mapping[str, PictureSet] = MappingProxyType(
    {each.name: each for each in (CARD, LEAD, FIGURE, PORTRAIT, THUMB, SHARE)}
)


def all_specs(sets: Iterable[PictureSet] = ()) -> tuple[str, ...]:
    """Return the filter specs of ``sets``, or of all sets when none is named."""
    return tuple(spec for each in (tuple(sets) or tuple(SETS.values())) for spec in each.specs())


PUBLIC_SPECS = frozenset(all_specs())
"""A rendition with any other spec is for the desk only and is stored where no public address reaches."""

DESK_SPECS: Mapping[str, str] = MappingProxyType({"max-165x165": WEBP, "max-800x600": WEBP})
"""The previews that Wagtail's screens ask for, with the format they are made in; made ahead like the public ones."""
