"""The standard sizes of an ad, and what is cut from the master for each: the largest part of the right shape."""

from dataclasses import dataclass
from typing import Final

from campaigns.enums import PsaSize

MILLIMETRES_AN_INCH: Final = 25.4
PRINT_DPI: Final = 300
"""Dots per inch at which a poster is printed."""
LEAST_SHARE: Final = 0.5
"""Of the wanted width. Less would be seen as blur, so such a size is not made (for print: below 150 dpi)."""
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
class Cut:
    """What to cut from the master, in pixels of the master, and the size it is brought to."""

    size: PsaSize
    box: tuple[int, int, int, int]
    width: int
    height: int
    width_mm: int | None
    height_mm: int | None
    dpi: int | None


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


def cut_of(size: PsaSize, *, width: int, height: int, focus: tuple[float, float]) -> Cut | None:
    """Return the cut of a standard size; nothing is enlarged. None where the master is too small for it.

    The poster stands or lies as the master does.
    """
    standard = STANDARDS[size]
    if standard.width_mm is not None and width > height:
        standard = standard.turned()
    box = crop_box(width=width, height=height, ratio=(standard.width, standard.height), focus=focus)
    wide, high = box[2] - box[0], box[3] - box[1]
    if min(width, height) < SMALLEST_SIDE or wide < standard.width * LEAST_SHARE:
        return None
    made_width, made_height = min(wide, standard.width), min(high, standard.height)
    dpi = round(made_width / standard.width_mm * MILLIMETRES_AN_INCH) if standard.width_mm else None
    return Cut(size, box, made_width, made_height, standard.width_mm, standard.height_mm, dpi)
