"""The demo's paper: which pages there are, and what its editor decided about the articles on them."""

import datetime as dt
from pathlib import Path

PAGES_FOLDER = Path(__file__).parent / "pages"
ARCHIVE_FOLDER = Path(__file__).parent / "archive"
"""Articles of the paper's old site: one file of JSON lines for each column, named by its address part."""

EDITIONS: tuple[tuple[dt.date, str], ...] = ((dt.date(2026, 11, 12), "127"), (dt.date(2026, 11, 19), "128"))
"""Date and issue number."""

SECTIONS: dict[tuple[dt.date, int], str] = {
    (dt.date(2026, 11, 12), 1): "要闻",
    (dt.date(2026, 11, 12), 2): "创建动态",
    (dt.date(2026, 11, 12), 3): "理论与经验",
    (dt.date(2026, 11, 12), 4): "未成年人",
    (dt.date(2026, 11, 19), 1): "要闻",
    (dt.date(2026, 11, 19), 2): "文明实践",
    (dt.date(2026, 11, 19), 3): "理论与经验",
    (dt.date(2026, 11, 19), 4): "公告与副刊",
}
"""What each page is called."""

COLUMN_OF_SECTION = {
    "要闻": "yaowen",
    "创建动态": "chuangjian",
    "理论与经验": "jingyan",
    "未成年人": "pugongying",
    "文明实践": "shijian",
    "公告与副刊": "shijian",
}
COLUMN_OF_KIND = {"signed": "zhuguan", "notice": "gonggao"}
"""A kind of article that has a column of its own goes there, whatever page it was printed on."""

SCENE_OF_BEGINNING: dict[str, str] = {
    "清晨六点半": "market",
    "榆桥区骑楼街全长": "arcade",
    "立冬时节": "wetland",
    "十一月十四日傍晚": "feast",
    "11月14日，霁湖区望湖社区": "feast",
    "一辆旧中巴": "book_bus",
    "下午四点半": "reading_room",
    "11月10日，禾坪县": "harvest",
    "11月7日，榆桥区": "mending",
    "近日，榆桥区在公交站台": "bus_stop",
    "11月16日，望渡县山区": "mountain_snow",
}
"""The picture that belongs to the article whose text begins so."""

PHOTO_HEADLINES: dict[str, str] = {
    "11月7日，榆桥区": "骑楼下的缝补角",
    "立冬时节": "芦苇荡迎来首批越冬候鸟",
    "11月10日，禾坪县": "萝卜熟了",
    "11月14日，霁湖区望湖社区": "一桌百家菜",
    "近日，榆桥区在公交站台": "站台上的手绘公益广告",
    "11月16日，望渡县山区": "踏霜送暖上高山",
}
"""Photo news is printed without a headline; on the site an editor gives it one."""

HEADLINES: dict[str, str] = {
    "清晨六点半": "澄川市文明实践“赶集日”走进一百个村庄／把文明送到家门口",
    "下午四点半": "放学后的两小时去哪儿／社区有间“四点半书房”",
    "十一月十四日傍晚": "澄川市首届“邻里节”综述／推开一扇门 认识一栋楼",
}
"""Kicker and headline of articles whose lines the page's text runs together; the editor parts them."""

CORRECTED_HEADLINE = "一条老街的三本账"
CORRECTION_TEXT = "11月12日第2版《一条老街的三本账》中“收到意见1120条”应为“收到意见1102条”。特此更正，并向读者致歉。"


def page_file(date: dt.date, page: int) -> Path:
    """Return the text of a page."""
    return PAGES_FOLDER / f"{date.isoformat()}-{page}.txt"


def looked_up(text: str, table: dict[str, str]) -> str | None:
    """Return the value whose key the text begins with, white space and width of commas aside; else None."""
    plain = "".join(text.split()).replace(",", "，")
    return next((value for beginning, value in table.items() if plain.startswith(beginning)), None)
