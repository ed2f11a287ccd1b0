"""Recognising the same person in two nominations: flagged with its evidence, never acted upon by itself."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from exemplars.rules.sounds import spellings, syllables_of_person
from foundation.text.normalising import fold

ALIKE: Final = 75
"""From this share (of 100) on two places or units count as alike; 澄川市河东区 and 河东区 are."""
KEY_LENGTH: Final = 190

SHAPES: Final = str.maketrans(
    {
        "𠮷": "吉",
        "﨑": "崎",
        "𤣥": "玄",
        "𥠖": "黎",
        "𡩋": "宁",
        "甯": "宁",
        "寗": "宁",
        "髙": "高",
        "囯": "国",
        "靣": "面",
        "吿": "告",
        "秊": "年",
        "惪": "德",
        "勗": "勖",
        "㝢": "宇",
        "畧": "略",
        "喆": "哲",
        "龢": "和",
    }
)
"""Other shapes of one character in names that neither width folding nor simplifying unites; some have no reading."""


@dataclass(frozen=True)
class Evidence:
    """What two nominations share."""

    same_characters: bool
    same_place: bool
    same_unit: bool


@lru_cache(maxsize=1)
def _converter() -> Any:
    from opencc import OpenCC  # noqa: PLC0415 - loads its dictionaries

    return OpenCC("t2s")


def plain_name(name: str) -> str:
    """Return a name without spaces, dots and width, in simplified characters and their usual shape.

    龐·阿依 and 庞阿依 are one, 𠮷山 and 吉山 too.
    """
    letters = "".join(character for character in fold(name) if character.isalnum())
    return str(_converter().convert(letters)).translate(SHAPES).casefold()


def name_key(name: str) -> str:
    """Return how a name sounds (pinyin without tones), by which likely duplicates are found.

    A character of which no reading is known is left out: others write □ for it, or leave it out themselves.
    """
    plain = plain_name(name)
    return ("".join(syllables_of_person(plain)) or plain)[:KEY_LENGTH]


def typed_names(name: str) -> list[str]:
    """Return how somebody may type a name that they cannot or will not write: its pinyin, and the initials alone."""
    return spellings(plain_name(name))


def alike(one: str, other: str) -> bool:
    """Tell whether two places or units are probably the same; nothing is like an empty one."""
    from rapidfuzz.fuzz import partial_ratio  # noqa: PLC0415 - only the desk needs it

    first, second = plain_name(one), plain_name(other)
    return bool(first and second) and partial_ratio(first, second) >= ALIKE
