"""Standing columns and contest labels to articles: only where the label itself says what it heads; else left open."""

import re

from news.reading.records import Item
from news.reading.reflow import Block
from news.reading.signs import QUOTED_CUP
from news.reading.vocabulary import COLUMN_LABEL, COLUMN_PHRASE, FURNITURE

_PHOTO_LABEL = re.compile(r"摄影|图片|镜头|光影|影像")
_OFFICIALS_LABEL = re.compile(r"领导|书记|部长|局长|主任|文明办主任|负责人")


def joined_labels(blocks: list[Block]) -> list[list[Block]]:
    """Group neighbouring label lines that are one label, set on two lines."""
    groups: list[list[Block]] = []
    for block in blocks:
        last = groups[-1][-1] if groups else None
        if (
            last is not None
            and _is_first_half(last.text)
            and _is_second_half(block.text)
            and last.lines[0].number + 2 >= block.lines[0].number
        ):
            groups[-1].append(block)
        else:
            groups.append([block])
    return groups


def _is_first_half(text: str) -> bool:
    return bool(COLUMN_PHRASE.match(text)) and not COLUMN_LABEL.match(text)


def _is_second_half(text: str) -> bool:
    return bool(COLUMN_LABEL.match(text)) and not FURNITURE.match(text) and not QUOTED_CUP.match(text)


def assign_column(label: str, items: list[Item], near: list[int]) -> None:
    """Write the column into the one article that the label is sure to head; `near` are the items beside the label."""
    if _PHOTO_LABEL.search(label):
        fitting = [items[i] for i in near if items[i].kind == "photo"] or [
            item for item in items if item.kind == "photo"
        ]
    elif _OFFICIALS_LABEL.search(label):
        fitting = [item for item in items if item.kind == "signed_article"]
    else:
        return
    if len(fitting) == 1 and not fitting[0].column:
        fitting[0].column = label
