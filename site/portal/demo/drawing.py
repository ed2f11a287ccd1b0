"""Primitives of the demo's pictures: paper-cut shapes, drawn at twice the size and scaled down.

All lengths are in units of a canvas 1600 wide and 1000 high, whatever the real size.
"""

import math
import random
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

WIDTH, HEIGHT = 1600, 1000
SCALE = 2
FONT_FILE = Path(__file__).parent / "fonts" / "NotoSerifSC-Bold-subset.otf"

Colour = tuple[int, int, int]
Point = tuple[float, float]

PAPER: Colour = (250, 246, 236)
INK: Colour = (38, 36, 34)
VERMILION: Colour = (190, 52, 36)


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """Return the colour that lies ``share`` (0 to 1) of the way from the first to the second."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


class Canvas:
    """A drawing surface with a seed, so that the same picture comes out each time."""

    def __init__(self, *, seed: int, sky: tuple[Colour, Colour]) -> None:
        self.random = random.Random(seed)  # noqa: S311 -- pictures, not secrets
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), sky[0])
        self.draw = ImageDraw.Draw(self.image)
        for row in range(HEIGHT * SCALE):
            self.draw.line(
                [(0, row), (WIDTH * SCALE, row)], fill=mix(sky[0], sky[1], min(1.0, row / (HEIGHT * SCALE * 0.75)))
            )

    def polygon(self, points: list[Point], fill: Colour) -> None:
        """Fill a polygon."""
        self.draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=fill)

    def box(  # noqa: PLR0913 -- a rectangle has four sides
        self, left: float, top: float, right: float, bottom: float, fill: Colour, *, round_by: float = 0
    ) -> None:
        """Fill a rectangle, with rounded corners where asked."""
        self.draw.rounded_rectangle(
            [left * SCALE, top * SCALE, right * SCALE, bottom * SCALE], radius=round_by * SCALE, fill=fill
        )

    def disc(self, x: float, y: float, radius: float, fill: Colour) -> None:
        """Fill a circle."""
        self.draw.ellipse(
            [(x - radius) * SCALE, (y - radius) * SCALE, (x + radius) * SCALE, (y + radius) * SCALE], fill=fill
        )

    def half_disc(self, x: float, y: float, radius: float, fill: Colour) -> None:
        """Fill the upper half of a circle."""
        self.draw.pieslice(
            [(x - radius) * SCALE, (y - radius) * SCALE, (x + radius) * SCALE, (y + radius) * SCALE],
            180,
            360,
            fill=fill,
        )

    def line(self, points: list[Point], fill: Colour, width: float) -> None:
        """Draw a line of the given width."""
        self.draw.line(
            [(x * SCALE, y * SCALE) for x, y in points], fill=fill, width=round(width * SCALE), joint="curve"
        )

    def hills(self, base: float, height: float, fill: Colour, *, waves: float = 2.0) -> None:
        """Fill a range of soft hills whose foot is at the bottom of the picture."""
        shift = self.random.random() * math.tau
        points: list[Point] = [(0, HEIGHT)]
        for x in range(0, WIDTH + 20, 20):
            angle = x / WIDTH * math.tau * waves + shift
            points.append((x, base - height * (0.6 * math.sin(angle) + 0.4 * math.sin(angle * 2.3 + 1))))
        points.append((WIDTH, HEIGHT))
        self.polygon(points, fill)

    def tree(self, x: float, ground: float, size: float, leaf: Colour) -> None:
        """Draw a tree with a round crown."""
        self.line([(x, ground), (x, ground - size * 0.9)], mix(INK, leaf, 0.25), size * 0.09)
        for _ in range(9):
            dx = self.random.uniform(-0.42, 0.42) * size
            dy = self.random.uniform(-0.35, 0.3) * size
            self.disc(x + dx, ground - size * 1.05 + dy, size * 0.28, mix(leaf, PAPER, self.random.uniform(0, 0.22)))

    def house(self, x: float, ground: float, width: float, wall: Colour, roof: Colour) -> None:
        """Draw a house with a pitched, upturned roof."""
        height = width * 0.6
        self.box(x, ground - height, x + width, ground, wall)
        self.polygon(
            [
                (x - width * 0.16, ground - height + 6),
                (x + width * 0.08, ground - height - width * 0.24),
                (x + width * 0.92, ground - height - width * 0.24),
                (x + width * 1.16, ground - height + 6),
            ],
            roof,
        )
        self.box(x + width * 0.4, ground - height * 0.55, x + width * 0.6, ground, mix(wall, INK, 0.6))

    def person(self, x: float, ground: float, size: float, coat: Colour) -> None:
        """Draw a standing figure without a face: nobody in particular."""
        self.box(x - size * 0.17, ground - size * 0.72, x + size * 0.17, ground, coat, round_by=size * 0.15)
        self.disc(x, ground - size * 0.86, size * 0.13, mix(PAPER, (196, 140, 100), 0.7))
        self.half_disc(x, ground - size * 0.88, size * 0.14, INK)

    def bird(self, x: float, y: float, span: float) -> None:
        """Draw a bird on the wing."""
        self.line(
            [
                (x - span, y - span * 0.35),
                (x - span * 0.3, y - span * 0.1),
                (x, y),
                (x + span * 0.3, y - span * 0.1),
                (x + span, y - span * 0.35),
            ],
            INK,
            span * 0.12,
        )

    def words(self, text: str, x: float, y: float, size: float, fill: Colour) -> None:
        """Write words with their middle at the given point, in the shipped font."""
        font = ImageFont.truetype(str(FONT_FILE), round(size * SCALE))
        self.draw.text((x * SCALE, y * SCALE), text, font=font, fill=fill, anchor="mm")

    def finish(self) -> Image.Image:
        """Return the picture at its real size, with the grain of paper and the mark of a sample.

        The mark stands where a crop to 16:9, which takes 50 units off the foot, leaves it whole.
        """
        self.box(WIDTH - 190, HEIGHT - 118, WIDTH - 24, HEIGHT - 74, VERMILION, round_by=6)
        self.words("示意图", WIDTH - 107, HEIGHT - 97, 30, PAPER)
        small = self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        noise = Image.frombytes("L", (WIDTH, HEIGHT), self.random.randbytes(WIDTH * HEIGHT))
        grain = noise.filter(ImageFilter.GaussianBlur(0.8)).convert("RGB")
        return Image.blend(small, grain, 0.045)
