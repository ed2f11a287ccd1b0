"""Writes the demo's essays from its own sentences: the same number always gives the same essay."""

import random
from dataclasses import dataclass
from typing import Final

PLACES: Final = (
    "巷口",
    "河堤",
    "菜市场",
    "社区食堂",
    "老槐树下",
    "公交站台",
    "校门口",
    "渡口",
    "文化广场",
    "楼道里",
    "老码头",
    "石板街",
    "粮站旧院",
    "北门桥",
    "晒谷场",
    "祠堂前",
    "修鞋摊",
    "村卫生室",
    "水库边",
    "老戏台",
    "单元门口",
    "果园小路",
    "磨坊旁",
    "早点铺",
    "邮局门前",
    "竹林边",
    "敬老院",
    "小操场",
    "打谷场",
    "渠首闸口",
)
PEOPLE: Final = (
    "外婆",
    "父亲",
    "楼长",
    "门卫师傅",
    "班主任",
    "邻居阿姨",
    "菜摊大叔",
    "老校长",
    "快递小哥",
    "村医",
    "大伯",
    "小姨",
    "修表匠",
    "广播员",
    "护林人",
    "电工师傅",
    "幼师姐姐",
    "摆渡人",
    "老班长",
    "裁缝婶婶",
    "送奶工",
    "放映员",
    "表哥",
    "书记员",
    "守桥人",
    "糕点师",
    "祖父",
    "堂姐",
    "养蜂人",
    "理发师傅",
)
THINGS: Final = (
    "一盏灯",
    "一本账",
    "一把伞",
    "一碗面",
    "一面墙",
    "一张长椅",
    "一棵柿子树",
    "一封信",
    "一辆三轮车",
    "一口井",
    "一只竹篮",
    "一块黑板",
    "一双布鞋",
    "一台收音机",
    "一罐咸菜",
    "一张合影",
    "一把算盘",
    "一盆兰草",
    "一支钢笔",
    "一串钥匙",
    "一件棉袄",
    "一袋种子",
    "一口铁锅",
    "一架梯子",
    "一本相册",
    "一杆秤",
    "一面锣",
    "一条长凳",
    "一只木箱",
    "一幅剪纸",
)
OPENINGS: Final = (
    "{place}有{thing}，来历少有人知。",
    "说起{person}，我先想到{thing}。",
    "那年冬天，{thing}暖了{place}。",
    "{person}常说，{thing}就是见证。",
)
TIMES: Final = (
    "清早天没亮",
    "吃过晚饭",
    "赶上下雨天",
    "逢年过节",
    "农忙那几天",
    "放学路上",
    "入冬以后",
    "停电那一晚",
    "头一次",
    "隔了几天",
    "到了周末",
    "去年秋天",
    "搬家那天",
    "有一回",
    "天刚擦黑",
    "客人来时",
    "赶集回来",
    "开春以后",
    "夜里起风",
    "年三十那天",
    "新邻居搬来",
    "暑假里",
    "雪停之后",
    "收工以后",
)
WAYS: Final = ("{person}总是", "{person}悄悄", "{person}带我", "{person}抢着", "只见{person}", "{person}照例")
DEEDS: Final = (
    "扫净门前落叶",
    "端来一碗热汤",
    "补好旧雨衣",
    "记下谁家缺米",
    "替人看着摊子",
    "送迷路的孩子",
    "把零钱数两遍",
    "修好坏水管",
    "让出靠窗座位",
    "写一封平安信",
    "烧一壶开水",
    "抬走拦路石头",
    "分一半新米",
    "教大家认字",
    "劝和吵嘴的人",
    "拾起一只钱包",
    "栽下几株月季",
    "擦亮旧门牌",
    "推车送人看病",
    "守着夜里的灯",
    "归还借来的书",
    "量一量田埂",
    "晒好邻家被子",
    "谢绝了红包",
    "留一盏路灯",
    "理清一本旧账",
    "搀老人过桥",
    "收好别人的伞",
    "先给客人盛饭",
    "捡净河边瓶子",
    "讲从前的事",
    "低头认了个错",
)
OUTCOMES: Final = (
    "{place}的人都来搭手",
    "我在{place}红了脸",
    "{thing}有了名声",
    "{place}多了条规矩",
    "弟弟也守着{thing}",
    "父亲朝{thing}点头",
    "大家围着{thing}笑",
    "{place}没了争吵",
    "我画下了{thing}",
    "{thing}比钱金贵",
    "客人夸{place}好",
    "{place}没人提报酬",
    "孩子们爱上{thing}",
    "{place}好像暖了",
    "老师带我看{thing}",
    "母亲去{place}道谢",
    "没人再嫌{thing}旧",
    "村里夸起{thing}",
    "{place}热闹起来",
    "我懂得了{thing}",
    "叔叔在{place}站了很久",
    "信里写着{thing}",
    "{place}贴出红榜",
    "爷爷讲起{thing}",
    "{place}没再丢过东西",
    "同学照看{thing}",
    "一家人说起{thing}",
    "{place}摆出茶水",
    "姑姑念着{thing}",
    "这话在{place}传开",
    "我记住了{thing}",
    "{place}亮到深夜",
)
ENDINGS: Final = (
    "如今路过{place}，我还会看看{thing}。",
    "所谓家风，大概就是{person}这样传的。",
    "{thing}还在，{person}也还在{place}。",
)
TITLES: Final = ("{place}的{thing}", "{person}与{thing}", "{place}记事", "{person}的规矩", "那{thing}")


@dataclass(frozen=True)
class Essay:
    """A title and its text."""

    title: str
    text: str


def write_essay(number: int) -> Essay:
    """Return the essay of that number, some three hundred to six hundred characters long.

    A sentence is put together of short parts, so that two essays share no more than a set phrase: the comparison of
    entries shall find the copies that were planted, and little else.
    """
    dice = random.Random(number)  # noqa: S311 -- words, not secrets
    words = {"place": dice.choice(PLACES), "person": dice.choice(PEOPLE), "thing": dice.choice(THINGS)}
    paragraphs = [dice.choice(OPENINGS)]
    count = dice.randint(14, 24)
    parts = (
        dice.sample(TIMES, count),
        dice.choices(WAYS, k=count),
        dice.sample(DEEDS, count),
        dice.sample(OUTCOMES, count),
    )
    sentences = [f"{time}，{way}{deed}，{outcome}。" for time, way, deed, outcome in zip(*parts, strict=True)]
    paragraphs += ["".join(sentences[at : at + 4]) for at in range(0, count, 4)]
    paragraphs.append(dice.choice(ENDINGS))
    return Essay(dice.choice(TITLES).format(**words), "\n".join(paragraphs).format(**words))
