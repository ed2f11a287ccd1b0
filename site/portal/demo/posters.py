"""The demo's posters: typographic public-service ads, drawn upright at A3's shape and large enough to be printed.

All lengths are in units of a sheet 1000 wide and 1414 high.
"""

import io
import math
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

from portal.demo.drawing import FONT_FILE, INK, PAPER, VERMILION, Colour, mix

SHEET_WIDTH, SHEET_HEIGHT = 1000, 1414
SCALE = 3.509
"""Pixels a unit: the sheet is 3509 by 4962, which is 300 dots per inch on A3."""

JADE: Colour = (46, 98, 84)
NIGHT: Colour = (28, 44, 66)
GRAIN: Colour = (206, 158, 70)
SKY: Colour = (214, 228, 226)
SIGNATURE = "澄川市精神文明建设办公室　宣"


class Sheet:
    """A sheet of paper to draw a poster on."""

    def __init__(self, ground: Colour) -> None:
        self.image = Image.new("RGB", (round(SHEET_WIDTH * SCALE), round(SHEET_HEIGHT * SCALE)), ground)
        self.draw = ImageDraw.Draw(self.image)

    def box(self, left: float, top: float, right: float, bottom: float, fill: Colour) -> None:
        """Fill a rectangle."""
        self.draw.rectangle([left * SCALE, top * SCALE, right * SCALE, bottom * SCALE], fill=fill)

    def disc(self, x: float, y: float, radius: float, fill: Colour) -> None:
        """Fill a circle."""
        edges = [(x - radius) * SCALE, (y - radius) * SCALE, (x + radius) * SCALE, (y + radius) * SCALE]
        self.draw.ellipse(edges, fill=fill)

    def ring(self, x: float, y: float, radius: float, fill: Colour, width: float) -> None:
        """Draw a circle's line."""
        edges = [(x - radius) * SCALE, (y - radius) * SCALE, (x + radius) * SCALE, (y + radius) * SCALE]
        self.draw.ellipse(edges, outline=fill, width=round(width * SCALE))

    def polygon(self, points: list[tuple[float, float]], fill: Colour) -> None:
        """Fill a polygon."""
        self.draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=fill)

    def line(self, points: list[tuple[float, float]], fill: Colour, width: float) -> None:
        """Draw a line."""
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self.draw.line(scaled, fill=fill, width=round(width * SCALE), joint="curve")

    def husk(self, x: float, y: float, lean: float, fill: Colour) -> None:
        """Draw a grain: a pointed oval that leans by an angle."""
        along, across = (math.cos(lean), math.sin(lean)), (-math.sin(lean), math.cos(lean))
        turn = [step * math.pi / 12 for step in range(24)]
        reach = [(math.cos(each) * 16, math.sin(each) * 7.5 * abs(math.sin(each)) ** 0.4) for each in turn]
        self.polygon([(x + a * along[0] + b * across[0], y + a * along[1] + b * across[1]) for a, b in reach], fill)

    def words(self, text: str, x: float, y: float, size: float, fill: Colour) -> None:
        """Write a line with its middle at the point."""
        font = ImageFont.truetype(str(FONT_FILE), round(size * SCALE))
        self.draw.text((x * SCALE, y * SCALE), text, font=font, fill=fill, anchor="mm")

    def column(self, text: str, x: float, top: float, size: float, fill: Colour) -> None:
        """Write downwards, one character below the other."""
        for place, letter in enumerate(text):
            self.words(letter, x, top + size * (0.5 + place * 1.12), size, fill)

    def seal(self, text: str, x: float, y: float, size: float) -> None:
        """Press a square seal of two characters."""
        self.box(x, y, x + size, y + size * 1.9, VERMILION)
        self.column(text, x + size / 2, y + size * 0.08, size * 0.8, PAPER)

    def sign(self, fill: Colour) -> None:
        """Write at the foot who publishes it, and that it is a public-service ad."""
        self.words(SIGNATURE, SHEET_WIDTH / 2, SHEET_HEIGHT - 78, 26, fill)


def grain() -> Sheet:
    """Draw a heaped bowl into which the words fall as grains do."""
    sheet = Sheet(PAPER)
    for place, letter in enumerate("粒粒皆辛苦"):
        sheet.words(letter, 500, 150 + place * 128, 122, mix(INK, GRAIN, place * 0.14))
    # The heap is laid from its back row to its front, each grain a husk leaning its own way.
    for row in range(7):
        count = 7 + row * 3
        for place in range(count):
            x = 500 + (place - (count - 1) / 2) * 19.5 + math.sin(row * 5 + place * 3) * 4
            y = 806 + row * 15 + abs(x - 500) ** 2 / 2600 + math.sin(place * 7 + row) * 3
            shade = mix(GRAIN, PAPER, (place * 3 + row * 2) % 5 * 0.13)
            sheet.husk(x, min(y, 908), math.sin(place * 2.4 + row * 1.7) * 1.1, shade)
    for x, y, lean in ((452, 788, 0.7), (560, 780, -0.5), (505, 768, 0.1)):
        sheet.husk(x, y, lean, GRAIN)
    sheet.draw.pieslice([230 * SCALE, 650 * SCALE, 770 * SCALE, 1190 * SCALE], 0, 180, fill=NIGHT)
    sheet.box(214, 908, 786, 930, NIGHT)
    sheet.box(400, 1182, 600, 1206, NIGHT)
    sheet.box(248, 944, 752, 949, mix(NIGHT, PAPER, 0.55))
    sheet.words("盘中餐　莫轻弃", 500, 1050, 54, PAPER)
    sheet.seal("惜食", 618, 640, 54)
    sheet.sign(mix(INK, PAPER, 0.25))
    return sheet


def water() -> Sheet:
    """Draw a lake under hills, with the moon in it."""
    sheet = Sheet(SKY)
    sheet.disc(690, 330, 130, PAPER)
    for layer, (base, height, shade) in enumerate(((745, 120, 0.62), (800, 95, 0.38), (850, 70, 0.1))):
        points = [(0.0, 900.0)]
        for x in range(0, 1001, 10):
            wave = math.sin(x / 160 + layer * 2.1) * 0.6 + math.sin(x / 61 + layer) * 0.25
            points.append((x, base - height * wave))
        sheet.polygon([*points, (1000.0, 900.0)], mix(JADE, SKY, shade))
    sheet.box(0, 880, SHEET_WIDTH, SHEET_HEIGHT, JADE)
    for row in range(13):
        half = 120 - row * 7
        sheet.line([(690 - half, 912 + row * 22), (690 + half, 912 + row * 22)], mix(PAPER, JADE, 0.2 + row * 0.045), 5)
    # Columns are read from right to left.
    sheet.column("绿水青山", 330, 96, 112, NIGHT)
    sheet.column("就是家园", 170, 158, 112, VERMILION)
    sheet.words("少一件垃圾　多一分清澄", 500, 1240, 52, PAPER)
    sheet.sign(mix(PAPER, JADE, 0.2))
    return sheet


def crossing() -> Sheet:
    """Draw a zebra crossing that runs towards a rising disc with the words."""
    sheet = Sheet(NIGHT)
    road = mix(NIGHT, INK, 0.45)
    sheet.polygon([(-260, SHEET_HEIGHT), (SHEET_WIDTH + 260, SHEET_HEIGHT), (640, 745), (360, 745)], road)
    # Equal stripes seen along the way: each distance is a step further, and is drawn divided by itself.
    for step in range(1, 17):
        near, far = (745 + 640 / (1 + (step + part) * 0.4) for part in (0.0, 0.52))
        left, right = ((140 + (y - 745) * 0.62) for y in (near, far))
        sheet.polygon([(500 - left, near), (500 + left, near), (500 + right, far), (500 - right, far)], PAPER)
    sheet.disc(500, 470, 258, VERMILION)
    sheet.ring(500, 470, 276, mix(NIGHT, VERMILION, 0.55), 4)
    sheet.words("礼让", 500, 384, 182, PAPER)
    sheet.words("一步", 500, 560, 182, PAPER)
    sheet.words("你等一等　他走一走　路宽一宽", 500, 118, 50, PAPER)
    sheet.box(0, 1286, SHEET_WIDTH, SHEET_HEIGHT, NIGHT)
    sheet.sign(mix(PAPER, NIGHT, 0.15))
    return sheet


def lantern() -> Sheet:
    """Draw a lit window in the night over an open book."""
    dark = mix(NIGHT, INK, 0.2)
    sheet = Sheet(dark)
    for ring in range(60):
        sheet.disc(500, 520, 430 - ring * 4.2, mix(dark, GRAIN, 0.012 * ring))
    sheet.box(284, 274, 716, 766, mix(GRAIN, NIGHT, 0.55))
    sheet.box(300, 290, 700, 750, mix(GRAIN, PAPER, 0.72))
    sheet.line([(500, 290), (500, 750)], mix(GRAIN, NIGHT, 0.55), 14)
    sheet.line([(300, 520), (700, 520)], mix(GRAIN, NIGHT, 0.55), 14)
    for place, letter in enumerate("书香伴童"):
        sheet.words(letter, 400 + place % 2 * 200, 405 + place // 2 * 230, 154, VERMILION if place == 1 else INK)
    # An open book from the front: each page rises from the spine and falls towards its edge.
    for side in (-1, 1):
        for leaf, shade in ((18, 0.42), (9, 0.2), (0, 0.0)):
            page = [
                (500 + side * x, 918 + leaf - math.sin(x / 330 * math.pi) * 46 + x * 0.04) for x in range(0, 331, 10)
            ]
            foot = [(x, y + 132) for x, y in reversed(page)]
            sheet.polygon([*page, *foot], mix(PAPER if side < 0 else mix(PAPER, GRAIN, 0.22), NIGHT, shade))
        for row in range(5):
            print_line = [
                (500 + side * x, 942 + row * 20 - math.sin(x / 330 * math.pi) * 46 + x * 0.04)
                for x in map(float, range(36, 300, 8))
            ]
            sheet.line(print_line, mix(PAPER, NIGHT, 0.34), 4)
    sheet.line([(500, 918), (500, 1068)], mix(GRAIN, NIGHT, 0.5), 6)
    sheet.words("给孩子一盏灯　也给他一本书", 500, 1186, 54, PAPER)
    sheet.sign(mix(PAPER, NIGHT, 0.3))
    return sheet


def values() -> Sheet:
    """Set the twelve words of the core values as movable type: nation, society and citizen, a column each."""
    sheet = Sheet(VERMILION)
    words = ("富强", "民主", "文明", "和谐", "自由", "平等", "公正", "法治", "爱国", "敬业", "诚信", "友善")
    for place, word in enumerate(words):
        left, top = 95 + place // 4 * 280, 150 + place % 4 * 250
        sheet.box(left, top, left + 250, top + 218, mix(VERMILION, INK, 0.22))
        sheet.box(left, top, left + 242, top + 210, PAPER)
        sheet.words(word, left + 121, top + 105, 100, VERMILION if word == "文明" else INK)
    sheet.words("写在心上　做在日常", 500, 1220, 60, PAPER)
    sheet.sign(mix(PAPER, VERMILION, 0.15))
    return sheet


@dataclass(frozen=True)
class Poster:
    """What the library says of a poster."""

    draw: Callable[[], Sheet]
    title: str
    category: str
    wording: str
    introduction: str
    description: str


POSTERS: tuple[Poster, ...] = (
    Poster(
        grain,
        "粒粒皆辛苦",
        "节约粮食",
        "粒粒皆辛苦。盘中餐，莫轻弃。",
        "竖排大字落进一只饭碗，适合食堂、餐馆和学校张贴。",
        "海报：“粒粒皆辛苦”五个字自上而下落向一只盛着谷粒的碗",
    ),
    Poster(
        water,
        "绿水青山就是家园",
        "生态文明",
        "绿水青山，就是家园。少一件垃圾，多一分清澄。",
        "远山、月影与湖面，适合公园、河湖岸线和公交站台。",
        "海报：青山映在月下的湖水里，左侧竖排“绿水青山 就是家园”",
    ),
    Poster(
        crossing,
        "礼让一步",
        "文明交通",
        "你等一等，他走一走，路宽一宽。礼让一步。",
        "斑马线通向一枚朱红圆标，适合路口大屏和车体。",
        "海报：夜色里的斑马线通向红色圆标，上写“礼让一步”",
    ),
    Poster(
        lantern,
        "书香伴童",
        "未成年人",
        "书香伴童。给孩子一盏灯，也给他一本书。",
        "一扇亮灯的窗就是一页书，适合学校、社区书房。",
        "海报：夜里亮着灯的窗格里写着“书香伴童”，窗下是翻开的书",
    ),
    Poster(
        values,
        "写在心上 做在日常",
        "核心价值观",
        "富强、民主、文明、和谐，自由、平等、公正、法治，爱国、敬业、诚信、友善。写在心上，做在日常。",
        "十二个词排成一版活字，适合宣传栏和围挡。",
        "海报：朱红底上十二枚活字排着社会主义核心价值观的十二个词",
    ),
)


def draw_poster(poster: Poster) -> bytes:
    """Return a poster as JPEG bytes."""
    buffer = io.BytesIO()
    poster.draw().image.save(buffer, "JPEG", quality=90)
    return buffer.getvalue()


def characters() -> str:
    """Return every character that the posters write; the shipped font must hold them (``fonts/README.md``)."""
    drawn = "粒粒皆辛苦盘中餐莫轻弃惜食绿水青山就是家园少一件垃圾多一分清澄礼让一步你等一等他走一走路宽一宽"
    more = "书香伴童给孩子一盏灯也给他一本书富强民主文明和谐自由平等公正法治爱国敬业诚信友善写在心上做在日常"
    return "".join(sorted(set(drawn + more + SIGNATURE)))
