"""The demo's photos of placements: a poster on a wall, in a bus shelter, on a screen; drawn, and marked as samples."""

import io
from collections.abc import Callable
from typing import Any

from PIL import Image

from portal.demo.drawing import HEIGHT, INK, PAPER, SCALE, Canvas, Colour, mix

POSTER_PIXELS = 900
"""To which a poster is read: it is pasted smaller than that."""
BRICK: Colour = (176, 120, 96)
STEEL: Colour = (92, 104, 116)
PAVING: Colour = (188, 184, 174)
GREEN: Colour = (86, 124, 84)


def wall(canvas: Canvas, poster: Image.Image) -> None:
    """Draw a wall of bricks with the poster in a frame, and people who pass."""
    canvas.box(0, 90, 1600, 800, BRICK)
    for row in range(18):
        y = 90 + row * 40
        canvas.line([(0, y), (1600, y)], mix(BRICK, PAPER, 0.25), 3)
        for column in range(17):
            x = column * 100 + (50 if row % 2 else 0)
            canvas.line([(x, y), (x, y + 40)], mix(BRICK, PAPER, 0.25), 3)
    canvas.box(0, 60, 1600, 100, mix(BRICK, INK, 0.45))
    canvas.box(0, 800, 1600, HEIGHT, PAVING)
    _hang(canvas, poster, (590, 140, 1010, 735), mix(INK, BRICK, 0.2))
    canvas.person(360, 930, 330, (70, 96, 120))
    canvas.person(1240, 910, 300, (150, 84, 60))
    canvas.tree(1470, 870, 260, GREEN)


def bus_stop(canvas: Canvas, poster: Image.Image) -> None:
    """Draw a bus shelter with the poster in its light box."""
    canvas.hills(620, 60, mix(GREEN, PAPER, 0.55))
    for x, width, height in ((40, 210, 380), (270, 160, 300), (1180, 190, 420), (1400, 160, 330)):
        canvas.box(x, 700 - height, x + width, 700, mix(STEEL, PAPER, 0.6))
    canvas.box(0, 700, 1600, HEIGHT, mix(STEEL, PAPER, 0.35))
    canvas.box(0, 700, 1600, 790, PAVING)
    canvas.box(240, 130, 1360, 170, STEEL)
    for x in (270, 1320):
        canvas.box(x, 170, x + 18, 780, STEEL)
    canvas.box(330, 620, 800, 648, mix(STEEL, INK, 0.3))
    canvas.box(440, 192, 680, 278, PAPER, round_by=8)
    canvas.words("公园站", 560, 235, 54, INK)
    _hang(canvas, poster, (900, 205, 1250, 700), (228, 232, 232))
    canvas.person(450, 800, 300, (130, 70, 60))
    canvas.person(620, 810, 310, (60, 90, 86))


def screen(canvas: Canvas, poster: Image.Image) -> None:
    """Draw a square at dusk with the poster on a large screen."""
    canvas.box(150, 120, 620, 820, mix(STEEL, INK, 0.45))
    canvas.box(980, 60, 1480, 820, mix(STEEL, INK, 0.35))
    for column in range(4):
        for row in range(9):
            lit = (column * 3 + row) % 4
            canvas.box(
                1030 + column * 110,
                110 + row * 72,
                1090 + column * 110,
                150 + row * 72,
                mix((240, 210, 140), INK, lit * 0.2),
            )
    canvas.box(0, 800, 1600, HEIGHT, mix(PAVING, INK, 0.35))
    canvas.box(760, 700, 800, 830, INK)
    _hang(canvas, poster, (570, 90, 990, 700), INK)
    for x, size in ((300, 190), (420, 170), (1180, 180), (1320, 200)):
        canvas.person(x, 930, size, mix(INK, STEEL, 0.4))


SCENES: dict[str, Callable[[Canvas, Image.Image], None]] = {
    "围挡": wall,
    "候车亭": bus_stop,
    "LED 屏": screen,
}
SKIES: dict[Any, tuple[Colour, Colour]] = {
    wall: ((206, 220, 226), (236, 232, 220)),
    bus_stop: ((186, 212, 228), (238, 236, 226)),
    screen: ((44, 54, 84), (186, 122, 98)),
}


def _hang(canvas: Canvas, poster: Image.Image, edges: tuple[int, int, int, int], frame: Colour) -> None:
    """Paste the poster whole into a frame of these edges."""
    left, top, right, bottom = edges
    canvas.box(left - 14, top - 14, right + 14, bottom + 14, frame, round_by=6)
    canvas.box(left, top, right, bottom, PAPER)
    fitted = poster.copy()
    fitted.thumbnail(((right - left) * SCALE, (bottom - top) * SCALE), Image.Resampling.LANCZOS)
    x = left * SCALE + ((right - left) * SCALE - fitted.width) // 2
    y = top * SCALE + ((bottom - top) * SCALE - fitted.height) // 2
    canvas.image.paste(fitted, (x, y))


def photograph(medium: str, master: Any, *, seed: int) -> bytes:
    """Return a drawn photo (JPEG) of an ad's picture where a medium of this name hangs; ``master`` may be missing."""
    scene = SCENES[medium]
    canvas = Canvas(seed=seed, sky=SKIES[scene])
    scene(canvas, _poster(master))
    out = io.BytesIO()
    canvas.finish().save(out, "JPEG", quality=72)
    return out.getvalue()


def _poster(master: Any) -> Image.Image:
    if master is None:
        return Image.new("RGB", (POSTER_PIXELS, round(POSTER_PIXELS * 1.414)), PAPER)
    with master.file.open("rb") as file, Image.open(file) as image:
        image.draft("RGB", (POSTER_PIXELS, POSTER_PIXELS))
        return image.convert("RGB")
