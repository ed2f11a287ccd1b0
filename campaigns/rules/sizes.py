"""The standard sizes of an ad, and what is made of the master for each.

A shape near the master's is cut from it: the largest part around the focal point. A shape far from it would lose half
of the words, so it holds the whole work on a ground of the work's own colour (``docs/adr/0094``).
"""

from dataclasses import dataclass
from typing import Final

from campaigns.enums import PsaSize

MILLIMETRES_AN_INCH: Final = 25.4
PRINT_DPI: Final = 300
"""Dots per inch at which a poster is printed."""
LEAST_SHARE: Final = 0.5
"""Of the wanted width. Less would be seen as blur, so such a size is not made (for print: below 150 dpi)."""
KEPT_SHARE: Final = 2 / 3
"""Of the master's area. What an editor marked to be seen decides before it: a cut is made if all of that is inside."""
SMALLEST_SIDE: Final = 16
"""Pixels. A master with a shorter side has no standard sizes."""


@dataclass(frozen=True)
class Standard:
    """A standard size: pixels, and for print millimetres."""

    width: int
    height: int
    width_mm: int | None = None
    height_mm: int | None = None

    def turned(self) -> "Standard":
        """Return the same size lying on its side."""
        return Standard(self.height, self.width, self.height_mm, self.width_mm)


STANDARDS: Final[dict[PsaSize, Standard]] = {
    PsaSize.SCREEN: Standard(1920, 1080),
    PsaSize.PORTRAIT: Standard(1080, 1920),
    PsaSize.SQUARE: Standard(1080, 1080),
    PsaSize.BANNER: Standard(1920, 600),
    PsaSize.A3: Standard(3508, 4961, 297, 420),
}


@dataclass(frozen=True)
class Focus:
    """The middle of what must be seen, and how wide and high it is where an editor marked it; pixels of the master."""

    x: float
    y: float
    width: int = 0
    height: int = 0

    def lies_in(self, box: "Box") -> bool:
        """Tell whether all that was marked is inside the box; False where nothing was."""
        left, top, right, bottom = box
        half_width, half_height = self.width / 2, self.height / 2
        across = left <= self.x - half_width and self.x + half_width <= right
        return bool(self.width and across and top <= self.y - half_height and self.y + half_height <= bottom)


Box = tuple[int, int, int, int]
"""Left, top, right, bottom."""


@dataclass(frozen=True)
class Cut:
    """What is taken of the master, in its pixels, and the size it is brought to.

    ``inner`` is the size of the work inside a larger sheet of its own colour; None where it fills the sheet.
    """

    size: PsaSize
    box: Box
    width: int
    height: int
    width_mm: int | None = None
    height_mm: int | None = None
    dpi: int | None = None
    inner: tuple[int, int] | None = None


def crop_box(
    *, width: int, height: int, ratio: tuple[int, int], focus: tuple[float, float]
) -> tuple[int, int, int, int]:
    """Return left, top, right, bottom of the largest part with the ratio, its middle as near to ``focus`` as it goes.

    All in pixels of a picture of ``width`` × ``height``; a side is rounded down to whole pixels and is at least 1.
    """
    wide, high = ratio
    part_width = min(width, max(1, height * wide // high))
    part_height = min(height, max(1, width * high // wide))
    left = min(max(0, round(focus[0] - part_width / 2)), width - part_width)
    top = min(max(0, round(focus[1] - part_height / 2)), height - part_height)
    return left, top, left + part_width, top + part_height


def cut_of(size: PsaSize, *, width: int, height: int, focus: Focus) -> Cut | None:
    """Return what is made of a standard size; nothing is enlarged. None where the master is too small for it.

    The poster stands or lies as the master does.
    """
    standard = STANDARDS[size]
    if standard.width_mm is not None and width > height:
        standard = standard.turned()
    if min(width, height) < SMALLEST_SIDE:
        return None
    box = crop_box(width=width, height=height, ratio=(standard.width, standard.height), focus=(focus.x, focus.y))
    wide, high = box[2] - box[0], box[3] - box[1]
    whole = not focus.lies_in(box) if focus.width else wide * high < KEPT_SHARE * width * height
    if whole:
        box, wide, high = (0, 0, width, height), *_sheet_around(width, height, standard)
    if wide < standard.width * LEAST_SHARE:
        return None
    made_width, made_height = min(wide, standard.width), min(high, standard.height)
    scale = min(made_width / width, made_height / height)
    inner = (max(1, round(width * scale)), max(1, round(height * scale))) if whole else None
    dpi = round(made_width / standard.width_mm * MILLIMETRES_AN_INCH) if standard.width_mm else None
    return Cut(size, box, made_width, made_height, standard.width_mm, standard.height_mm, dpi, inner)


def _sheet_around(width: int, height: int, standard: Standard) -> tuple[int, int]:
    """Return the smallest sheet of the standard's shape that holds the whole work unscaled."""
    return (
        max(width, height * standard.width // standard.height),
        max(height, width * standard.height // standard.width),
    )
