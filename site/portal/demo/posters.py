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
    """Draw a bowl whose last grains are the words."""
    sheet = Sheet(PAPER)
    sheet.box(0, 0, SHEET_WIDTH, 24, VERMILION)
    for place, letter in enumerate("粒粒皆辛苦"):
        sheet.words(letter, 500, 170 + place * 132, 118, mix(INK, GRAIN, place * 0.12))
    for turn in range(90):
        angle, reach = turn * 2.399963, 15 * math.sqrt(turn)
        x, y = 500 + math.cos(angle) * reach * 1.9, 920 - abs(math.sin(angle)) * reach * 0.75
        sheet.disc(x, y, 9, mix(GRAIN, PAPER, (turn % 5) * 0.12))
    sheet.draw.pieslice([230 * SCALE, 650 * SCALE, 770 * SCALE, 1190 * SCALE], 0, 180, fill=NIGHT)
    sheet.box(214, 908, 786, 930, NIGHT)
    sheet.box(400, 1182, 600, 1206, NIGHT)
    sheet.words("盘中餐　莫轻弃", 500, 1060, 52, PAPER)
    sheet.seal("惜食", 850, 1010, 62)
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
    """Draw a zebra crossing that runs into the words."""
    sheet = Sheet(NIGHT)
    for row in range(1, 9):
        near, far = 1300 - row * 78, 1300 - row * 78 - 42 + row * 2
        spread = 1 - row * 0.075
        sheet.polygon(
            [
                (500 - 520 * spread, near),
                (500 + 520 * spread, near),
                (500 + 520 * (spread - 0.04), far),
                (500 - 520 * (spread - 0.04), far),
            ],
            PAPER,
        )
    sheet.disc(500, 400, 236, VERMILION)
    sheet.words("礼让", 500, 320, 170, PAPER)
    sheet.words("一步", 500, 490, 170, PAPER)
    sheet.words("你等一等　他走一走　路宽一宽", 500, 130, 46, PAPER)
    sheet.box(0, 1306, SHEET_WIDTH, SHEET_HEIGHT, NIGHT)
    sheet.sign(mix(PAPER, NIGHT, 0.15))
    return sheet


def lantern() -> Sheet:
    """Draw a page of a book as a lit window."""
    sheet = Sheet(mix(NIGHT, INK, 0.2))
    for ring in range(9):
        sheet.disc(500, 560, 430 - ring * 26, mix(mix(NIGHT, INK, 0.2), GRAIN, 0.05 + ring * 0.075))
    sheet.box(300, 330, 700, 790, mix(GRAIN, PAPER, 0.72))
    sheet.line([(500, 330), (500, 790)], mix(NIGHT, INK, 0.2), 14)
    sheet.line([(300, 560), (700, 560)], mix(NIGHT, INK, 0.2), 14)
    for place, letter in enumerate("书香伴童"):
        sheet.words(letter, 400 + place % 2 * 200, 445 + place // 2 * 230, 150, VERMILION if place == 1 else INK)
    sheet.polygon([(180, 960), (500, 900), (500, 1010), (180, 1070)], PAPER)
    sheet.polygon([(820, 960), (500, 900), (500, 1010), (820, 1070)], mix(PAPER, GRAIN, 0.25))
    for row in range(5):
        drop = 26 + row * 17
        sheet.line([(212, 944 + drop), (474, 895 + drop)], mix(PAPER, NIGHT, 0.28), 4)
        sheet.line([(526, 895 + drop), (788, 944 + drop)], mix(PAPER, NIGHT, 0.28), 4)
    sheet.line([(500, 900), (500, 1010)], mix(GRAIN, NIGHT, 0.45), 5)
    sheet.words("给孩子一盏灯　也给他一本书", 500, 1190, 50, PAPER)
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
