"""Recognising the same person in two nominations: flagged with its evidence, never acted upon by itself."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from foundation.text.normalising import fold

ALIKE: Final = 75
"""From this share (of 100) on two places or units count as alike; 澄川市河东区 and 河东区 are."""
KEY_LENGTH: Final = 190


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
    """Return a name without spaces, dots and width, in simplified characters: 龐·阿依 and 庞阿依 are one."""
    letters = "".join(character for character in fold(name) if character.isalnum())
    return str(_converter().convert(letters)).casefold()


def name_key(name: str) -> str:
    """Return how a name sounds (pinyin without tones), by which likely duplicates are found."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - loads its dictionaries

    return "".join(lazy_pinyin(plain_name(name)))[:KEY_LENGTH]


def alike(one: str, other: str) -> bool:
    """Tell whether two places or units are probably the same; nothing is like an empty one."""
    from rapidfuzz.fuzz import partial_ratio  # noqa: PLC0415 - only the desk needs it

    first, second = plain_name(one), plain_name(other)
    return bool(first and second) and partial_ratio(first, second) >= ALIKE
