"""The scenes of the demo: each is drawn from a seed, shows nobody in particular and says it is a drawing."""

import io
from collections.abc import Callable

from portal.demo.drawing import HEIGHT, INK, PAPER, VERMILION, WIDTH, Canvas, Colour, mix

DAWN = ((244, 205, 160), (252, 240, 222))
DAY = ((188, 214, 222), (246, 243, 232))
DUSK = ((120, 110, 140), (242, 190, 150))
FROST = ((196, 208, 216), (240, 242, 240))

TEAL: Colour = (58, 112, 110)
LEAF: Colour = (98, 128, 78)
GOLD: Colour = (214, 164, 72)
BRICK: Colour = (168, 96, 70)
STONE: Colour = (150, 144, 134)
SHELF_END = 930
COATS: tuple[Colour, ...] = (TEAL, VERMILION, (70, 84, 120), GOLD, BRICK, (110, 104, 96))


def market() -> Canvas:
    """Draw tables under an old tree on market day."""
    canvas = Canvas(seed=11, sky=DAWN)
    canvas.disc(1250, 260, 110, mix(VERMILION, DAWN[0], 0.25))
    canvas.hills(560, 70, mix(TEAL, DAWN[1], 0.6))
    canvas.hills(680, 50, mix(LEAF, DAWN[1], 0.45), waves=1.4)
    for x in (120, 420, 1120, 1380):
        canvas.house(x, 720, 150, PAPER, mix(INK, TEAL, 0.3))
    canvas.box(0, 720, WIDTH, HEIGHT, mix(GOLD, PAPER, 0.55))
    canvas.tree(800, 780, 420, LEAF)
    for index, x in enumerate(range(90, 1560, 250)):
        canvas.half_disc(x + 70, 790, 110, COATS[index % len(COATS)])
        canvas.line([(x + 70, 790), (x + 70, 900)], INK, 6)
        canvas.box(x - 20, 880, x + 160, 900, BRICK)
        canvas.person(x + 20, 960, 150, COATS[(index + 2) % len(COATS)])
        canvas.person(x + 125, 970, 140, COATS[(index + 3) % len(COATS)])
    return canvas


def arcade() -> Canvas:
    """Draw a street of arcaded houses."""
    canvas = Canvas(seed=12, sky=DAY)
    canvas.hills(420, 40, mix(TEAL, DAY[1], 0.7))
    for index in range(6):
        left = index * 270 - 10
        wall = mix((BRICK, GOLD, STONE)[index % 3], PAPER, 0.45)
        top = 230 + (index % 3) * 34
        canvas.box(left, top, left + 262, 860, wall)
        canvas.box(left - 8, top - 24, left + 270, top + 6, mix(wall, INK, 0.45))
        for column in range(3):
            canvas.box(left + 30 + column * 76, top + 70, left + 80 + column * 76, top + 190, mix(TEAL, INK, 0.35))
        canvas.box(left + 30, 560, left + 232, 860, mix(wall, INK, 0.62))
        canvas.half_disc(left + 131, 562, 101, mix(wall, INK, 0.62))
        canvas.disc(left + 131, 600, 26, VERMILION)
    canvas.box(0, 850, WIDTH, HEIGHT, mix(STONE, PAPER, 0.35))
    for index, x in enumerate((170, 470, 560, 980, 1290, 1380)):
        canvas.person(x, 950, 190, COATS[index % len(COATS)])
    return canvas


def wetland() -> Canvas:
    """Draw reeds and the first birds of winter."""
    canvas = Canvas(seed=13, sky=DUSK)
    canvas.disc(420, 420, 130, mix(VERMILION, PAPER, 0.3))
    canvas.hills(560, 46, mix((90, 84, 110), DUSK[1], 0.4))
    canvas.box(0, 600, WIDTH, HEIGHT, mix(DUSK[1], TEAL, 0.3))
    for row in range(9):
        y = 630 + row * 34
        canvas.line([(canvas.random.uniform(0, 700), y), (canvas.random.uniform(800, WIDTH), y)], PAPER, 2)
    for _ in range(26):
        canvas.bird(canvas.random.uniform(500, 1520), canvas.random.uniform(90, 430), canvas.random.uniform(16, 40))
    for _ in range(240):
        x = canvas.random.uniform(0, WIDTH)
        top = canvas.random.uniform(640, 860)
        bend = canvas.random.uniform(8, 40)
        canvas.line([(x, HEIGHT), (x + bend * 0.4, (top + HEIGHT) / 2), (x + bend, top)], mix(INK, GOLD, 0.35), 3)
        canvas.line([(x + bend, top), (x + bend + 14, top + 40)], GOLD, 9)
    return canvas


def feast() -> Canvas:
    """Draw the long table of the neighbours' feast."""
    canvas = Canvas(seed=14, sky=((70, 66, 92), (230, 160, 110)))
    for index in range(5):
        left = index * 330 - 20
        canvas.box(left, 120 + (index % 2) * 60, left + 280, 640, mix((70, 66, 92), INK, 0.3))
        for row in range(5):
            for column in range(4):
                lit = canvas.random.choice((GOLD, GOLD, (88, 84, 108)))
                canvas.box(
                    left + 26 + column * 62, 210 + row * 84, left + 64 + column * 62, 258 + row * 84, lit, round_by=4
                )
    canvas.box(0, 640, WIDTH, HEIGHT, mix(BRICK, INK, 0.45))
    for x in range(60, WIDTH, 130):
        canvas.line([(x - 130, 96), (x - 65, 130), (x, 96)], INK, 4)
        canvas.disc(x - 65, 150, 24, VERMILION)
    for index, x in enumerate(range(70, WIDTH, 118)):
        canvas.person(x, 800, 210, COATS[index % len(COATS)])
    canvas.polygon([(0, 770), (WIDTH, 770), (WIDTH, 870), (0, 870)], PAPER)
    canvas.polygon([(0, 870), (WIDTH, 870), (WIDTH, 900), (0, 900)], VERMILION)
    for x in range(60, WIDTH, 104):
        canvas.disc(x, 812, 34, mix(TEAL, PAPER, 0.65))
        canvas.disc(x, 808, 22, COATS[canvas.random.randrange(len(COATS))])
    return canvas


def book_bus() -> Canvas:
    """Draw the travelling library on a mountain road."""
    canvas = Canvas(seed=15, sky=DAY)
    canvas.hills(420, 110, mix(TEAL, DAY[1], 0.55), waves=1.3)
    canvas.hills(560, 90, mix(TEAL, LEAF, 0.5), waves=1.8)
    canvas.hills(760, 60, LEAF, waves=0.9)
    canvas.line([(0, 900), (500, 830), (1000, 880), (WIDTH, 780)], mix(STONE, PAPER, 0.5), 120)
    canvas.box(500, 560, 1080, 850, VERMILION, round_by=40)
    canvas.box(500, 700, 1080, 722, PAPER)
    for x in range(540, 900, 120):
        canvas.box(x, 610, x + 92, 690, mix(DAY[0], PAPER, 0.4), round_by=10)
    canvas.box(930, 610, 1060, 840, mix(DAY[0], PAPER, 0.3), round_by=12)
    canvas.words("书声", 700, 776, 84, PAPER)
    for x in (620, 960):
        canvas.disc(x, 856, 62, INK)
        canvas.disc(x, 856, 26, STONE)
    for index, x in enumerate((1180, 1270, 1350)):
        canvas.person(x, 880 - index * 14, 170 - index * 30, COATS[index])
    for x in (140, 300, 1480):
        canvas.tree(x, 800, 200, LEAF)
    return canvas


def reading_room() -> Canvas:
    """Draw shelves, a window and children at a table."""
    canvas = Canvas(seed=16, sky=((240, 226, 200), (246, 238, 220)))
    canvas.box(90, 110, 980, 640, mix(BRICK, INK, 0.2))
    for row in range(3):
        canvas.box(110, 130 + row * 170, 960, 280 + row * 170, mix(BRICK, PAPER, 0.72))
        x = 120.0
        while x < SHELF_END:
            wide = canvas.random.uniform(16, 34)
            high = canvas.random.uniform(84, 134)
            shade = COATS[canvas.random.randrange(len(COATS))]
            canvas.box(x, 280 + row * 170 - high, x + wide, 280 + row * 170, shade)
            x += wide + 3
    canvas.box(1080, 130, 1500, 600, mix(DAY[0], PAPER, 0.2))
    canvas.disc(1390, 250, 60, mix(GOLD, PAPER, 0.2))
    canvas.tree(1230, 590, 200, LEAF)
    canvas.line([(1290, 130), (1290, 600)], PAPER, 14)
    canvas.box(0, 780, WIDTH, HEIGHT, mix(GOLD, BRICK, 0.35))
    for index, x in enumerate((300, 520, 760, 1010, 1240)):
        canvas.person(x, 850, 240, COATS[index % len(COATS)])
    canvas.box(160, 800, 1400, 850, mix(BRICK, PAPER, 0.3), round_by=14)
    for x in (330, 560, 800, 1050):
        canvas.polygon([(x - 60, 800), (x, 780), (x + 60, 800), (x, 812)], PAPER)
    return canvas


def harvest() -> Canvas:
    """Draw the school's vegetable field."""
    canvas = Canvas(seed=17, sky=DAY)
    canvas.disc(260, 220, 90, mix(GOLD, PAPER, 0.3))
    canvas.hills(520, 60, mix(TEAL, DAY[1], 0.5))
    canvas.box(980, 330, 1500, 600, PAPER)
    canvas.box(960, 300, 1520, 340, VERMILION)
    for x in range(1010, 1480, 96):
        canvas.box(x, 390, x + 56, 470, mix(TEAL, DAY[0], 0.4))
    canvas.box(0, 590, WIDTH, HEIGHT, mix(BRICK, GOLD, 0.35))
    for row in range(5):
        y = 660 + row * 80
        for x in range(30 + (row % 2) * 40, WIDTH, 90):
            canvas.polygon([(x - 14, y), (x + 14, y), (x, y + 40)], PAPER)
            for lean in (-24, -8, 8, 24):
                canvas.line([(x, y), (x + lean, y - 44)], LEAF, 9)
    for index, x in enumerate((220, 480, 700, 1060, 1330)):
        canvas.person(x, 850 - (index % 2) * 90, 190, COATS[index % len(COATS)])
    return canvas


def mending() -> Canvas:
    """Draw the mending corner under the arcade."""
    canvas = Canvas(seed=18, sky=((232, 214, 186), (246, 236, 216)))
    canvas.box(0, 760, WIDTH, HEIGHT, mix(STONE, PAPER, 0.3))
    for x in (60, 560, 1060, 1520):
        canvas.box(x, 0, x + 60, 780, mix(BRICK, PAPER, 0.25))
    canvas.line([(90, 210), (600, 240), (1090, 215), (1550, 240)], INK, 4)
    for index, x in enumerate(range(160, 1500, 150)):
        canvas.polygon(
            [
                (x, 232),
                (x + 100, 232),
                (x + 124, 290),
                (x + 92, 300),
                (x + 92, 420),
                (x + 8, 420),
                (x + 8, 300),
                (x - 24, 290),
            ],
            mix(COATS[index % len(COATS)], PAPER, 0.15),
        )
    for index, x in enumerate((330, 820, 1290)):
        canvas.person(x, 860, 300, COATS[(index + 1) % len(COATS)])
        canvas.box(x - 150, 770, x + 150, 792, BRICK)
        canvas.box(x + 20, 690, x + 120, 770, INK, round_by=14)
        canvas.box(x - 10, 700, x + 40, 720, INK)
    return canvas


def bus_stop() -> Canvas:
    """Draw a bus shelter with a hand-painted public-service ad."""
    canvas = Canvas(seed=19, sky=DAY)
    canvas.hills(470, 50, mix(TEAL, DAY[1], 0.65))
    for x in range(0, WIDTH, 210):
        canvas.box(x, 330 + (x // 210 % 3) * 50, x + 170, 740, mix(STONE, PAPER, 0.4))
    canvas.box(0, 740, WIDTH, HEIGHT, mix(STONE, PAPER, 0.15))
    canvas.box(260, 250, 1340, 290, INK)
    for x in (280, 1300):
        canvas.box(x, 280, x + 22, 820, INK)
    canvas.box(420, 330, 1180, 740, PAPER)
    canvas.box(440, 350, 1160, 720, mix(GOLD, PAPER, 0.7))
    canvas.words("讲文明树新风", 800, 470, 96, VERMILION)
    canvas.words("好邻居一盏灯", 800, 600, 70, INK)
    canvas.person(1240, 880, 330, TEAL)
    return canvas


def mountain_snow() -> Canvas:
    """Draw volunteers climbing with winter quilts."""
    canvas = Canvas(seed=20, sky=FROST)
    canvas.hills(380, 120, mix(TEAL, FROST[1], 0.7), waves=1.1)
    canvas.hills(560, 110, mix(TEAL, FROST[1], 0.45), waves=1.6)
    canvas.polygon([(0, 960), (500, 800), (1000, 700), (WIDTH, 520), (WIDTH, HEIGHT), (0, HEIGHT)], PAPER)
    for x, y in ((140, 880), (380, 800), (1220, 620), (1420, 560)):
        canvas.tree(x, y, 150, mix(LEAF, FROST[1], 0.35))
    canvas.house(1340, 600, 170, mix(BRICK, PAPER, 0.3), INK)
    for index, x in enumerate((520, 680, 840, 1000)):
        ground = 900 - index * 52
        canvas.person(x, ground, 190, VERMILION)
        canvas.box(x - 62, ground - 150, x - 22, ground - 66, COATS[index + 2], round_by=12)
    for _ in range(160):
        canvas.disc(canvas.random.uniform(0, WIDTH), canvas.random.uniform(0, HEIGHT), 4, PAPER)
    return canvas


def warm_lane() -> Canvas:
    """Draw a lane on a winter evening: lit windows, falling snow, neighbours who bring something warm."""
    dusk = ((52, 64, 92), (176, 150, 150))
    canvas = Canvas(seed=21, sky=dusk)
    canvas.disc(1330, 170, 70, mix(PAPER, dusk[0], 0.12))
    canvas.hills(520, 90, mix(dusk[0], dusk[1], 0.55))
    for x, width in ((-40, 380), (330, 300), (930, 330), (1270, 380)):
        canvas.house(x, 760, width, mix(BRICK, dusk[0], 0.45), mix(PAPER, dusk[1], 0.2))
        for column in (0.14, 0.68):
            left = x + width * column
            canvas.box(left, 610, left + width * 0.18, 690, mix(GOLD, PAPER, 0.35), round_by=4)
    canvas.polygon([(0, 750), (WIDTH, 750), (WIDTH, HEIGHT), (0, HEIGHT)], mix(PAPER, dusk[1], 0.1))
    canvas.polygon([(640, 750), (900, 750), (1180, HEIGHT), (420, HEIGHT)], mix(GOLD, PAPER, 0.6))
    for post in (610, 920):
        canvas.line([(post, 800), (post, 470)], INK, 9)
        canvas.disc(post, 450, 62, mix(GOLD, dusk[1], 0.55))
        canvas.disc(post, 450, 34, mix(GOLD, PAPER, 0.5))
    for index, (x, ground) in enumerate(((560, 930), (700, 900), (850, 905), (1010, 935))):
        canvas.person(x, ground, 190, COATS[index + 1])
        canvas.box(x - 58, ground - 112, x - 12, ground - 70, VERMILION, round_by=10)
    for _ in range(220):
        canvas.disc(canvas.random.uniform(0, WIDTH), canvas.random.uniform(0, HEIGHT), 3.5, PAPER)
    return canvas


def autumn_height() -> Canvas:
    """Draw a pavilion on an autumn hill, chrysanthemums in front, and people who climb to it."""
    canvas = Canvas(seed=22, sky=DAWN)
    canvas.disc(330, 240, 120, mix(GOLD, PAPER, 0.25))
    canvas.hills(470, 120, mix(TEAL, DAWN[1], 0.7), waves=1.2)
    canvas.hills(600, 100, mix(BRICK, DAWN[1], 0.6), waves=1.7)
    canvas.polygon([(0, 860), (420, 780), (900, 560), (1180, 470), (WIDTH, 540), (WIDTH, HEIGHT), (0, HEIGHT)], GOLD)
    for x in (1090, 1180, 1270):
        canvas.box(x - 8, 320, x + 8, 480, VERMILION)
    canvas.polygon([(1000, 340), (1090, 250), (1270, 250), (1360, 340)], INK)
    canvas.polygon([(1110, 252), (1180, 180), (1250, 252)], INK)
    for x, y in ((90, 830), (250, 800), (1440, 560), (1540, 590)):
        canvas.tree(x, y, 190, mix(VERMILION, GOLD, 0.45))
    for index, (x, ground) in enumerate(((560, 800), (690, 745), (820, 690), (950, 635))):
        canvas.person(x, ground, 160 - index * 8, COATS[(index + 4) % len(COATS)])
    for _ in range(70):
        left, top = canvas.random.uniform(0, WIDTH), canvas.random.uniform(900, 985)
        for petal in range(8):
            shift = petal - 3.5
            canvas.disc(left + shift * 6, top - abs(shift) * 3, 9, mix(PAPER, GOLD, canvas.random.uniform(0.1, 0.8)))
        canvas.disc(left, top, 10, mix(GOLD, BRICK, 0.5))
    canvas.bird(520, 260, 46)
    canvas.bird(640, 210, 34)
    return canvas


SCENES: dict[str, tuple[Callable[[], Canvas], str]] = {
    "market": (market, "村口老槐树下摆开长桌，志愿者为村民服务（示意图）"),
    "arcade": (arcade, "骑楼老街，檐下挂着灯笼，行人往来（示意图）"),
    "wetland": (wetland, "夕阳下的芦苇荡，候鸟成群飞过（示意图）"),
    "feast": (feast, "傍晚的小区里，邻居们围坐长桌（示意图）"),
    "book_bus": (book_bus, "红色的流动书屋停在盘山公路旁（示意图）"),
    "reading_room": (reading_room, "孩子们在书架旁的长桌上读书（示意图）"),
    "harvest": (harvest, "学生在学校菜地里采收萝卜（示意图）"),
    "mending": (mending, "骑楼下，志愿者用缝纫机缝补衣物（示意图）"),
    "bus_stop": (bus_stop, "公交站台上的手绘公益广告（示意图）"),
    "mountain_snow": (mountain_snow, "志愿者背着棉被走上积雪的山路（示意图）"),
    "warm_lane": (warm_lane, "冬夜的巷子亮着灯，邻居们冒雪送来热汤（示意图）"),
    "autumn_height": (autumn_height, "秋日山坡上开满菊花，人们登高走向亭子（示意图）"),
}
"""The scenes by name: who draws them, and what they show for those who cannot see them."""


def draw(name: str) -> bytes:
    """Return a scene as JPEG bytes, 1600 by 1000 pixels.

    Raises:
        KeyError: there is no scene of that name.
    """
    buffer = io.BytesIO()
    SCENES[name][0]().finish().save(buffer, "JPEG", quality=88)
    return buffer.getvalue()
