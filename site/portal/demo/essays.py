"""Writes the demo's essays from its own sentences: the same number always gives the same essay."""

import random
from dataclasses import dataclass
from typing import Final

PLACES: Final = (
    "巷口",
    "河堤",
    "菜市场",
    "社区食堂",
    "村口老槐树下",
    "公交站台",
    "校门口",
    "渡口",
    "文化广场",
    "楼道里",
)
PEOPLE: Final = (
    "外婆",
    "父亲",
    "楼长",
    "门卫师傅",
    "班主任",
    "邻居阿姨",
    "卖菜的大叔",
    "退休的校长",
    "快递小哥",
    "村医",
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
)
OPENINGS: Final = (
    "{place}有{thing}，许多人天天经过，却很少有人知道它的来历。",
    "说起{person}，我最先想到的是{place}那{thing}。",
    "那年冬天格外冷，{place}却因为{thing}暖和了起来。",
    "{person}常说，日子是一点一点过好的，{place}的{thing}就是见证。",
)
MIDDLES: Final = (
    "起初只是{person}一个人在做，后来左邻右舍都来搭把手，谁也没有提过报酬。",
    "有人劝{person}歇一歇，得到的回答总是：手边的事，做完才踏实。",
    "我也跟着去过几次，才知道看起来简单的事，天天坚持有多不容易。",
    "下雨的时候，{place}的人会先把{thing}照看好，再顾自己的东西。",
    "孩子们放学路过，总要停下来喊一声{person}，再蹦蹦跳跳地回家。",
    "大家商量着立了一条小规矩：谁有空谁来，谁有难处谁开口。",
    "一年下来，{place}变了模样，吵嘴的少了，打招呼的多了。",
    "{person}把每一笔开销都写在纸上，贴在{place}，谁都可以看。",
    "外地来的客人问起，大家就笑着把{person}请出来，讲一讲从前。",
    "我把这些讲给家里人听，第二天，父母也加入了进来。",
)
ENDINGS: Final = (
    "如今再走过{place}，我总会放慢脚步。文明不在远处，就在{thing}里。",
    "我想，所谓家风和乡风，大概就是{person}这样一代一代传下来的。",
    "{thing}还在，{person}还在，{place}的故事也就还会有人接着写。",
)
TITLES: Final = ("{place}的{thing}", "{person}与{thing}", "{place}记事", "{person}的规矩", "那{thing}")


@dataclass(frozen=True)
class Essay:
    """A title and its text."""

    title: str
    text: str


def write_essay(number: int) -> Essay:
    """Return the essay of that number, some three hundred to eight hundred characters long."""
    dice = random.Random(number)  # noqa: S311 -- words, not secrets
    words = {"place": dice.choice(PLACES), "person": dice.choice(PEOPLE), "thing": dice.choice(THINGS)}
    middles = dice.sample(MIDDLES, dice.randint(5, len(MIDDLES)))
    paragraphs = [dice.choice(OPENINGS), *("".join(middles[at : at + 2]) for at in range(0, len(middles), 2))]
    paragraphs.append(dice.choice(ENDINGS))
    return Essay(dice.choice(TITLES).format(**words), "\n".join(paragraphs).format(**words))
