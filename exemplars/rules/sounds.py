"""How names sound: pinyin without tones, with the readings that characters have only as surnames."""

from typing import Final

SHORT_NAME: Final = 4
"""Up to so many characters a name may begin with a surname; what is longer is the name of a unit or a place."""

SURNAMES: Final[dict[str, tuple[str, ...]]] = {
    "单": ("shan",),
    "曾": ("zeng",),
    "仇": ("qiu",),
    "解": ("xie",),
    "区": ("ou",),
    "查": ("zha",),
    "朴": ("piao",),
    "盖": ("ge",),
    "乐": ("yue",),
    "种": ("chong",),
    "繁": ("po",),
    "员": ("yun",),
    "召": ("shao",),
    "缪": ("miao",),
    "翟": ("zhai",),
    "覃": ("qin",),
    "乜": ("nie",),
    "折": ("she",),
    "秘": ("bi",),
    "祭": ("zhai",),
    "洗": ("xian",),
    "能": ("nai",),
    "佴": ("nai",),
    "隗": ("wei",),
    "郇": ("xun",),
    "薄": ("bo",),
    "尉": ("wei",),
    "黑": ("he",),
    "藏": ("zang",),
    "逄": ("pang",),
    "万俟": ("mo", "qi"),
    "尉迟": ("yu", "chi"),
    "单于": ("chan", "yu"),
    "长孙": ("zhang", "sun"),
    "令狐": ("ling", "hu"),
    "澹台": ("tan", "tai"),
    "宰父": ("zai", "fu"),
    "乐正": ("yue", "zheng"),
}
"""Surnames that are read otherwise than the character alone (《现代汉语词典》), those of two characters among them."""


def _is_ideograph(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff" or character >= "\U00020000"


def _without_ideographs(letters: str) -> str:
    return "".join(character for character in letters if not _is_ideograph(character))


def syllables(name: str) -> list[str]:
    """Return the syllables as a dictionary reads them; a character of which no reading is known is left out."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - loads its dictionaries

    return [each for each in lazy_pinyin(name, errors=_without_ideographs) if each]


def syllables_of_person(name: str) -> list[str]:
    """Return the syllables of a name that may begin with a surname: 单小满 is Shan Xiaoman, 万俟明 Moqi Ming."""
    if len(name) <= SHORT_NAME:
        for length in (2, 1):
            surname = SURNAMES.get(name[:length])
            if surname is not None and len(name) > length:
                return [*surname, *syllables(name[length:])]
    return syllables(name)


def spellings(name: str) -> list[str]:
    """Return how a name may be typed in Latin letters: in full and by initials, by either reading of a surname."""
    typed = []
    for read in (syllables_of_person(name), syllables(name)):
        typed += ["".join(read), "".join(syllable[0] for syllable in read)]
    return [each for each in dict.fromkeys(typed) if each]
