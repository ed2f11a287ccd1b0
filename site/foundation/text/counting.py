"""Counting as Microsoft Word's dialog does: 字数 = 中文字符和朝鲜语单词 + 非中文单词."""

import re
from dataclasses import dataclass
from typing import Final

from foundation.text.characters import AMBIGUOUS, EAST_ASIAN, INVISIBLE, KOREAN, LINE_ENDS

RULE: Final = "word-zishu-1"
"""The version of the rule; it is stored beside every number that was counted with it."""

_EAST_ASIAN = re.compile(f"[{EAST_ASIAN}{KOREAN}{AMBIGUOUS}]")
_OTHER_WORD = re.compile(f"[^\\s{EAST_ASIAN}{KOREAN}{AMBIGUOUS}]+")
_LINE_END = re.compile(f"[{LINE_ENDS}]")
_SPACE = re.compile(r"\s")


@dataclass(frozen=True)
class Counts:
    """The numbers of Word's dialog for one text."""

    words: int
    """字数: the sum of the next two."""
    east_asian: int
    """中文字符和朝鲜语单词: Han, kana, Hangul, Chinese punctuation and full-width forms."""
    other_words: int
    """非中文单词: runs of anything else but spaces."""
    characters: int
    """字符数(不计空格): visible code points."""
    characters_with_spaces: int
    """字符数(计空格): the same with spaces and tabs, without line ends."""


def count(text: str) -> Counts:
    """Count ``text`` by the rule ``word-zishu-1``.

    An East Asian character counts one; a run of other characters without a space counts one, so a lone half-width
    comma between two Han characters is one as well. Spaces, also the full-width ones of an indent, count nothing and
    end a run. Characters whose width depends on the font (``— … “ ” · ① ◇``) count as East Asian. Zero-width
    characters count nothing and end no run.
    """
    visible = INVISIBLE.sub("", text)
    east_asian = len(_EAST_ASIAN.findall(visible))
    other_words = len(_OTHER_WORD.findall(visible))
    one_line = _LINE_END.sub("", visible)
    return Counts(
        words=east_asian + other_words,
        east_asian=east_asian,
        other_words=other_words,
        characters=len(_SPACE.sub("", one_line)),
        characters_with_spaces=len(one_line),
    )
