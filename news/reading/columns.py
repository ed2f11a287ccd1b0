"""Standing columns and contest labels to articles: only where the label itself says what it heads; else left open."""

import re

from news.reading.printed import Block
from news.reading.records import Furniture, Guess, Item
from news.reading.signs import QUOTED_CUP
from news.reading.vocabulary import CHANNEL, COLUMN_LABEL, COLUMN_PHRASE, FURNITURE, SPONSOR

_PHOTO_LABEL = re.compile(r"摄影|图片|镜头|光影|影像")
_OFFICIALS_LABEL = re.compile(r"领导|书记|部长|局长|主任|文明办主任|负责人")

SPONSOR_SURE = 0.8


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


def role_of(label: str) -> str:
    """Return what a piece of furniture is: `sponsor`, `channel` or `label`."""
    if SPONSOR.search(label) or QUOTED_CUP.match(label):
        return "sponsor"
    return "channel" if CHANNEL.search(label) else "label"


def assign_column(label: Furniture, items: list[Item], near: list[int]) -> Item | None:
    """Write the column into the one article that the label is sure to head, and return that.

    `near` are the items beside the label.
    """
    if _PHOTO_LABEL.search(label.text):
        fitting = [items[i] for i in near if items[i].kind == "photo"] or [
            item for item in items if item.kind == "photo"
        ]
    elif _OFFICIALS_LABEL.search(label.text):
        fitting = [item for item in items if item.kind == "signed_article"]
    else:
        return None
    if len(fitting) != 1 or fitting[0].column:
        return None
    item = fitting[0]
    item.column = label.text
    item.guesses["column"] = Guess(label.lines, label.confidence)
    return item


def assign_sponsor(sponsor: Furniture, item: Item) -> None:
    """Write into an article the sponsor that stands with the label of its column."""
    item.sponsor += sponsor.text
    before = item.guesses.get("sponsor", Guess((), 1.0))
    item.guesses["sponsor"] = Guess((*before.lines, *sponsor.lines), SPONSOR_SURE)
