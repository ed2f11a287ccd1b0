"""What each display line is: label, deck, author, byline, credit, 供稿 line, ornamented subhead or headline."""

import re

from news.reading import credits as credit_lines
from news.reading.places import starts_with_place
from news.reading.printed import Block
from news.reading.signs import DASH_START, LEFT_OPEN_WORD, ORNAMENT_START, QUOTED_CUP, SLOGAN_GAP
from news.reading.vocabulary import COLUMN_LABEL, COLUMN_PHRASE, EVENT_VERB, FURNITURE, HEADLINE_NOUN, NOTICE_TITLE
from news.reading.words import breaks_word, is_word

_VERB_FIRST = re.compile(
    r"^(?:扎实|积极|全面|大力|深入|强化|加强|深化|推动|推进|持续|着力|切实|加快|助力|聚焦|坚持|以|让|为|把|抓|做|凝聚|提升|筑牢|打造)"
)
SHORT_LABEL = 4
"""Characters of a label so short that it is no part of a title (要闻)."""
NO_NAME = re.compile("[之的了和与及暨化性]")
"""Characters that go on from the line before: what stands alone so is the rest of a broken headline."""
GROUP_NOTICE_REACH = 4
"""A contest notice's title stands on at most this many lines."""


def _is_label(text: str) -> bool:
    if text.endswith("。"):
        return False
    if FURNITURE.match(text) or QUOTED_CUP.match(text):
        return True
    if NOTICE_TITLE.search(text) or _VERB_FIRST.match(text):
        return False
    if COLUMN_LABEL.match(text):
        return True
    return bool(COLUMN_PHRASE.match(text)) and not EVENT_VERB.search(text)


def _in_notice_title(blocks: list[Block], index: int) -> bool:
    """Tell whether the line belongs to a title such as “…杯” / … / 征文启事 that is set on several lines."""
    if len(blocks[index].text) <= SHORT_LABEL:
        return False
    for reach in range(index + 1, min(len(blocks), index + GROUP_NOTICE_REACH)):
        text = blocks[reach].text
        if FURNITURE.match(text):
            return False
        if NOTICE_TITLE.search(text):
            return True
    return False


def _plain_role(blocks: list[Block], index: int) -> str:
    """Return the role of a line as far as it does not depend on bylines around."""
    text = blocks[index].text
    if credit_lines.photo_credit(text):
        return "credit"
    if credit_lines.supplied_line(text):
        return "source"
    if DASH_START.match(text):
        return "deck"
    if FURNITURE.match(text) or (_is_label(text) and not _in_notice_title(blocks, index)):
        return "label"
    if ORNAMENT_START.match(text) and not credit_lines.byline(text):
        return "subhead"
    return "author" if credit_lines.author_line(text) else "head"


def _mark_posts(blocks: list[Block]) -> None:
    """Mark an author line that is set on two or three lines: posts first, the name on the last."""
    for index, block in enumerate(blocks):
        if block.role not in {"head", "author"}:
            continue
        reach = credit_lines.author_reach([other.lines[0].spaced for other in blocks[index : index + 3]])
        for other in blocks[index : index + reach]:
            other.role = "author"


def _is_byline(blocks: list[Block], index: int) -> bool:
    """Tell whether a line is a byline: names, and a headline or deck beside it or a role word in it."""
    signature = credit_lines.byline(blocks[index].text)
    if signature is None:
        return False
    if signature.role:
        return True
    text = blocks[index].text
    if index and (breaks_word(blocks[index - 1].text, text) or NO_NAME.match(text) or HEADLINE_NOUN.fullmatch(text)):
        return False
    before = blocks[index - 1].role if index else ""
    after = blocks[index + 1].role if index + 1 < len(blocks) else ""
    surnamed = credit_lines.surnamed(signature)
    if len(signature.names) > 1:
        return surnamed
    if before == "deck":
        return not LEFT_OPEN_WORD.search(blocks[index - 1].text)
    beside = before == "head" or (surnamed and after in {"", "head", "deck"})
    return beside and not is_word(signature.names[0])


def mark_roles(blocks: list[Block]) -> None:
    """Give each display line of one group (lines with no paragraph between them) its role."""
    for index, block in enumerate(blocks):
        block.role = "label" if block.inside else _plain_role(blocks, index)
    _mark_posts(blocks)
    for index, block in enumerate(blocks):
        if block.role == "head" and _is_byline(blocks, index):
            block.role = "byline"
    for index, block in enumerate(blocks[1:], 1):
        if block.role == "head" and blocks[index - 1].role == "subhead" and block.lines[0].gap == 0:
            block.role = "subhead_more"
        elif block.role == "head" and blocks[index - 1].role == "deck" and _goes_on(blocks[index - 1], block):
            block.role = "deck_more"


def _goes_on(deck: Block, block: Block) -> bool:
    """Tell whether the line is the rest of a deck that is set on two lines."""
    if breaks_word(deck.text, block.text) or (block.lines[0].gap == 0 < deck.lines[0].gap):
        return True
    if deck.lines[0].gap == 0 < block.lines[0].gap:
        return False
    shorter = block.lines[0].width < deck.lines[0].width
    return shorter and not starts_with_place(block.text) and not SLOGAN_GAP.search(block.text)
